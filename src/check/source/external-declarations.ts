import { isCloser, isOpener } from "../../c/brackets.ts";
import type { TextRun } from "../../c/text-run.ts";
import { type Token, TokenKind } from "../../c/token.ts";

const recordWords = new Set(["struct", "union", "class", "enum"]);
const attributeWords = new Set(["__attribute__", "__attribute", "__declspec", "alignas", "_Alignas"]);

/** What is open around an external declaration. */
export interface Surroundings {
  isInNamespace: boolean;
  /** Whether it has C's linkage by an `extern "C"` around it. */
  isInC: boolean;
}

/** More than any struct has members: of 10 MB of numbers the tokens take 400 MB. */
const maxNumbers = 10_000;

const angles: Readonly<Record<string, number>> = { "<": 1, ">": -1, ">>": -2 };

/**
 * Splits preprocessed C or C++ into external declarations (C11 6.9) as it arrives, holding one at a time: a function
 * with its body, or everything up to a `;`. The braces of `extern "C"` and of namespaces are dropped.
 */
export class ExternalDeclarations implements Surroundings {
  readonly #take: (tokens: Token[]) => void;
  readonly #namespace: (name: Token) => void;
  #tokens: Token[] = [];
  #depth = 0;
  /** What a `{` outside brackets would start. */
  #brace: "body" | "record" | "value" = "body";
  /** How deep angle brackets are open of `template <…>`, which may hold a `=` and a `class` of no declaration. */
  #angles = 0;
  /** For each open brace around declarations `namespace`, or the string of `extern "C"`. */
  readonly #around: string[] = [];
  /** How many numbers and commas came last, without anything between. */
  #numbers = 0;
  /** The last of those that were left out. */
  #leftOut: Token | null = null;

  /** @param namespace receives the names of namespaces and of their aliases */
  constructor(take: (tokens: Token[]) => void, namespace: (name: Token) => void = () => {}) {
    this.#take = take;
    this.#namespace = namespace;
  }

  get isInNamespace(): boolean {
    return this.#around.includes("namespace");
  }

  get isInC(): boolean {
    return this.#around.findLast((one) => one !== "namespace") === '"C"';
  }

  add({ tokens }: TextRun): void {
    for (const token of tokens) if (token.kind !== TokenKind.pragma) this.#read(token);
  }

  /** Emits the rest; returns its first token if a bracket is missing, else null. */
  finish(): Token | null {
    const [first] = this.#tokens;
    const isOpen = this.#depth > 0;
    this.#end();
    return isOpen ? (first ?? null) : null;
  }

  #read(token: Token): void {
    const { kind, text } = token;
    if (this.#depth > 0) {
      if (this.#isMoreData(token)) return;
      this.#tokens.push(token);
      if (kind !== TokenKind.punctuator) return;
      if (isOpener(text)) this.#depth++;
      else if (isCloser(text)) {
        this.#depth--;
        if (this.#depth === 0 && text === "}" && this.#brace === "body") this.#end();
      }
      return;
    }
    if (text === "}") {
      this.#around.pop();
      return;
    }
    if (text === "{" && this.#isLinkage()) {
      const [first, second] = this.#tokens;
      this.#around.push(first?.text === "extern" ? (second?.text as string) : "namespace");
      this.#nameNamespaces();
      this.#tokens = [];
      return;
    }
    const before = this.#tokens.at(-1)?.text;
    this.#tokens.push(token);
    if (this.#angles > 0 && text in angles) this.#angles = Math.max(0, this.#angles + (angles[text] as number));
    else if (text === "<" && before === "template") this.#angles = 1;
    if (text === ";") this.#end();
    else if (text === "=" && before !== "operator" && this.#angles === 0) this.#brace = "value";
    else if (isOpener(text)) {
      this.#depth = 1;
      if (text === "(" && this.#brace === "record" && !attributeWords.has(before ?? "")) this.#brace = "body";
    } else if (kind === TokenKind.identifier && recordWords.has(text) && this.#brace !== "value" && this.#angles === 0)
      this.#brace = "record";
  }

  /** Whether it continues a table of numbers, of which the first are enough to judge by. */
  #isMoreData(token: Token): boolean {
    const isData = token.kind === TokenKind.number || token.text === ",";
    this.#numbers = isData ? this.#numbers + 1 : 0;
    if (this.#numbers > maxNumbers) {
      this.#leftOut = token;
      return true;
    }
    // So that numbers and commas still alternate.
    if (this.#leftOut !== null && this.#leftOut.kind !== this.#tokens.at(-1)?.kind) this.#tokens.push(this.#leftOut);
    this.#leftOut = null;
    return false;
  }

  /** Whether a `{` opens `extern "C"` or a namespace. */
  #isLinkage(): boolean {
    const [first, second] = this.#tokens;
    if (first?.text === "extern") return this.#tokens.length === 2 && second?.kind === TokenKind.string;
    return first?.text === "namespace" || (first?.text === "inline" && second?.text === "namespace");
  }

  /** The names in `inline namespace A::B` and before the `=` of an alias. */
  #nameNamespaces(): void {
    const start = this.#tokens.findIndex(({ text }) => text === "namespace") + 1;
    for (const token of start === 0 ? [] : this.#tokens.slice(start)) {
      if (token.kind === TokenKind.identifier) this.#namespace(token);
      else if (token.text !== "::") return;
    }
  }

  #end(): void {
    if (this.#tokens[0]?.text === "namespace") this.#nameNamespaces();
    const tokens = this.#tokens;
    this.#tokens = [];
    this.#depth = 0;
    this.#brace = "body";
    this.#angles = 0;
    if (tokens.length > 0) this.#take(tokens);
  }
}
