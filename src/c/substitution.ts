import type { LexedSource } from "./lexer.ts";
import type { Macro } from "./macro.ts";
import type { Find, Passage } from "./passage.ts";
import { someToken } from "./text-run.ts";

/**
 * Whether a header looks nothing up and produces only macros, like `patchlevel.h`: it is the same wherever it is
 * included. When such a header changes, a header including it need not be read again if it looked up none of the
 * changed macros: its passage is the same except for those macros.
 */
export function isConstant({ questions, run, diagnostics, fatal, isVolatile }: Passage): boolean {
  const { defined, tested, conditions, expanded, finds, features, model, there, recalled } = questions;
  const names = defined.names.length + tested.names.length + expanded.names.length;
  const asked = names + conditions.length + finds.length + features.length;
  const isAlone = !isVolatile && asked + there.length + recalled.length === 0 && model === null;
  return isAlone && diagnostics.length === 0 && fatal === null && !someToken(run, () => true);
}

/**
 * The passage that would have resulted if the constant header `old` in it had been `now`; null if a changed macro may
 * have been looked up.
 */
export function substituted(passage: Passage, old: Passage, now: Passage): Passage | null {
  const before = macrosOf(old);
  const after = macrosOf(now);
  const names = new Set([...before.keys(), ...after.keys()]);
  const differing = [...names].filter((name) => before.get(name)?.meaning !== after.get(name)?.meaning);
  if (differing.some((name) => asksFor(passage, name))) return null;
  // For a macro that other text in the passage also defines or undefines, the order matters.
  if (changesBeside(passage, old, names)) return null;
  return replaced(passage, old, now);
}

/**
 * Whether another text of the constant header `old` may take its place in passages: if none of them asks for a macro that
 * differs in it, they give the same. Not if another header in them may define or undefine one of its macros.
 */
export function isReplaceable(old: Passage, passages: readonly Passage[]): boolean {
  const names = new Set(macrosOf(old).keys());
  return !passages.some((passage) => changesBeside(passage, old, names));
}

/** The macro of each name that the passage changes. */
export function macrosOf({ changes }: Passage): ReadonlyMap<string, Macro | undefined> {
  return new Map(changes.map(({ name, macro }) => [name, macro]));
}

/** Whether anything in the passage but the header `old` may define or undefine one of the names. */
function changesBeside(passage: Passage, old: Passage, names: ReadonlySet<string>): boolean {
  const changes = (one: Passage) => one.changes.some(({ name }) => names.has(name));
  if (passage === old) return false;
  if (!passage.opened.includes(old.source)) return changes(passage);
  const { source, inner, questions } = passage;
  return (
    mentions(source, names) || questions.recalled.some(changes) || inner.some((one) => changesBeside(one, old, names))
  );
}

/** Whether a `#define`, `#undef` or `#pragma` of the header, under any condition, has one of the names. */
function mentions({ items }: LexedSource, names: ReadonlySet<string>): boolean {
  return items.some((item) => {
    if (item.kind !== "directive") return false;
    const [first] = item.tokens;
    if (item.name === "define" || item.name === "undef") return first !== undefined && names.has(first.text);
    // `#pragma pop_macro("NAME")`
    return item.name === "pragma" && item.tokens.some(({ text }) => names.has(text.replaceAll('"', "")));
  });
}

/** Whether the passage, or one inside it, looked up the name. */
export function asksFor({ questions, ownAsked, inner }: Passage, name: string): boolean {
  const { defined, tested, conditions, expanded } = questions;
  if (ownAsked.has(name) || [defined, tested, expanded].some(({ names }) => names.includes(name))) return true;
  return conditions.some(({ names }) => names.includes(name)) || inner.some((one) => asksFor(one, name));
}

function replaced(passage: Passage, old: Passage, now: Passage): Passage {
  if (passage === old) return now;
  const { opened, questions, changes, inner } = passage;
  if (!opened.includes(old.source)) return passage;
  const other = (source: LexedSource) => (source === old.source ? now.source : source);
  const find = (one: Find): Find => (one.found === old.source ? { ...one, found: now.source } : one);
  const gone = macrosOf(old);
  const kept = changes.filter(({ name }) => !gone.has(name));
  return {
    ...passage,
    questions: { ...questions, finds: questions.finds.map(find) },
    changes: [...kept, ...now.changes],
    inner: inner.map((one) => replaced(one, old, now)),
    opened: opened.map(other),
  };
}

/** Every passage of the header `source` inside a passage. */
export function passagesOf(source: LexedSource, { inner, opened }: Passage): Passage[] {
  if (!opened.includes(source)) return [];
  return inner.flatMap((one) => (one.source === source ? [one] : passagesOf(source, one)));
}
