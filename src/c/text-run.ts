import type { SourceItem } from "./lexer.ts";
import type { Macro } from "./macro.ts";
import type { MacroTable } from "./macro-table.ts";
import type { Token } from "./token.ts";

/** What a stretch of a header between two directives gives after macro replacement. */
export interface TextRun {
  readonly tokens: Token[];
  /** Macros that were invoked for it, where the header's are traced. */
  readonly invocations: Invocation[];
}

/** A macro's name that was replaced: where it stood, and with how many arguments; null of an object-like macro. */
export interface Invocation {
  readonly macro: Macro;
  readonly name: Token;
  readonly arguments: number | null;
}

/** A run, and the macros that it asked for: where they are the same, so is the run. */
interface KnownRun {
  run: TextRun;
  pinned: string | undefined;
  names: readonly string[];
  macros: readonly (Macro | undefined)[];
}

/** By the lines they come of. One is enough: what differs from reading to reading differs at each of them. */
const knownRuns = new WeakMap<SourceItem, KnownRun>();

/** The run that these lines gave before, if no macro that they asked for has changed; null otherwise. */
export function recallRun(item: SourceItem, macros: MacroTable, pinned: string | undefined): TextRun | null {
  const known = knownRuns.get(item);
  if (known === undefined || known.pinned !== pinned) return null;
  for (let index = 0; index < known.names.length; index++) {
    if (macros.get(known.names[index] as string) !== known.macros[index]) return null;
  }
  return known.run;
}

/** Keeps a run that depends on nothing but these lines and the macros that it asked for. */
export function keepRun(
  item: SourceItem,
  run: TextRun,
  asked: ReadonlyMap<string, Macro | undefined>,
  pinned: string | undefined,
): void {
  knownRuns.set(item, { run, pinned, names: [...asked.keys()], macros: [...asked.values()] });
}
