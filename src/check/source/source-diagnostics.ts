import type { Inclusion } from "../../c/run-state.ts";
import { counted } from "../../diff/counted.ts";
import { groupBy } from "../../group-by.ts";
import type { UnitReading } from "./language.ts";
import type { UnknownName } from "./recorder.ts";
import { isOwn, ownPath } from "./search.ts";
import type { UnreadLines } from "./unread.ts";

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

/** Maximum number of unread parts reported. */
const maxUnread = 5;

/** Diagnostics of which a missing header of another library may be the reason: it would define the macros. */
const ofMissingHeader = new Set(["error-directive", "invalid-condition"]);

/** Diagnostics that do not hide uses. */
const harmless = new Set(["include-not-found", "argument-count", "invalid-paste", "invalid-directive"]);

/** Collects what was not understood, each once. */
export class SourceDiagnostics {
  readonly #found = new Map<string, SourceDiagnostic>();
  /** False if something not understood may hide a use. */
  complete = true;

  all(): SourceDiagnostic[] {
    return [...this.#found.values()];
  }

  /**
   * Of a translation unit.
   * @param isOfAnotherLibrary whether a missing header is not the system's, and so worth a word
   * @param lacksApi whether one that is not may declare or define anything
   */
  unit(
    reading: UnitReading,
    path: string,
    isOfAnotherLibrary: (inclusion: Inclusion) => boolean,
    lacksApi: boolean,
  ): void {
    for (const diagnostic of diagnosticsOf(reading, path, isOfAnotherLibrary)) {
      const key = `${diagnostic.code} ${diagnostic.file} ${diagnostic.line}`;
      const isHarmless = harmless.has(diagnostic.code) || (lacksApi && ofMissingHeader.has(diagnostic.code));
      this.#found.set(key, { ...diagnostic, gap: !isHarmless || this.#found.get(key)?.gap === true });
      this.complete &&= isHarmless;
    }
  }

  /** Reading ended with this file. */
  tokenLimit(file: string, maxTokens: number): void {
    const message = `The sources have more than ${maxTokens} tokens in total; the rest was not read. Check it separately`;
    this.#found.set("token-limit", { code: "token-limit", file, line: 1, message, gap: true });
    this.complete = false;
  }

  unreadLines(unread: readonly UnreadLines[]): void {
    for (const { macro, lines, file, line } of unread.slice(0, maxUnread)) {
      const count = lines === 1 ? "1 line behind" : `${lines} lines behind`;
      const message = `${count} ${macro} ${lines === 1 ? "was" : "were"} not read; pass -D${macro}.`;
      this.#note({ code: "unread-lines", file, line, message });
    }
  }

  unreadFiles(paths: readonly string[]): void {
    const [file, ...others] = paths;
    if (file === undefined) return;
    const message =
      others.length === 0
        ? "It is neither a source nor included by one."
        : `It and ${counted(others.length, "other file")} are neither sources nor included by one.`;
    this.#note({ code: "unread-file", file, line: 1, message });
  }

  /** Names that a missing header has to declare, one diagnostic for each header. */
  unknownNames(names: ReadonlyMap<string, UnknownName>): void {
    const byHeader = [...groupBy(names, ([, { header }]) => header).values()];
    for (const [[name, { header, place }], ...others] of byHeader.slice(0, maxUnread)) {
      const more = others.length;
      const [what, them] = more === 0 ? [`${name} is`, "it"] : [`${name} and ${more} more names are`, "them"];
      const message = `${what} in no version of CPython; ${header}, which was not given, may declare ${them}.`;
      this.#note({ code: "unknown-names", file: place.file, line: place.line ?? 1, message });
    }
  }

  /** Nothing that hides a use. */
  #note(diagnostic: Omit<SourceDiagnostic, "gap">): void {
    this.#found.set(JSON.stringify(diagnostic), { ...diagnostic, gap: false });
  }
}

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
  const reported = own.map(({ code, header, line, message }) => ({ code, file: ownPath(header), line, message }));
  // Those of the extension's files are among the diagnostics.
  if (refusal === null || isOwn(refusal.header)) return reported;
  const { code, header, line, message } = refusal;
  return [...reported, { code, file: unit, line: 1, message: `${header}:${line}: ${message}` }];
}
