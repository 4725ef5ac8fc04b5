import type { LexedSource } from "../../c/lexer.ts";
import type { TokenBudget } from "../../c/preprocessor-options.ts";
import type { Inclusion } from "../../c/run-state.ts";
import { Session } from "../../c/session.ts";
import { Compilation } from "../../cpython/compilation.ts";
import { resolveTarget } from "../../cpython/resolve-target.ts";
import { limitedApiMacro, type TargetRequest } from "../../cpython/target.ts";
import type { SourceTree } from "../../cpython/tree.ts";
import { versionOf } from "../../cpython/version.ts";
import { macroOf } from "../build-macros.ts";
import { generatedFiles } from "../generators.ts";
import type { UseGroup } from "../use-groups.ts";
import { noteHeaderFaults } from "./header-faults.ts";
import { Language, type UnitReading } from "./language.ts";
import { type KnownApi, type UnknownName, UseRecorder } from "./recorder.ts";
import { ExtensionHeaders, isOwn, ownPath, type SourceText } from "./search.ts";
import { SystemNames } from "./system-names.ts";
import { type SourceUnit, translationUnits } from "./translation-units.ts";
import { unreadLines } from "./unread.ts";
import type { Provenance } from "./user-places.ts";

export type { KnownApi } from "./recorder.ts";
export type { SourceText } from "./search.ts";
export { isSource } from "./translation-units.ts";

/** Something not understood in a source. */
export interface SourceDiagnostic {
  code: string;
  file: string;
  /** 1-based. */
  line: number;
  message: string;
  /** Whether it may hide uses. */
  gap: boolean;
}

/** The uses of an extension's sources, compiled for one target. */
export interface SourceUses {
  uses: UseGroup[];
  diagnostics: SourceDiagnostic[];
  /** False if something not understood may hide a use. */
  complete: boolean;
}

/*
 * How uses are read:
 *
 * 1. `translationUnits` picks the files a compiler would be given, grouped by their build's macros.
 * 2. Per language, Python.h is read once (`Language`). Each unit continues from there, or reads Python.h anew if it defines
 *    a macro that Python.h tests.
 * 3. The preprocessor's output is cut into external declarations as it arrives (`ExternalDeclarations`), so that one is held
 *    at a time.
 * 4. `UnitReader` parses a declaration by recursive descent, tracking scopes and types as far as they decide what a name or
 *    member belongs to. What it does not understand is scanned for names.
 * 5. `UseRecorder` keeps a use for each name, member and header of the API in code the user wrote. Undeclared names are settled
 *    at the end of the unit, when all definitions and missing headers are known.
 */

/**
 * The uses of the C API in C and C++ sources compiled with a ref's headers for a target: all files of one extension, in
 * any order. `directives`: those of a file's build, `#define NAME VALUE` and `#undef NAME`. `maxTokens`: maximum number
 * of tokens of all files with everything they include; what exceeds it is a diagnostic. Whether the target has what is
 * used is judged elsewhere.
 * Throws `unknown-abi` and `invalid-target` if the ref has no such target; never because of sources.
 */
export function sourceUses(
  files: readonly SourceText[],
  tree: SourceTree,
  request: TargetRequest,
  known: KnownApi,
  directives: (path: string) => readonly string[] = () => [],
  maxTokens = 40_000_000,
): SourceUses {
  const { limitedApi } = resolveTarget(request, tree, versionOf(tree));
  const compilation = new Compilation(tree, request, new Session());
  const { platform } = compilation;
  const search = new ExtensionHeaders(files, compilation.headers);
  const provenance: Provenance = {
    originOf: (header) => (isOwn(header) ? "own" : tree.files.has(header) ? "cpython" : "other"),
    pathOf: ownPath,
  };
  const system = new SystemNames(platform);
  const recorder = new UseRecorder(known, provenance, system);
  const macros = compilation.commandLine(false) + limitedApiMacro(request.abi, limitedApi);
  const python = compilation.headers.source("Include/Python.h") as LexedSource;
  const languages = new Map<string, Language>();
  let build = "";
  const budget: TokenBudget = { left: maxTokens };
  const language = (isCpp: boolean, isFresh = false) => {
    const key = `${isCpp} ${isFresh}`;
    const made =
      languages.get(key) ??
      new Language({
        headers: search,
        platform,
        macros: macros + build,
        python,
        recorder,
        provenance,
        isCpp,
        isFresh,
        isForeign: ({ name, source }) => source === null && !known.isHeader(name) && !system.isHeader(name, isCpp),
        budget,
      });
    languages.set(key, made);
    return made;
  };

  const diagnostics = new Map<string, SourceDiagnostic>();
  let complete = true;
  const opened = new Set<string>();
  const given = new Set<string>();
  for (const [directives, { path, isCpp, withPython }] of byBuild(translationUnits(files, search), directivesOf)) {
    if (directives !== build) languages.clear();
    build = directives;
    const source = search.source(path);
    let reading = language(isCpp).read(source, withPython);
    if (reading.changesPython) {
      // It defines Py_LIMITED_API or the like, so what Python.h declares otherwise does not apply.
      recorder.dropUnit();
      reading = language(isCpp, true).read(source, withPython);
    }
    let includesPython = withPython || reading.inclusions.some(isCPythons);
    // A header that another CPython version has declares nothing of other libraries.
    const foreign = reading.inclusions.filter(({ name, source }) => source === null && !known.isHeader(name));
    const isOfAnotherLibrary = ({ name, at, source }: Inclusion) =>
      source === null && !system.isSystems(name, at.text === "<", isCpp);
    const ofAnotherLibrary = foreign.find(isOfAnotherLibrary) ?? null;
    const foreignName = ofAnotherLibrary?.name ?? null;
    const lacksApi = ofAnotherLibrary !== null;
    const lacksNames = isCpp && foreign.length > 0;
    if (!includesPython && lacksApi && (recorder.mentionsApi() || /\bP[yY]_?[A-Z]/.test(search.text(path)))) {
      // A missing header includes it.
      recorder.dropUnit();
      reading = language(isCpp).read(source, true);
      includesPython = true;
    }
    for (const { at, name, source: found } of reading.inclusions)
      recorder.header(at, name, found === null ? null : provenance.originOf(found.path));
    const wholly = { file: ownPath(source.path), line: 1, column: 1 };
    noteHeaderFaults(reading.headerFaults, ofAnotherLibrary, wholly, recorder);
    const isTold = noteRefusal(reading, provenance, recorder);
    const headers = reading.inclusions.map(({ name }) => name);
    const { systemHeaders } = reading;
    const missing = reading.inclusions.filter(({ source }) => source === null).map(({ name }) => name);
    recorder.endUnit({ includesPython, headers, foreign: foreignName, lacksNames, isCpp, missing, systemHeaders });
    search.forget(path);
    for (const header of reading.opened) opened.add(header);
    const told = isTold ? { ...reading, refusal: null } : reading;
    for (const diagnostic of diagnosticsOf(told, path, isOfAnotherLibrary)) {
      const key = `${diagnostic.code} ${diagnostic.file} ${diagnostic.line}`;
      const isHarmless = harmless.has(diagnostic.code) || (lacksApi && ofMissingHeader.has(diagnostic.code));
      diagnostics.set(key, { ...diagnostic, gap: !isHarmless || diagnostics.get(key)?.gap === true });
      complete &&= isHarmless;
    }
    if (budget.left < 0) {
      const message = `The sources have more than ${maxTokens} tokens in total; the rest was not read. Check it separately`;
      diagnostics.set("token-limit", { code: "token-limit", file: path, line: 1, message, gap: true });
      complete = false;
      break;
    }
  }
  // If reading ended early, it is unknown what would have been read.
  if (budget.left >= 0) {
    for (const diagnostic of [...unread(), ...unknownNames(recorder)])
      diagnostics.set(`${diagnostic.code} ${diagnostic.message}`, diagnostic);
  }
  return { uses: recorder.uses(), diagnostics: [...diagnostics.values()], complete };

  function directivesOf(path: string): string {
    const lines = directives(path);
    for (const line of lines) given.add(macroOf(line));
    return lines.map((line) => `${line}\n`).join("");
  }

  function unread(): SourceDiagnostic[] {
    const isSet = (macro: string) => given.has(macro) || system.has("name", macro) || known.isName(macro);
    // Conditions in generated code concern its generator.
    const generated = generatedFiles(files);
    const written = files.filter(({ path }) => !generated.has(path));
    const lines = unreadLines(written, isSet).slice(0, maxUnread);
    const paths = files.map(({ path }) => path).filter((path) => !opened.has(path));
    return [
      ...lines.map(({ macro, lines, file, line }) => {
        const count = lines === 1 ? "1 line behind" : `${lines} lines behind`;
        const message = `${count} ${macro} ${lines === 1 ? "was" : "were"} not read; pass -D${macro}.`;
        return { code: "unread-lines", file, line, message, gap: false };
      }),
      ...paths.slice(0, maxUnread).map((file) => {
        const message = "It is neither a source nor included by one.";
        return { code: "unread-file", file, line: 1, message, gap: false };
      }),
    ];
  }

  function isCPythons({ source }: Inclusion): boolean {
    return source !== null && provenance.originOf(source.path) === "cpython";
  }
}

/**
 * A rejection by the compiler is a use if the extension's files lead to it. True if that is the whole explanation:
 * whether an `#error` in the extension itself is more than a missing macro or header is decided by the baseline.
 */
function noteRefusal(
  { refusal, refusedAt }: UnitReading,
  { originOf, pathOf }: Provenance,
  recorder: UseRecorder,
): boolean {
  if (refusal === null) return false;
  const { header, line, message } = refusal;
  if (originOf(header) === "own") {
    recorder.refused({ file: pathOf(header), line, column: 1 }, "Python.h", { kind: "refused", message });
    return false;
  }
  const place = refusedAt && recorder.placeOf(refusedAt.at);
  if (originOf(header) !== "cpython" || refusedAt === null || !place) return false;
  const told = `${header.replace(/^Include\//, "")}:${line}: ${message}`;
  recorder.refused(place, refusedAt.name, { kind: "error-directive", message: told });
  return true;
}

/** Names that a missing header has to declare, a line for each header. */
function unknownNames(recorder: UseRecorder): SourceDiagnostic[] {
  const byHeader = new Map<string, [string, UnknownName][]>();
  for (const named of recorder.unknownNames()) {
    const { header } = named[1];
    const same = byHeader.get(header);
    if (same === undefined) byHeader.set(header, [named]);
    else same.push(named);
  }
  return [...byHeader].slice(0, maxUnread).map(([header, names]) => {
    const [[name = "", { place = { file: "", line: 1 } } = {}] = []] = names;
    const more = names.length - 1;
    const [what, them] = more === 0 ? [`${name} is`, "it"] : [`${name} and ${more} more names are`, "them"];
    const message = `${what} in no version of CPython; ${header}, which was not given, may declare ${them}.`;
    return { code: "unknown-names", file: place.file, line: place.line ?? 1, message, gap: false };
  });
}

/** Maximum number of unread parts reported. */
const maxUnread = 5;

/** Units with their build directives, grouped by build, since each build reads Python.h anew. */
function byBuild(
  units: readonly SourceUnit[],
  directives: (path: string) => string,
): (readonly [string, SourceUnit])[] {
  const built = units.map((unit) => [directives(unit.path), unit] as const);
  return built.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** Diagnostics of which a missing header of another library may be the reason: it would define the macros. */
const ofMissingHeader = new Set(["error-directive", "invalid-condition"]);

/** Diagnostics that do not hide uses. */
const harmless = new Set(["include-not-found", "argument-count", "invalid-paste", "invalid-directive"]);

/** @param isOfAnotherLibrary whether a missing header is not the system's, and so worth a word */
function diagnosticsOf(
  { refusal, diagnostics, inclusions }: UnitReading,
  unit: string,
  isOfAnotherLibrary: (inclusion: Inclusion) => boolean,
): Omit<SourceDiagnostic, "gap">[] {
  const missing = new Set(inclusions.filter(isOfAnotherLibrary).map(({ at }) => `${at.header}:${at.line}`));
  const own = diagnostics.filter(
    ({ code, header, line }) =>
      isOwn(header) && code !== "token-limit" && (code !== "include-not-found" || missing.has(`${header}:${line}`)),
  );
  const told = own.map(({ code, header, line, message }) => ({ code, file: ownPath(header), line, message }));
  if (refusal === null) return told;
  const { code, header, line, message } = refusal;
  const place = isOwn(header) ? { file: ownPath(header), line } : { file: unit, line: 1 };
  return [...told, { code, ...place, message: isOwn(header) ? message : `${header}:${line}: ${message}` }];
}
