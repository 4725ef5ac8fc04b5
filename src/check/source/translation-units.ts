import { posix } from "node:path";
import type { ExtensionHeaders, SourceText } from "./search.ts";

const cSource = /\.c$/;
const cppSource = /\.(?:cc|cpp|cxx|c\+\+|C|mm)$/;
const header = /\.(?:h|hh|hpp|hxx|h\+\+|inc|inl|ipp|tpp)$/;
const cppHeader = /\.(?:hh|hpp|hxx|h\+\+|ipp|tpp)$/;

/** Whether a file is C or C++ by its name. */
export const isSource = (path: string): boolean => cSource.test(path) || cppSource.test(path) || header.test(path);

export interface SourceUnit {
  path: string;
  isCpp: boolean;
  /** A header, whose includers include Python.h first. */
  withPython: boolean;
}

/**
 * The files a compiler would be given: sources not included by other files; if there are only headers, those not
 * included by others.
 */
export function translationUnits(files: readonly SourceText[], headers: ExtensionHeaders): SourceUnit[] {
  const paths = [...headers.paths];
  const sources = paths.filter((path) => cSource.test(path) || cppSource.test(path));
  const isHeaderOnly = sources.length === 0;
  const includes = new Map(
    files.map(({ path, text }) => [
      posix.normalize(path),
      includedNames(text).map((name) => headers.findOwn(name, path)),
    ]),
  );
  const reached = new Set<string>();
  const reach = (path: string) => {
    const open = [path];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (reached.has(next)) continue;
      reached.add(next);
      for (const included of includes.get(next) ?? []) if (included !== null) open.push(included);
    }
  };
  const candidates = isHeaderOnly ? paths.filter((path) => header.test(path)) : sources;
  const included = new Set([...includes].flatMap(([path, names]) => names.filter((name) => name !== path)));
  const units = candidates.filter((path) => !included.has(path));
  for (const path of units) reach(path);
  // Of files that only include each other, the first is a unit.
  for (const path of candidates) {
    if (reached.has(path)) continue;
    units.push(path);
    reach(path);
  }
  const isCppOnly = sources.length > 0 && sources.every((path) => cppSource.test(path));
  return units.sort().map((path) => ({
    path,
    isCpp: cppSource.test(path) || cppHeader.test(path) || (header.test(path) && isCppOnly),
    withPython: isHeaderOnly,
  }));
}

/** Headers a file includes under any condition. */
function includedNames(text: string): string[] {
  return [...text.matchAll(/^[ \t]*#[ \t]*include[ \t]*["<]([^">\n]+)[">]/gm)].map(([, name]) => name as string);
}
