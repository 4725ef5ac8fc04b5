import type { Token } from "./token.ts";

/** A run of ordinary lines, or one directive. */
export type SourceItem = TextItem | DirectiveItem;

/** A run of ordinary lines. */
export interface TextItem {
  readonly kind: "text";
  readonly tokens: readonly Token[];
  /** Whether any reading took its tokens. */
  readonly isTaken: boolean;
}

/** A preprocessing directive (C11 6.10). */
export interface DirectiveItem {
  kind: "directive";
  /** Empty for the null directive `#`. */
  name: string;
  /** The tokens after the name. */
  tokens: Token[];
  line: number;
  /** For `#if`, `#elif` and `#else`: the index of the group's next directive. */
  next: number;
}

/** Links each `#if`, `#elif` and `#else` to the next directive of its group. */
export function linkConditionals(
  items: SourceItem[],
  report: (code: string, message: string, line: number) => void,
): void {
  const open: DirectiveItem[] = [];
  for (let index = 0; index < items.length; index++) {
    const item = items[index] as SourceItem;
    if (item.kind === "text") continue;
    const isOpening = item.name === "if" || item.name === "ifdef" || item.name === "ifndef";
    const isMiddle = /^(?:else|elif|elifdef|elifndef)$/.test(item.name);
    if (!isOpening && !isMiddle && item.name !== "endif") continue;
    if (!isOpening) {
      const previous = open.pop();
      if (previous === undefined) {
        report("unbalanced-conditional", `#${item.name} without #if`, item.line);
        continue;
      }
      if (previous.name === "else" && isMiddle)
        report("unbalanced-conditional", `#${item.name} after #else`, item.line);
      previous.next = index;
    }
    if (item.name !== "endif") open.push(item);
  }
  for (const item of open) {
    report("unterminated-conditional", `#${item.name} without #endif`, item.line);
    item.next = items.length;
  }
}

/** The multiple-include idiom: one `#ifndef X` … `#endif` with only white space and comments outside. */
export function findGuard(items: SourceItem[]): string | null {
  const [first] = items;
  if (first?.kind !== "directive" || first.next !== items.length - 1) return null;
  if (first.name === "ifndef") return first.tokens[0]?.text ?? null;
  const texts = first.tokens.map((token) => token.text).filter((text) => text !== "(" && text !== ")");
  const isNotDefined = first.name === "if" && texts.length === 3 && texts[0] === "!" && texts[1] === "defined";
  return isNotDefined ? (texts[2] ?? null) : null;
}

/** Each `X` of an `#ifndef X`, `#define X` that spans to the end of the header, ignoring further `#endif`s. */
export function findGuards(items: SourceItem[]): string[] {
  let last = items.length - 1;
  const isEndif = (item: SourceItem | undefined) => item?.kind === "directive" && item.name === "endif";
  while (isEndif(items[last])) last--;
  const guards: string[] = [];
  items.forEach((item, index) => {
    const definition = items[index + 1];
    if (item.kind !== "directive" || definition?.kind !== "directive" || definition.name !== "define") return;
    if (item.next <= last || definition.tokens.length !== 1) return;
    // `#ifndef X`, `#define X`, `#endif` at the end of a header is a plain definition.
    if (index > 0 && last === index + 1) return;
    const name = definition.tokens[0]?.text as string;
    const tests = item.name === "ifndef" || (item.name === "if" && item.tokens[0]?.text === "!");
    if (tests && item.tokens.some(({ text }) => text === name)) guards.push(name);
  });
  return guards;
}
