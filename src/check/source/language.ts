import type { Diagnostic } from "../../c/diagnostic.ts";
import { type LexedSource, lex } from "../../c/lexer.ts";
import { Preprocessor } from "../../c/preprocessor.ts";
import type { TokenBudget } from "../../c/preprocessor-options.ts";
import type { Checkpoint, Inclusion } from "../../c/run-state.ts";
import type { Session } from "../../c/session.ts";
import { DeclarationSplitter } from "../../c/split.ts";
import { eachRun, type TextRun } from "../../c/text-run.ts";
import { type Token, TokenKind } from "../../c/token.ts";
import { maxTargets } from "../../cpython/headers.ts";
import type { PlatformDefinition } from "../../cpython/platforms/platform.ts";
import { DataTables } from "./data-tables.ts";
import type { IncludedFault } from "./header-faults.ts";
import type { HeaderFault, UseRecorder } from "./recorder.ts";
import type { Scope } from "./scope.ts";
import { type ExtensionHeaders, isOwn, ownPath } from "./search.ts";
import { UnitReader } from "./unit-reader.ts";
import type { Provenance } from "./user-places.ts";

/** The result of reading a translation unit. */
export interface UnitReading {
  /** The `#error` at which a compiler would stop. */
  refusal: Diagnostic | null;
  /** Whether it made Python.h expand differently, so that this result replaces the shared one. */
  changesPython: boolean;
  /** The extension's `#include` that leads to it, if it is outside the extension's files. */
  refusedAt: Inclusion | null;
  headerFaults: readonly IncludedFault[];
  diagnostics: Diagnostic[];
  inclusions: readonly Inclusion[];
  /** System headers included, also by CPython's headers, as named in `#include`s. */
  systemHeaders: readonly string[];
  /** Paths of the extension's files that were read. */
  opened: readonly string[];
}

/** Of all units of a check. */
export interface LanguagesOptions {
  session: Session;
  headers: ExtensionHeaders;
  platform: PlatformDefinition;
  /** `#define` lines in force before the first line. */
  macros: string;
  python: LexedSource;
  recorder: UseRecorder;
  provenance: Provenance;
  /** Whether a header that is not given is the system's. */
  isInstalled: (header: string, isCpp: boolean) => boolean;
  /** Whether an `#include` means a header of another library, which may declare anything. */
  isForeign: (inclusion: Inclusion, isCpp: boolean) => boolean;
  /** The token budget of all sources of a check: tokens are not kept, but take time. */
  budget: TokenBudget;
}

interface LanguageOptions extends LanguagesOptions {
  isCpp: boolean;
  /** Whether each unit reads Python.h anew, because it defines macros that Python.h tests. */
  isFresh: boolean;
}

/** Differences of a C++ compiler's predefined macros from C's. */
const cppMacros = {
  gnu: "#undef __STDC_VERSION__\n#define __cplusplus 201703L\n#define __GNUG__ __GNUC__\n#define _GNU_SOURCE 1\n",
  clang: "#undef __STDC_VERSION__\n#define __cplusplus 201703L\n#define __GNUG__ 4\n",
  microsoft: "#undef __STDC_VERSION__\n#define __cplusplus 201703L\n",
};

/** Reads translation units of C and C++, one build after the other. */
export class Languages {
  readonly #options: LanguagesOptions;
  /** Those without macros of a build. */
  readonly #plain = new Map<string, Language>();
  /** Those with the macros of `#build`. */
  readonly #built = new Map<string, Language>();
  #build = "";
  /** Whether a directive of a build, after the language, makes Python.h expand differently. */
  readonly #effects = new Map<string, boolean>();

  constructor(options: LanguagesOptions) {
    this.#options = options;
  }

  /**
   * Reads a translation unit and records its uses.
   * @param withPython as if the source started by including Python.h
   * @param build lines of `#define` and `#undef`; Python.h is read anew only for those that change it
   */
  read(source: LexedSource, isCpp: boolean, withPython: boolean, build: string): UnitReading {
    const lines = build.match(/.+\n/g) ?? [];
    const changesPython = (line: string) => this.#effects.get(`${isCpp} ${line}`) === true;
    const [own, others] = [lines.filter(changesPython), lines.filter((line) => !changesPython(line))];
    const reading = this.#language(isCpp, false, own.join("")).read(source, withPython, others.join(""));
    if (!reading.changesPython) return reading;
    // Something defines Py_LIMITED_API or the like, so what Python.h declares otherwise does not apply.
    this.#options.recorder.dropUnit();
    if (this.#learn(isCpp, others)) return this.read(source, isCpp, withPython, build);
    return this.#language(isCpp, true, "").read(source, withPython, build);
  }

  /** Finds out what these directives do to Python.h, each by itself; returns whether one is now known to change it. */
  #learn(isCpp: boolean, lines: readonly string[]): boolean {
    const unknown = lines.filter((line) => !this.#effects.has(`${isCpp} ${line}`));
    for (const line of unknown) {
      const { changesPython } = this.#language(isCpp, false, "").read(lex("(empty)", ""), true, line);
      this.#effects.set(`${isCpp} ${line}`, changesPython);
      this.#options.recorder.dropUnit();
    }
    return unknown.some((line) => this.#effects.get(`${isCpp} ${line}`));
  }

  #language(isCpp: boolean, isFresh: boolean, build: string): Language {
    if (build !== "" && build !== this.#build) {
      this.#built.clear();
      this.#build = build;
    }
    const made = build === "" ? this.#plain : this.#built;
    const key = `${isCpp} ${isFresh}`;
    const macros = this.#options.macros + build;
    const language = made.get(key) ?? new Language({ ...this.#options, macros, isCpp, isFresh });
    made.set(key, language);
    return language;
  }
}

/** Reads translation units of one language. Python.h is read once, and each unit continues from there. */
class Language {
  readonly #options: LanguageOptions;
  readonly #preprocessor: Preprocessor;
  readonly #pythonScope: Scope | null;
  /** Headers that produced declarations when Python.h was read. */
  readonly #pythonHeaders = new Set<string>();
  readonly #pythonFaults: readonly HeaderFault[];
  readonly #start: Checkpoint;
  #receive: (run: TextRun) => void = () => {};
  /** Of what was read last. */
  #headerFaults: IncludedFault[] = [];

  constructor(options: LanguageOptions) {
    this.#options = options;
    const { session, headers, platform, macros, isCpp } = options;
    const { dialect, dataModel: model, attributes, builtins, features, extensions } = platform;
    this.#preprocessor = new Preprocessor({
      search: {
        find: (name, angled, includer) => headers.find(name, angled, includer),
        // What CPython's headers ask is answered as for manifests.
        isInstalled: (name, includer) => isOwn(includer) && options.isInstalled(name, isCpp),
      },
      session,
      dialect,
      model,
      attributes,
      builtins,
      features,
      extensions,
      maxTokens: Number.POSITIVE_INFINITY,
      budget: options.budget,
      traced: isOwn,
      receive: (run) => this.#receive(run),
    });
    const reader = this.#reader(null);
    this.#through(reader, () => {
      const predefined = platform.predefined + (isCpp ? `\n${cppMacros[dialect]}` : "");
      this.#preprocessor.include(session.lex("<predefined>", predefined, maxTargets));
      this.#preprocessor.include(session.lex("<target>", macros, maxTargets));
    });
    const mark = this.#preprocessor.checkpoint();
    if (!options.isFresh) {
      this.#through(
        reader,
        () => this.#preprocessor.include(options.python),
        (header) => this.#pythonHeaders.add(header),
      );
    }
    this.#pythonFaults = this.#headerFaults;
    this.#pythonScope = options.isFresh ? null : reader.file;
    // Its macros are rolled back, so that each unit includes it at its own place, which only defines them again.
    this.#preprocessor.macros.rollback(mark.macros);
    this.#start = this.#preprocessor.checkpoint();
  }

  /** `withPython`: as if the source started by including Python.h. `directives` come before its first line. */
  read(source: LexedSource, withPython: boolean, directives = ""): UnitReading {
    const preprocessor = this.#preprocessor;
    const reader = this.#reader(this.#pythonScope);
    let refusal: UnitReading["refusal"] = null;
    let changesPython = false;
    const unclosed = this.#through(
      reader,
      () => {
        preprocessor.include(lex("(build)", directives));
        if (withPython) preprocessor.include(this.#options.python);
        refusal = preprocessor.include(source);
      },
      (header) => {
        changesPython ||= this.#pythonHeaders.has(header);
      },
    );
    const diagnostics = preprocessor.diagnostics.slice(this.#start.diagnostics);
    const inclusions = preprocessor.inclusions.slice(this.#start.inclusions);
    const included = preprocessor.includedSince(this.#start);
    const headerFaults = [...this.#headerFaults];
    if (withPython || included.includes(this.#options.python.path)) {
      const isPythons = ({ source }: Inclusion) => source === this.#options.python;
      const at = inclusions.find(isPythons) ?? null;
      headerFaults.unshift(...this.#pythonFaults.map((fault) => ({ ...fault, at })));
    }
    const systemHeaders = included.flatMap((path) => /^<(.+)>$/.exec(path)?.[1] ?? []);
    const opened = included.filter(isOwn).map(ownPath);
    preprocessor.discard(this.#start);
    if (unclosed !== null) {
      const { header, line, text } = unclosed;
      const message = `The declaration starting with "${text}" is unterminated`;
      diagnostics.push({ code: "unterminated-declaration", header, line, message });
    }
    for (const { header, line } of reader.lookedThrough) {
      const message = "An expression is nested too deeply or too long to be read; uses of members may be missed";
      diagnostics.push({ code: "expression-limit", header, line, message });
    }
    return {
      refusal,
      changesPython,
      refusedAt: preprocessor.refusedAt,
      headerFaults,
      diagnostics,
      inclusions,
      systemHeaders,
      opened,
    };
  }

  #reader(around: Scope | null): UnitReader {
    const { recorder, provenance, isCpp } = this.#options;
    return new UnitReader(recorder, provenance, isCpp, around);
  }

  /**
   * Feeds what `include` makes the preprocessor read to a reader. `met` receives CPython headers that produce
   * declarations.
   */
  #through(reader: UnitReader, include: () => void, met: (header: string) => void = () => {}) {
    const found: IncludedFault[] = [];
    this.#headerFaults = found;
    let included = this.#preprocessor.inclusions.length;
    const take = (tokens: Token[]) => {
      for (const inclusion of this.#preprocessor.inclusions.slice(included))
        reader.lacksHeaders ||= this.#options.isForeign(inclusion, this.#options.isCpp);
      included = this.#preprocessor.inclusions.length;
      reader.read(tokens, splitter);
      const at = this.#preprocessor.inclusions.at(-1) ?? null;
      for (const fault of this.#options.recorder.takeHeaderFaults()) found.push({ ...fault, at });
    };
    const splitter = new DeclarationSplitter(take, (name) => reader.namespace(name));
    const tables = new DataTables((token) => splitter.add(token));
    const read = (run: TextRun) => {
      reader.noteInvocations(run.invocations);
      for (const token of run.tokens) if (token.kind !== TokenKind.pragma) tables.add(token);
      const header = run.tokens[0]?.header;
      if (header !== undefined && this.#options.provenance.originOf(header) === "cpython") met(header);
    };
    this.#receive = (run) => eachRun(run, read);
    include();
    return splitter.finish();
  }
}
