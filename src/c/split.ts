import { isCloser, isOpener } from "./brackets.ts";
import { recordAttributeWords } from "./keywords.ts";
import { type Token, TokenKind } from "./token.ts";

const recordWords = new Set(["struct", "union", "class", "enum"]);
const angles: Readonly<Record<string, number>> = { "<": 1, ">": -1, ">>": -2 };

/** The keywords that begin declarations and that no initializer of C has outside brackets. */
export const declarationWords: ReadonlySet<string> = new Set(
  "typedef extern static inline void char short int long float double signed unsigned const struct union enum".split(
    " ",
  ),
);

/** What is open around an external declaration of C++. */
export interface Surroundings {
  /** The namespaces around it, outermost first. */
  namespaces: readonly OpenNamespace[];
  /** Whether it has C's linkage by an `extern "C"` around it. */
  isInC: boolean;
}

interface OpenNamespace {
  /** Empty if it has none. */
  name: string;
  isInline: boolean;
}

const outside: Surroundings = { namespaces: [], isInC: false };

/** What is nested deeper counts as what is around it. */
const maxNamespaces = 100;

/**
 * Splits preprocessed C or C++ into external declarations (C11 6.9) as it arrives, holding one at a time, by counting
 * brackets before any parsing, so that one that cannot be parsed harms no other. At depth 0:
 *
 * - `;` ends a declaration.
 * - `{` starts a function body, whose `}` ends the declaration, unless it stands after `=` or opens a record or enum.
 * - In C a keyword of declarations after a `=` means that a `;` is missing.
 * - In C++ the braces of `extern "C"` and of namespaces are dropped.
 */
export class DeclarationSplitter implements Surroundings {
  readonly #take: (tokens: Token[], body: number | null) => void;
  readonly #namespace: ((name: Token) => void) | null;
  #tokens: Token[] = [];
  #depth = 0;
  /** What a `{` outside brackets would start. */
  #brace: "body" | "record" | "value" = "body";
  /** The position of the `{` of a function body. */
  #body: number | null = null;
  /** How deep angle brackets are open of `template <…>`, which may hold a `=` and a `class` of no declaration. */
  #angles = 0;
  /** For each open brace of a namespace or of `extern "C"`. */
  readonly #around: Surroundings[] = [];

  /**
   * @param take receives each declaration, and the position of the `{` of its function body or null
   * @param namespace receives the names of namespaces and of their aliases; null for C
   */
  constructor(take: (tokens: Token[], body: number | null) => void, namespace: ((name: Token) => void) | null = null) {
    this.#take = take;
    this.#namespace = namespace;
  }

  get namespaces(): readonly OpenNamespace[] {
    return this.#innermost.namespaces;
  }

  get isInC(): boolean {
    return this.#innermost.isInC;
  }

  get #innermost(): Surroundings {
    return this.#around.at(-1) ?? outside;
  }

  /** Whether a declaration is open. */
  get isOpen(): boolean {
    return this.#tokens.length > 0;
  }

  add(token: Token): void {
    const { text } = token;
    if (this.#depth > 0) {
      this.#tokens.push(token);
      if (token.kind !== TokenKind.punctuator) return;
      if (isOpener(text)) this.#depth++;
      else if (isCloser(text) && --this.#depth === 0 && this.#body !== null) this.#end();
    } else if (token.kind === TokenKind.identifier) {
      this.#tokens.push(token);
      this.#word(text);
    } else if (this.#namespace === null || !this.#isLinkage(text)) {
      this.#punctuation(text);
      this.#tokens.push(token);
      if (text === ";") this.#end();
    }
  }

  /** Emits what is left; returns its first token if a bracket is missing, else null. */
  finish(): Token | null {
    const [first] = this.#tokens;
    const isOpen = this.#depth > 0;
    this.#end();
    return isOpen ? (first ?? null) : null;
  }

  /** Drops what is left, and returns it. */
  drop(): Token[] {
    const tokens = this.#tokens;
    this.#reset();
    return tokens;
  }

  #word(text: string): void {
    if (this.#angles > 0) return;
    if (this.#brace === "value" && this.#namespace === null && declarationWords.has(text)) this.#brace = "body";
    if (this.#brace === "body" && recordWords.has(text)) this.#brace = "record";
  }

  /** A token that is added next. */
  #punctuation(text: string): void {
    if (isOpener(text)) {
      this.#depth = 1;
      if (text === "{" && this.#brace === "body") this.#body = this.#tokens.length;
      if (text === "(" && this.#brace === "record" && !recordAttributeWords.has(this.#before)) this.#brace = "body";
    } else if (this.#angles > 0 && text in angles) this.#angles = Math.max(0, this.#angles + (angles[text] as number));
    else if (text === "<" && this.#before === "template") this.#angles = 1;
    else if (text === "=" && this.#before !== "operator" && this.#angles === 0) this.#brace = "value";
  }

  get #before(): string {
    return this.#tokens.at(-1)?.text ?? "";
  }

  /** Takes a brace of `extern "C"` or of a namespace. */
  #isLinkage(text: string): boolean {
    if (text === "}") {
      this.#around.pop();
      return true;
    }
    if (text !== "{") return false;
    const [first, second] = this.#tokens;
    const isExtern = first?.text === "extern" && this.#tokens.length === 2 && second?.kind === TokenKind.string;
    const isNamespace = first?.text === "namespace" || (first?.text === "inline" && second?.text === "namespace");
    if (!isExtern && !isNamespace) return false;
    const { namespaces, isInC } = this.#innermost;
    if (isExtern) this.#around.push({ namespaces, isInC: second.text === '"C"' });
    else this.#around.push({ namespaces: [...namespaces, ...this.#nameNamespaces()].slice(0, maxNamespaces), isInC });
    this.#tokens = [];
    return true;
  }

  /** Passes on and returns the names in `inline namespace A::B` and before the `=` of an alias. */
  #nameNamespaces(): OpenNamespace[] {
    const named: OpenNamespace[] = [];
    let isInline = false;
    for (const token of this.#tokens) {
      if (token.text === "inline") isInline = true;
      else if (token.kind === TokenKind.identifier && token.text !== "namespace") {
        this.#namespace?.(token);
        named.push({ name: token.text, isInline });
        isInline = false;
      } else if (token.kind === TokenKind.punctuator && token.text !== "::") break;
    }
    return named.length === 0 ? [{ name: "", isInline }] : named;
  }

  #end(): void {
    if (this.#tokens[0]?.text === "namespace") this.#nameNamespaces();
    const tokens = this.#tokens;
    const body = this.#body;
    this.#reset();
    if (tokens.length > 0) this.#take(tokens, body);
  }

  #reset(): void {
    this.#tokens = [];
    this.#depth = 0;
    this.#brace = "body";
    this.#body = null;
    this.#angles = 0;
  }
}
