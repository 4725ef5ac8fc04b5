import { LRUCache } from "lru-cache";

/** A C type without typedefs, parsed from clang's notation. */
export type ParsedType =
  /** A struct, union or enum in the manifest is named `struct PyFoo` and the like, by its entry. */
  | { kind: "base"; name: string; qualifiers: readonly Qualifier[] }
  | { kind: "pointer"; to: ParsedType; qualifiers: readonly Qualifier[] }
  /** `length` as printed, "" if there is none. */
  | { kind: "array"; of: ParsedType; length: string }
  | { kind: "function"; returns: ParsedType; params: readonly ParsedType[]; variadic: boolean };

/** In clang's order. */
const qualifiers = ["const", "volatile", "restrict"] as const;
type Qualifier = (typeof qualifiers)[number];

/**
 * Parses the output of `printType`, e.g. `int (*const[3])(char *, ...)`; any other text is a base type of that name.
 */
export function parseType(text: string): ParsedType {
  let type = parsed.get(text);
  if (type === undefined) {
    type = read(text);
    parsed.set(text, type);
  }
  return type;
}

/** Headers repeat the same few thousand types. */
const parsed = new LRUCache<string, ParsedType>({ max: 10_000 });

function read(text: string): ParsedType {
  const reader = new Reader(text.match(/\w+|\.\.\.|\S/g) ?? []);
  const type = reader.type();
  return type !== null && reader.atEnd ? type : { kind: "base", name: text, qualifiers: [] };
}

/** Adds qualifiers; those of an array apply to its elements (C11 6.7.3p9), a function has none. */
export function qualified(type: ParsedType, more: readonly Qualifier[]): ParsedType {
  if (more.length === 0 || type.kind === "function") return type;
  if (type.kind === "array") return { ...type, of: qualified(type.of, more) };
  const all = qualifiers.filter((one) => more.includes(one) || type.qualifiers.includes(one));
  return { ...type, qualifiers: all };
}

/** Removes the outermost qualifiers. */
export function unqualified(type: ParsedType): ParsedType {
  return "qualifiers" in type && type.qualifiers.length > 0 ? { ...type, qualifiers: [] } : type;
}

/** Applies a declarator to the type inside it. */
type Wrap = (type: ParsedType) => ParsedType;

/** Recursive descent over an abstract declarator (C11 6.7.7). */
class Reader {
  readonly #tokens: readonly string[];
  #position = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  get atEnd(): boolean {
    return this.#position === this.#tokens.length;
  }

  type(): ParsedType | null {
    const found: Qualifier[] = [];
    const words: string[] = [];
    for (;;) {
      const token = this.#peek();
      if (/^\w/.test(token)) {
        if (isQualifier(token)) found.push(token);
        else words.push(token);
        this.#position++;
        if (token === "_Atomic") words.push(this.#group());
      } else if (token === "(" && this.#peek(1) === "unnamed") {
        words.push(this.#group());
      } else break;
    }
    if (words.length === 0) return null;
    return this.#declarator()(qualified({ kind: "base", name: words.join(" "), qualifiers: [] }, found));
  }

  #peek(ahead = 0): string {
    return this.#tokens[this.#position + ahead] ?? "";
  }

  #take(token: string): boolean {
    if (this.#peek() !== token) return false;
    this.#position++;
    return true;
  }

  /** Reads from a parenthesis to the matching one. */
  #group(): string {
    const start = this.#position;
    let depth = 0;
    do {
      if (this.#peek() === "(") depth++;
      if (this.#peek() === ")") depth--;
      this.#position++;
    } while (depth > 0 && !this.atEnd);
    return this.#tokens.slice(start, this.#position).join(" ");
  }

  #declarator(): Wrap {
    if (this.#take("*")) {
      const found: Qualifier[] = [];
      for (let token = this.#peek(); isQualifier(token); token = this.#peek()) {
        found.push(token);
        this.#position++;
      }
      const rest = this.#declarator();
      return (type) => rest(qualified({ kind: "pointer", to: type, qualifiers: [] }, found));
    }
    if (this.#peek() === "(" && this.#peek(1) === "*") {
      this.#position++;
      const inner = this.#declarator();
      this.#take(")");
      const suffix = this.#suffix();
      return (type) => inner(suffix(type));
    }
    return this.#suffix();
  }

  #suffix(): Wrap {
    if (this.#take("[")) {
      const length = this.#peek() === "]" ? "" : this.#peek();
      if (length !== "") this.#position++;
      this.#take("]");
      const rest = this.#suffix();
      return (type) => ({ kind: "array", of: rest(type), length });
    }
    if (this.#take("(")) {
      const params: ParsedType[] = [];
      let variadic = false;
      while (!this.#take(")") && !this.atEnd) {
        if (this.#take("...")) variadic = true;
        else {
          const param = this.type();
          if (param === null) break;
          params.push(param);
        }
        this.#take(",");
      }
      const [only] = params;
      const isVoid = params.length === 1 && only?.kind === "base" && only.name === "void";
      const rest = this.#suffix();
      return (type) => ({ kind: "function", returns: rest(type), params: isVoid ? [] : params, variadic });
    }
    return (type) => type;
  }
}

function isQualifier(token: string): token is Qualifier {
  return (qualifiers as readonly string[]).includes(token);
}
