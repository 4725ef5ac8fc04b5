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
import { Languages, type UnitReading } from "./language.ts";
import { type KnownApi, UseRecorder } from "./recorder.ts";
import { ExtensionHeaders, isOwn, ownPath, type SourceText } from "./search.ts";
import { type SourceDiagnostic, SourceDiagnostics } from "./source-diagnostics.ts";
import { SystemNames } from "./system-names.ts";
import { type SourceUnit, translationUnits } from "./translation-units.ts";
import { unreadLines } from "./unread.ts";
import type { Provenance } from "./user-places.ts";

export type { KnownApi } from "./recorder.ts";
export type { SourceText } from "./search.ts";
export type { SourceDiagnostic } from "./source-diagnostics.ts";
export { isSource } from "./translation-units.ts";

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
 * 2. Per language, Python.h is read once (`Languages`). Each unit continues from there, or reads Python.h anew if it defines
 *    a macro that Python.h tests.
 * 3. The preprocessor's output is cut into external declarations as it arrives (`DeclarationSplitter`), so that one is held
 *    at a time.
 * 4. `UnitReader` parses a declaration by recursive descent, tracking scopes and types as far as they decide what a name or
 *    member belongs to. What it does not understand is scanned for names.
 * 5. `UseRecorder` keeps a use for each name, member and header of the API in code the user wrote. Undeclared names are settled
 *    at the end of the unit, when all definitions and missing headers are known.
 */

/** How sources are read, besides what they are compiled for. */
interface ReadingOptions {
  /** The directives of a file's build: `#define NAME VALUE`, `#undef NAME`. */
  directives?: (path: string) => readonly string[];
  /** Maximum number of tokens of all files with everything they include; what exceeds it is a diagnostic. */
  maxTokens?: number;
  /** What earlier readings of the same headers have recorded. */
  session?: Session;
}

/**
 * The uses of the C API in C and C++ sources compiled with a ref's headers for a target: all files of one extension, in
 * any order. Whether the target has what is used is judged elsewhere.
 * Throws `unknown-abi` and `invalid-target` if the ref has no such target; never because of sources.
 */
export function sourceUses(
  files: readonly SourceText[],
  tree: SourceTree,
  request: TargetRequest,
  known: KnownApi,
  { directives = () => [], maxTokens = 40_000_000, session = new Session() }: ReadingOptions = {},
): SourceUses {
  const { limitedApi } = resolveTarget(request, tree, versionOf(tree));
  const compilation = new Compilation(tree, request, session);
  const search = new ExtensionHeaders(files, compilation.headers);
  const system = new SystemNames(compilation.platform);
  const provenance: Provenance = {
    originOf: (header) => (isOwn(header) ? "own" : tree.files.has(header) ? "cpython" : "other"),
    pathOf: ownPath,
  };
  const recorder = new UseRecorder(known, provenance, system);
  const budget: TokenBudget = { left: maxTokens };
  const languages = new Languages({
    session,
    headers: search,
    platform: compilation.platform,
    macros: compilation.commandLine(false) + limitedApiMacro(request.abi, limitedApi),
    python: compilation.headers.source("Include/Python.h") as LexedSource,
    recorder,
    provenance,
    isInstalled: (header, isCpp) => system.isInstalled(header, isCpp),
    isForeign: ({ name, source }, isCpp) => source === null && !known.isHeader(name) && !system.isHeader(name, isCpp),
    budget,
  });
  const diagnostics = new SourceDiagnostics();
  const reader = new SourceReader({ known, search, system, provenance, recorder, languages, diagnostics });

  const given = new Set<string>();
  const directivesOf = (path: string) => {
    const lines = directives(path);
    for (const line of lines) given.add(macroOf(line));
    return lines.map((line) => `${line}\n`).join("");
  };
  for (const [build, unit] of byBuild(translationUnits(files, search), directivesOf)) {
    reader.read(unit, build);
    if (budget.left < 0) {
      diagnostics.tokenLimit(unit.path, maxTokens);
      break;
    }
  }
  // If reading ended early, it is unknown what would have been read.
  if (budget.left >= 0) {
    const isOfOthers = (macro: string) => windowsMacro.test(macro) && !request.platform.startsWith("win");
    const isSet = (macro: string) =>
      given.has(macro) || system.has("name", macro) || known.isName(macro) || isOfOthers(macro);
    // Conditions in generated code concern its generator.
    const generated = generatedFiles(files);
    const written = files.filter(({ path }) => !generated.has(path));
    diagnostics.unreadLines(unreadLines(written, isSet));
    diagnostics.unreadFiles(files.map(({ path }) => path).filter((path) => !reader.opened.has(path)));
    diagnostics.unknownNames(recorder.unknownNames());
  }
  return { uses: recorder.uses(), diagnostics: diagnostics.all(), complete: diagnostics.complete };
}

/** What only builds for Windows define, though its compilers do not. */
const windowsMacro = /^WIN(?:32|64)$/;

interface Surroundings {
  known: KnownApi;
  search: ExtensionHeaders;
  system: SystemNames;
  provenance: Provenance;
  recorder: UseRecorder;
  languages: Languages;
  diagnostics: SourceDiagnostics;
}

/** Reads translation units one by one, each with what its missing headers leave open. */
class SourceReader {
  readonly #around: Surroundings;
  /** Paths of the extension's files that were read. */
  readonly opened = new Set<string>();

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** @param build `#define` and `#undef` lines */
  read({ path, isCpp, withPython }: SourceUnit, build: string): void {
    const { known, search, system, provenance, recorder, languages, diagnostics } = this.#around;
    const source = search.source(path);
    let reading = languages.read(source, isCpp, withPython, build);
    let includesPython = withPython || reading.inclusions.some((inclusion) => this.#isCPythons(inclusion));
    // A header that another CPython version has declares nothing of other libraries.
    const foreign = reading.inclusions.filter(({ name, source }) => source === null && !known.isHeader(name));
    const isOfAnotherLibrary = ({ name, at, source }: Inclusion) =>
      source === null && !system.isSystems(name, at.text === "<", isCpp);
    const ofAnotherLibrary = foreign.find(isOfAnotherLibrary) ?? null;
    const lacksApi = ofAnotherLibrary !== null;
    if (!includesPython && lacksApi && (recorder.mentionsApi() || /\bP[yY]_?[A-Z]/.test(search.text(path)))) {
      // A missing header includes it.
      recorder.dropUnit();
      reading = languages.read(source, isCpp, true, build);
      includesPython = true;
    }
    const { inclusions, systemHeaders } = reading;
    for (const { at, name, source: found } of inclusions)
      recorder.header(at, name, found === null ? null : provenance.originOf(found.path));
    const wholly = { file: ownPath(source.path), line: 1, column: 1 };
    noteHeaderFaults(reading.headerFaults, ofAnotherLibrary, wholly, recorder);
    const isExplained = noteRefusal(reading, provenance, recorder);
    for (const { code, header, line } of reading.diagnostics)
      if (code === "invalid-condition" && isOwn(header)) this.#macrosOf(search.source(ownPath(header)), line);
    recorder.endUnit({
      includesPython,
      headers: inclusions.map(({ name }) => name),
      foreign: ofAnotherLibrary?.name ?? null,
      lacksNames: isCpp && foreign.length > 0,
      isCpp,
      missing: inclusions.filter(({ source }) => source === null).map(({ name }) => name),
      systemHeaders,
    });
    search.forget(path);
    for (const header of reading.opened) this.opened.add(header);
    diagnostics.unit(isExplained ? { ...reading, refusal: null } : reading, path, isOfAnotherLibrary, lacksApi);
  }

  /** An invalid condition may use the API's macros: one that the version lacks is the reason. */
  #macrosOf({ items }: LexedSource, line: number): void {
    const { known, recorder } = this.#around;
    const condition = items.find((item) => item.kind === "directive" && item.line === line);
    for (const [index, token] of condition?.tokens.entries() ?? []) {
      const isCall = condition?.tokens[index + 1]?.text === "(";
      if (isCall && known.isName(token.text)) recorder.symbol(token, "undeclared");
    }
  }

  #isCPythons({ source }: Inclusion): boolean {
    return source !== null && this.#around.provenance.originOf(source.path) === "cpython";
  }
}

/**
 * A rejection by the compiler is a use if the extension's files lead to it. True if that is the whole explanation:
 * whether an `#error` or invalid `#if` in the extension itself is more than a missing macro or header is decided by the
 * baseline.
 */
function noteRefusal(
  { refusal, refusedAt, diagnostics }: UnitReading,
  { originOf, pathOf }: Provenance,
  recorder: UseRecorder,
): boolean {
  for (const { code, header, line, message } of diagnostics)
    if (code === "error-directive" || (code === "invalid-condition" && isOwn(header)))
      recorder.refused({ file: pathOf(header), line, column: 1 }, "Python.h", { kind: "refused", message });
  if (refusal === null) return false;
  const { header, line, message } = refusal;
  const place = refusedAt && recorder.placeOf(refusedAt.at);
  if (originOf(header) !== "cpython" || refusedAt === null || !place) return false;
  const text = `${header.replace(/^Include\//, "")}:${line}: ${message}`;
  recorder.refused(place, refusedAt.name, { kind: "error-directive", message: text });
  return true;
}

/** Units with their build directives, grouped by build, since one may need Python.h to be read anew. */
function byBuild(
  units: readonly SourceUnit[],
  directives: (path: string) => string,
): (readonly [string, SourceUnit])[] {
  const built = units.map((unit) => [directives(unit.path), unit] as const);
  return built.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
