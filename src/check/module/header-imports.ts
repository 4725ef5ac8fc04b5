import { type LexedSource, lex } from "../../c/lexer.ts";
import { type Token, TokenKind } from "../../c/token.ts";
import type { SourceTree } from "../../cpython/tree.ts";

/**
 * Names referred to by macros and inline functions in a version's headers: an import of such a name need not be the
 * author's, and a rebuilt module imports what the new headers refer to.
 */
export class HeaderImports {
  /** For each name the macros and inline functions that refer to it. */
  readonly #namedBy = new Map<string, Set<string>>();

  constructor(tree: SourceTree) {
    for (const { path, text } of tree.files.values()) {
      if (path.startsWith("Include/") && path.endsWith(".h")) this.#read(lex(path, text));
    }
  }

  /** The macros and inline functions through which code may use a name without writing it. */
  referrersOf(name: string): ReadonlySet<string> {
    const referrers = new Set<string>();
    const open = [name];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const referrer of this.#namedBy.get(next) ?? []) {
        if (referrer === name || referrers.has(referrer)) continue;
        referrers.add(referrer);
        open.push(referrer);
      }
    }
    return referrers;
  }

  #read({ items }: LexedSource): void {
    const text: Token[] = [];
    for (const item of items) {
      if (item.kind === "text") text.push(...item.tokens);
      else if (item.name === "define") this.#note(item.tokens[0]?.text, item.tokens.slice(1));
    }
    let name: string | undefined;
    let start = 0;
    for (let index = 0, depth = 0; index < text.length; index++) {
      const token = text[index] as Token;
      if (depth === 0 && token.kind === TokenKind.identifier && text[index + 1]?.text === "(") name = token.text;
      if (depth === 0 && token.text === ";") name = undefined;
      if (token.text === "{" && depth++ === 0) start = index;
      if (token.text === "}" && --depth === 0) this.#note(name, text.slice(start, index));
      // `extern "C" {` is closed under another condition.
      if (depth < 0 || (token.text === "{" && text[index - 1]?.kind === TokenKind.string)) depth = 0;
    }
  }

  #note(name: string | undefined, body: readonly Token[]): void {
    if (name === undefined) return;
    for (const { kind, text } of body) {
      if (kind !== TokenKind.identifier || !/^_?Py/.test(text) || text === name) continue;
      const referrers = this.#namedBy.get(text) ?? new Set();
      this.#namedBy.set(text, referrers.add(name));
    }
  }
}
