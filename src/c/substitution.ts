import type { LexedSource } from "./lexer.ts";
import type { Macro } from "./macro.ts";
import type { Find, Passage } from "./passage.ts";

/**
 * A header that asks nothing and gives nothing but macros, such as `patchlevel.h`, gives the same wherever it is
 * included. Where a tree has another version of it, what includes it need not be read again, if none of the macros that
 * differ was asked for: its passage is the same, but for those macros.
 */
export function isConstant({ questions, run, diagnostics, fatal, isVolatile }: Passage): boolean {
  const { defined, tested, conditions, expanded, finds, features, model, there, recalled } = questions;
  const asked = defined.size + tested.size + conditions.length + expanded.size + finds.length + features.length;
  const isAlone = !isVolatile && asked + there.length + recalled.length === 0 && model === null;
  return isAlone && diagnostics.length === 0 && fatal === null && run.tokens.length === 0;
}

/**
 * The passage that a header would have given if `old`, a constant one in it, had been `now`; null where the header may
 * have asked for a macro that differs.
 */
export function substituted(passage: Passage, old: Passage, now: Passage): Passage | null {
  const before = new Map(old.changes);
  const after = new Map(now.changes);
  const names = new Set([...before.keys(), ...after.keys()]);
  const differing = [...names].filter((name) => before.get(name)?.meaning !== after.get(name)?.meaning);
  if (differing.some((name) => asksFor(passage, name))) return null;
  const changes = new Map(passage.changes);
  // What another header defines as well depends on which comes last.
  for (const name of names) if (changes.has(name) && changes.get(name) !== before.get(name)) return null;
  return replaced(passage, old, now);
}

/** Whether a passage, or one in it, asked for a name at all. */
function asksFor({ questions, ownAsked, inner }: Passage, name: string): boolean {
  const { defined, tested, conditions, expanded } = questions;
  if (ownAsked.has(name) || defined.has(name) || tested.has(name) || expanded.has(name)) return true;
  return conditions.some(({ names }) => names.includes(name)) || inner.some((one) => asksFor(one, name));
}

function replaced(passage: Passage, old: Passage, now: Passage): Passage {
  if (passage === old) return now;
  const { opened, questions, changes, inner } = passage;
  if (!opened.includes(old.source)) return passage;
  const other = (source: LexedSource) => (source === old.source ? now.source : source);
  const find = (one: Find): Find => (one.found === old.source ? { ...one, found: now.source } : one);
  const before = new Set(old.changes.map(([name]) => name));
  const kept: (readonly [string, Macro | undefined])[] = changes.filter(([name]) => !before.has(name));
  return {
    ...passage,
    questions: { ...questions, finds: questions.finds.map(find) },
    changes: [...kept, ...now.changes],
    inner: inner.map((one) => replaced(one, old, now)),
    opened: opened.map(other),
  };
}

/** What a header gave each time that it was read in a passage. */
export function passagesOf(source: LexedSource, { inner }: Passage): Passage[] {
  return inner.flatMap((one) => (one.source === source ? [one] : passagesOf(source, one)));
}
