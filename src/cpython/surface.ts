import type { Diagnostic } from "../c/diagnostic.ts";
import type { Declarations, Declared, Fragment, Missing } from "../c/fragment.ts";
import { keywords } from "../c/keywords.ts";
import type { LexedSource } from "../c/lexer.ts";
import type { Macro } from "../c/macro.ts";
import { TypeNames } from "../c/parser.ts";
import type { Passage } from "../c/passage.ts";
import { Preprocessor } from "../c/preprocessor.ts";
import type { Session } from "../c/session.ts";
import { walkType } from "../c/walk.ts";
import { once } from "../once.ts";
import { maxTargets, type RefHeaders } from "./headers.ts";
import type { Beginning, KnownReadings } from "./known-readings.ts";
import type { PlatformDefinition } from "./platforms/platform.ts";
import { isConfigured } from "./pyconfig.ts";
import type { RawSurface, SurfaceReading, WholeSurface } from "./surface-reading.ts";
import type { SourceTree } from "./tree.ts";
import { VisibleMacros } from "./visible-macros.ts";

/**
 * Macros that carry facts, replaced by attributes that the parser reads. C has no attribute for `PyAPI_FUNC`, and
 * `Py_DEPRECATED` drops its version.
 */
const pinned = `
#define PyAPI_FUNC(RTYPE) __attribute__((capidiff_exported)) RTYPE
#define PyAPI_DATA(RTYPE) extern __attribute__((capidiff_exported)) RTYPE
#define PyMODINIT_FUNC __attribute__((capidiff_exported)) PyObject*
#define PyMODEXPORT_FUNC __attribute__((capidiff_exported)) PySlot*
#define Py_DEPRECATED(VERSION) __attribute__((capidiff_deprecated(#VERSION)))
`;

export interface SurfaceOptions {
  tree: SourceTree;
  headers: RefHeaders;
  platform: PlatformDefinition;
  session: Session;
  /** `#define` lines in force before the first header. */
  macros: string;
  /** Whether to read `Include/internal` too. */
  internal: boolean;
}

const pythonHeader = "Include/Python.h";
const noHeaders: ReadonlySet<string> = new Set();

/** @param known earlier readings, reused where the result would be the same */
export function readRawSurface(options: SurfaceOptions, known: KnownReadings): RawSurface {
  const preprocessor = once(() => preprocessorFor(options));
  const found = known.find(beginningOf(options), (source) => preprocessor().constantOf(source));
  return found ?? readAndKeep(options, preprocessor(), known).surface;
}

/** Reads the headers, and keeps what they give unparsed. */
function readAndKeep(options: SurfaceOptions, preprocessor: Preprocessor, known: KnownReadings) {
  const { headers } = options;
  const asked = headers.noteAsked();
  const { readings, rejected, passages } = readHeaders(options, preprocessor);
  headers.noteAsked();
  const surface: RawSurface = {
    fragments: readings.map(({ fragment }) => fragment),
    macros: ([] as Macro[]).concat(...readings.map(({ macros }) => macros)),
    refusal: rejected.find(({ code }) => code !== "header-rejected") ?? null,
    identity: {},
    replacements: new Map(),
  };
  if (passages !== null) known.keep(beginningOf(options), surface, asked, passages);
  return { readings, rejected, surface };
}

function beginningOf({ tree, headers, platform, macros, internal }: SurfaceOptions): Beginning {
  return { tree, platform, macros, internal, headers };
}

/** The result of a header included by itself, with all it included. */
interface Reading {
  path: string;
  fragment: Fragment;
  /** Macros it added to those of `Python.h`. */
  macros: Macro[];
  diagnostics: Diagnostic[];
}

/**
 * Reads a surface: `Python.h`, then each other header that may be included by itself, as if directly
 * after `Python.h`. A header that stops with `#error` when included so is skipped.
 * @param known earlier readings, reused where the result would be the same
 */
export function readSurface(options: SurfaceOptions, known: KnownReadings): SurfaceReading {
  const preprocessor = once(() => preprocessorFor(options));
  const found = known.findWhole(beginningOf(options), (source) => preprocessor().constantOf(source));
  if (found !== null) {
    const standing = once(() => standingIn(preprocessor(), found));
    return surfaceOf(found, standing);
  }
  const { readings, rejected, surface } = readAndKeep(options, preprocessor(), known);
  const whole = parsed(options, preprocessor(), readings, rejected);
  known.keepWhole(surface, whole);
  return surfaceOf(whole, preprocessor);
}

function standingIn(preprocessor: Preprocessor, { standing }: WholeSurface): Preprocessor {
  preprocessor.macros.apply(standing);
  return preprocessor;
}

function parsed(
  options: SurfaceOptions,
  preprocessor: Preprocessor,
  readings: readonly Reading[],
  rejected: readonly Diagnostic[],
): WholeSurface {
  const { results, types } = options.session.fragments.parse(readings.map(({ fragment }) => fragment));
  const declarations: Declared[] = [];
  const scopes: Macro[][] = [];
  const diagnostics = [...rejected];
  for (const [index, reading] of readings.entries()) {
    const { declared, missing } = results[index] as Declarations;
    const isDefined = (name: string) =>
      preprocessor.macros.meaning(name) !== undefined || reading.macros.some((macro) => macro.name === name);
    const isAbsent = (name: string) =>
      options.headers.definedBeside(noHeaders).has(name) && !isDefined(name) && !types.isTypeName(name);
    const absent = reading.path === pythonHeader ? null : absentMacro(missing, isAbsent);
    if (absent !== null) {
      const message = `It needs ${absent}, which other headers do not define for this target`;
      diagnostics.push({ code: "header-not-self-contained", header: reading.path, line: 1, message });
      continue;
    }
    if (isBundled(reading.path) && (missing.length > 0 || !isSelfContained(declared, types))) {
      const message = "No header includes it, and it cannot be read by itself";
      diagnostics.push({ code: "header-not-self-contained", header: reading.path, line: 1, message });
      continue;
    }
    for (const one of declared) declarations.push(one);
    diagnostics.push(...reading.diagnostics, ...missing.map(({ diagnostic }) => diagnostic));
    scopes.push(reading.macros);
  }
  const { headers, testedUndefined } = preprocessor;
  const standing = preprocessor.macros.all();
  const { typeNames } = types;
  const [identity, replacements] = [{}, new Map<Macro, Macro>()];
  return { declarations, typeNames, diagnostics, headers, testedUndefined, scopes, standing, identity, replacements };
}

/** @param standing as of `VisibleMacros` */
function surfaceOf(whole: WholeSurface, standing: () => Preprocessor): SurfaceReading {
  const { declarations, headers, testedUndefined, identity, replacements } = whole;
  const visible = once(() => new VisibleMacros(whole.scopes, standing));
  return {
    declarations,
    testedUndefined,
    diagnostics: [...whole.diagnostics],
    headers,
    types: new TypeNames(whole.typeNames),
    identity,
    replacements,
    get macros() {
      return visible().byName;
    },
    expansionOf: (macro, options) => visible().expansionOf(macro, options),
    meansAlike: (macro, asked) => asked.size === 0 || visible().meansAlike(macro, asked),
  };
}

function preprocessorFor({ headers, platform, session }: SurfaceOptions): Preprocessor {
  const { dialect, dataModel: model, attributes, builtins, features, extensions } = platform;
  const has = { attributes, builtins, features, extensions };
  return new Preprocessor({ search: headers, session, dialect, model, ...has, pinned });
}

/** `passages` covers all headers included from outside, once each; null if a limit stopped one. */
function readHeaders(
  { tree, headers, platform, session, macros, internal }: SurfaceOptions,
  preprocessor: Preprocessor,
) {
  const passages: Passage[] = [];
  const read = (path: string, ...sources: LexedSource[]): Reading & { refusal: Diagnostic | null } => {
    const before = preprocessor.checkpoint();
    let refusal: Diagnostic | null = null;
    for (const source of sources) {
      if (refusal !== null) break;
      refusal = preprocessor.include(source);
    }
    passages.push(...preprocessor.passages.slice(before.passages));
    // Each header separately: a declaration it leaves open is not continued by the next one.
    const fragment = session.fragments.of(preprocessor.runs.slice(before.runs));
    const diagnostics = preprocessor.diagnostics.slice(before.diagnostics);
    for (const { text, header, line } of fragment.unterminated) {
      const message = `The declaration starting with "${text}" is unterminated`;
      diagnostics.push({ code: "unterminated-declaration", header, line, message });
    }
    return { path, fragment, macros: preprocessor.macros.since(before.macros), diagnostics, refusal };
  };
  const predefined = {
    ...read("<predefined>", session.lex("<predefined>", platform.predefined, maxTargets)),
    macros: [],
  };
  read("<target>", session.lex("<target>", macros, maxTargets));
  const main = read(pythonHeader, headers.source(pythonHeader) as LexedSource);
  const sources = { ...read("<sources>", session.lex("<sources>", internal ? platform.internal : "")), macros: [] };
  const readings: Reading[] = [predefined, main, sources];
  const rejected = main.refusal === null ? [] : [main.refusal];
  for (const path of entryHeaders(headers, (path) => preprocessor.hasRead(path), internal)) {
    if (preprocessor.hasRead(path)) continue;
    const before = preprocessor.checkpoint();
    const sources = [configuring(path, tree, headers), path].map((one) => (one === null ? null : headers.source(one)));
    const reading = read(path, ...sources.filter((source) => source !== null));
    reading.refusal ??= absentFramework(reading, platform) ?? (isConfigured(tree) ? absentHeader(reading) : null);
    if (reading.refusal === null) {
      readings.push(reading);
      preprocessor.macros.rollback(before.macros);
    } else {
      preprocessor.discard(before);
      const isSystems = reading.refusal.header.startsWith("<");
      rejected.push({ ...reading.refusal, code: "header-rejected", ...(isSystems && { header: path, line: 1 }) });
    }
  }
  return { readings, rejected, passages: preprocessor.isStopped ? null : passages };
}

/** A header of a bundled library such as mimalloc: some are only for its own C files. */
const isBundled = (path: string): boolean => /^Include\/internal\/.+\//.test(path);

/** CPython's header that includes a bundled library, and defines its configuration. */
function configuring(path: string, tree: SourceTree, headers: RefHeaders): string | null {
  if (!isBundled(path)) return null;
  const folder = `${path.split("/").slice(0, 3).join("/")}/`;
  for (const own of tree.files.keys()) {
    const isOwn = /^Include\/internal\/[^/]+\.h$/.test(own);
    if (isOwn && headers.includedBy(own).some((included) => included.startsWith(folder))) return own;
  }
  return null;
}

/** A framework of Apple's, e.g. `<Carbon/Carbon.h>`, included for a system without frameworks: compilers reject it. */
function absentFramework({ diagnostics }: Reading, { headers }: PlatformDefinition): Diagnostic | null {
  if (headers.has("TargetConditionals.h")) return null;
  const isFramework = ({ code, message }: Diagnostic) =>
    code === "include-not-found" && /^#include <([A-Z]\w*)\/\1\.h>/.test(message);
  return diagnostics.find(isFramework) ?? null;
}

/** A header of a build that is not among those installed, as `"pydtrace_probes.h"`: compilers refuse it. */
const absentHeader = ({ diagnostics }: Reading): Diagnostic | null =>
  diagnostics.find(({ code, message }) => code === "include-not-found" && message.startsWith('#include "')) ?? null;

/**
 * A macro that all declarations which were not understood need and that headers define only under conditions that do
 * not hold: `PyObject_HEAD` if objects are opaque (PEP 803). Null if there is another problem.
 */
function absentMacro(missing: readonly Missing[], isAbsent: (name: string) => boolean): string | null {
  const needed = missing.map(({ tokens }) => tokens.find(({ text }) => !keywords.has(text) && isAbsent(text)));
  return needed.length > 0 && needed.every((token) => token !== undefined) ? (needed[0]?.text ?? null) : null;
}

/** Whether all types used in the declarations are declared. */
function isSelfContained(declared: readonly Declared[], types: TypeNames): boolean {
  let complete = true;
  for (const { declaration } of declared) {
    walkType(declaration.type, (type) => {
      if (type.kind === "named" && !types.isTypeName(type.name)) complete = false;
    });
  }
  return complete;
}

/**
 * Headers not included by `Python.h`: first those directly in `Include`, then all of `Include/internal`. Among the
 * latter, headers that no other includes come first, since some can only be read from within another; bundled ones come
 * last, since CPython's own configure them.
 */
function entryHeaders(headers: RefHeaders, isRead: (path: string) => boolean, internal: boolean): string[] {
  const paths = headers
    .entries(internal)
    .filter((path) => !isRead(path))
    .sort();
  const included = new Set(paths.flatMap((path) => headers.includedBy(path)));
  const own = paths.filter((path) => !isBundled(path));
  return [
    ...own.filter((path) => !included.has(path)),
    ...own.filter((path) => included.has(path)),
    ...paths.filter(isBundled),
  ];
}
