import { LRUCache } from "lru-cache";

/** A C type without its typedefs, read from clang's spelling. */
export type Type =
  /** `name` of a struct, union or enum that a manifest has is `struct PyFoo` and the like, by the name of its entry. */
  | { kind: "base"; name: string; qualifiers: readonly Qualifier[] }
  | { kind: "pointer"; to: Type; qualifiers: readonly Qualifier[] }
  /** `length` as spelled, "" where there is none. */
  | { kind: "array"; of: Type; length: string }
  | { kind: "function"; returns: Type; params: readonly Type[]; variadic: boolean };

/** In the order in which clang spells them. */
const qualifiers = ["const", "volatile", "restrict"] as const;
export type Qualifier = (typeof qualifiers)[number];

/** Reads what `printType` writes, such as `int (*const[3])(char *, ...)`; any other text is a base type of that name. */
export function parseType(text: string): Type {
  let type = parsed.get(text);
  if (type === undefined) {
    type = read(text);
    parsed.set(text, type);
  }
  return type;
}

/** Headers spell the same few thousand types over and over. */
const parsed = new LRUCache<string, Type>({ max: 10_000 });

function read(text: string): Type {
  const reader = new Reader(text.match(/\w+|\.\.\.|\S/g) ?? []);
  const type = reader.type();
  return type !== null && reader.atEnd ? type : { kind: "base", name: text, qualifiers: [] };
}

/** The type with more qualifiers; those of an array are its elements' (C11 6.7.3p9), a function has none. */
export function qualified(type: Type, more: readonly Qualifier[]): Type {
  if (more.length === 0 || type.kind === "function") return type;
  if (type.kind === "array") return { ...type, of: qualified(type.of, more) };
  const all = qualifiers.filter((one) => more.includes(one) || type.qualifiers.includes(one));
  return { ...type, qualifiers: all };
}

/** Without its own qualifiers; those of what it points to stay. */
export function unqualified(type: Type): Type {
  return "qualifiers" in type && type.qualifiers.length > 0 ? { ...type, qualifiers: [] } : type;
}

/** Puts what a declarator says around the type that it is about. */
type Wrap = (type: Type) => Type;

/** Recursive descent over an abstract declarator (C11 6.7.7). */
class Reader {
  private readonly tokens: readonly string[];
  private position = 0;

  constructor(tokens: readonly string[]) {
    this.tokens = tokens;
  }

  get atEnd(): boolean {
    return this.position === this.tokens.length;
  }

  type(): Type | null {
    const found: Qualifier[] = [];
    const words: string[] = [];
    for (;;) {
      const token = this.peek();
      if (/^\w/.test(token)) {
        if (isQualifier(token)) found.push(token);
        else words.push(token);
        this.position++;
        if (token === "_Atomic") words.push(this.group());
      } else if (token === "(" && this.peek(1) === "unnamed") {
        words.push(this.group());
      } else break;
    }
    if (words.length === 0) return null;
    return this.declarator()(qualified({ kind: "base", name: words.join(" "), qualifiers: [] }, found));
  }

  private peek(ahead = 0): string {
    return this.tokens[this.position + ahead] ?? "";
  }

  private take(token: string): boolean {
    if (this.peek() !== token) return false;
    this.position++;
    return true;
  }

  /** From a parenthesis to the one that closes it. */
  private group(): string {
    const start = this.position;
    let depth = 0;
    do {
      if (this.peek() === "(") depth++;
      if (this.peek() === ")") depth--;
      this.position++;
    } while (depth > 0 && !this.atEnd);
    return this.tokens.slice(start, this.position).join(" ");
  }

  private declarator(): Wrap {
    if (this.take("*")) {
      const found: Qualifier[] = [];
      for (let token = this.peek(); isQualifier(token); token = this.peek()) {
        found.push(token);
        this.position++;
      }
      const rest = this.declarator();
      return (type) => rest(qualified({ kind: "pointer", to: type, qualifiers: [] }, found));
    }
    if (this.peek() === "(" && this.peek(1) === "*") {
      this.position++;
      const inner = this.declarator();
      this.take(")");
      const suffix = this.suffix();
      return (type) => inner(suffix(type));
    }
    return this.suffix();
  }

  private suffix(): Wrap {
    if (this.take("[")) {
      const length = this.peek() === "]" ? "" : this.peek();
      if (length !== "") this.position++;
      this.take("]");
      const rest = this.suffix();
      return (type) => ({ kind: "array", of: rest(type), length });
    }
    if (this.take("(")) {
      const params: Type[] = [];
      let variadic = false;
      while (!this.take(")") && !this.atEnd) {
        if (this.take("...")) variadic = true;
        else {
          const param = this.type();
          if (param === null) break;
          params.push(param);
        }
        this.take(",");
      }
      const [only] = params;
      const isVoid = params.length === 1 && only?.kind === "base" && only.name === "void";
      const rest = this.suffix();
      return (type) => ({ kind: "function", returns: rest(type), params: isVoid ? [] : params, variadic });
    }
    return (type) => type;
  }
}

function isQualifier(token: string): token is Qualifier {
  return (qualifiers as readonly string[]).includes(token);
}
