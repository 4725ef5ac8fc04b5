/** Parses the output of `gcc -E -dD`: preprocessed text with line markers, and the macros defined at its end. */
import { normalize } from "node:path";
import type { TruthMacro } from "./truth.ts";
import type { HeaderOf } from "./unit.ts";

export interface Preprocessed {
  /** What the lines of the tree's headers became, without directives, by `Include/…:line`. */
  code: Map<string, string>;
  /** Those that these lines define and leave defined; `header` is null outside of the tree. */
  macros: Map<string, Omit<TruthMacro, "header"> & { header: string | null }>;
  /** Headers of the tree that gave any code or macro. */
  headers: Set<string>;
}

export function readPreprocessed(text: string, headerOf: HeaderOf): Preprocessed {
  const found: Preprocessed = { code: new Map(), macros: new Map(), headers: new Set() };
  let header: string | null = null;
  let line = 0;
  for (let start = 0, end = 0; start < text.length; start = end + 1, line++) {
    end = text.indexOf("\n", start);
    if (end === -1) end = text.length;
    if (end === start || (header === null && text[start] !== "#")) continue;
    const content = text.slice(start, end).trim();
    const marker = /^# (\d+) "(.*?)"/.exec(content);
    if (marker) {
      header = headerOf(normalize(marker[2] as string));
      line = Number(marker[1]) - 1;
      continue;
    }
    const define = /^#define ([^\s(]+)(?:\(([^)]*)\))?\s*(.*)$/.exec(content);
    if (define) {
      const [, name, list, body] = define as unknown as [string, string, string | undefined, string];
      const params = list === undefined ? null : list.split(",").filter((param) => param !== "");
      found.macros.set(name, { header, line, params, body });
    } else if (content.startsWith("#undef ")) {
      found.macros.delete(content.slice("#undef ".length));
    } else if (header !== null && content !== "") {
      const place = `${header}:${line}`;
      // Around macro invocations gcc breaks a line in several and marks each with the same place.
      found.code.set(place, `${found.code.get(place) ?? ""} ${content}`.replace(/\s+/g, " "));
    }
    if (header !== null && content !== "") found.headers.add(header);
  }
  return found;
}

/** The preprocessing tokens of C text without directives and comments: what differs in white space only is equal. */
export function cTokens(body: string): string[] {
  return body.match(token) ?? [];
}

// C11 6.4: identifiers and literals with their prefixes, preprocessing numbers, the longer punctuators, any other character.
const token =
  /(?:u8|[uUL])?"(?:\\.|[^"\\])*"|[uUL]?'(?:\\.|[^'\\])*'|[A-Za-z_$][\w$]*|\.?\d(?:[eEpP][+-]|[\w.])*|\.\.\.|%:%:|<<=|>>=|[-+*/%&|^<>=!]=|->|\+\+|--|<<|>>|&&|\|\||##|[^\s]/g;

/**
 * The macro of a header's include guard: all text lies in one `#ifndef M` (or `#if !defined(M)`), whose first line
 * defines M; a condition around that, as `#ifndef Py_LIMITED_API`, may hold both. Null where there is none.
 */
export function includeGuard(text: string): string | null {
  const lines = text
    .replace(/\\\r?\n/g, " ")
    .replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"/g, (match) => (match.startsWith('"') ? match : " "))
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^#\s*pragma\s+once\b/.test(line));
  return guardOf(lines);
}

function guardOf(lines: string[]): string | null {
  const [first = "", second = ""] = lines;
  if (!isOneCondition(lines)) return null;
  const open = /^#\s*(?:ifndef\s+(\w+)|if\s*!\s*defined\s*(?:\(\s*(\w+)\s*\)|(\w+)))$/.exec(first);
  const name = open?.[1] ?? open?.[2] ?? open?.[3];
  return name !== undefined && new RegExp(`^#\\s*define\\s+${name}$`).test(second) ? name : guardOf(lines.slice(1, -1));
}

/** From `#if` to its `#endif` without an alternative. */
function isOneCondition(lines: string[]): boolean {
  let depth = 0;
  if (lines.length < 2) return false;
  return lines.every((line, index) => {
    if (/^#\s*if/.test(line)) depth++;
    if (/^#\s*endif\b/.test(line)) depth--;
    return depth === 0 ? index === lines.length - 1 : !(depth === 1 && /^#\s*el/.test(line));
  });
}
