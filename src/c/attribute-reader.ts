import { parseExpression, type TypeReader } from "./expression.ts";
import type { RawAttribute } from "./plain-tokens.ts";
import type { SyntaxText } from "./syntax.ts";
import { printTokens, TokenKind } from "./token.ts";
import type { SyntaxNode } from "./tree-sitter.ts";
import type { Attribute } from "./types.ts";

/** Finds the attributes that plain-tokens.ts took out of a declaration, by the nodes around them. */
export class AttributeReader {
  readonly #source: SyntaxText;
  readonly #types: TypeReader;

  constructor(source: SyntaxText, types: TypeReader) {
    this.#source = source;
    this.#types = types;
  }

  /** Those with at least `from` and at most `to` of the kept tokens before them. */
  between(from: number, to: number): readonly RawAttribute[] {
    const { attributes } = this.#source.plain;
    let start = 0;
    while (start < attributes.length && (attributes[start] as RawAttribute).at < from) start++;
    let end = start;
    while (end < attributes.length && (attributes[end] as RawAttribute).at <= to) end++;
    return end === start ? none : attributes.slice(start, end);
  }

  /** Those right after the closing brace of a specifier, which belong to the type (GCC). */
  afterBrace(specifier: SyntaxNode): readonly RawAttribute[] {
    if (!specifier.children.some(isBody)) return none;
    const end = this.#source.end(specifier);
    return this.between(end, end);
  }

  /** Those of specifiers and what follows them up to the first declarator, without those of the type's own braces. */
  beforeDeclarators(node: SyntaxNode, specifier: SyntaxNode, first: SyntaxNode | undefined): Attribute[] {
    const to = first === undefined ? this.#source.end(specifier) : this.#source.first(first);
    const all = this.between(this.#source.first(node), to);
    if (all.length === 0) return [];
    const inner = this.between(this.#source.first(specifier) + 1, this.#source.end(specifier) - 1);
    return this.readAll(without(all, [...inner, ...this.afterBrace(specifier)]));
  }

  /** Those inside a declarator or between it and the next `,`, without those of its parameters. */
  afterDeclarator(declarator: SyntaxNode): Attribute[] {
    const all = this.between(this.#source.first(declarator) + 1, this.#source.end(declarator));
    if (all.length === 0) return [];
    const ofParameters = parameterLists(declarator).flatMap((list) =>
      this.between(this.#source.first(list) + 1, this.#source.end(list) - 1),
    );
    return this.readAll(without(all, ofParameters));
  }

  readAll(attributes: readonly RawAttribute[]): Attribute[] {
    return attributes.map((attribute) => this.#read(attribute));
  }

  /** Parses the argument. */
  #read({ name, argument, alignas }: RawAttribute): Attribute {
    const [first] = argument;
    if (first === undefined) return { name, argument: null, alignas };
    if (first.kind === TokenKind.string) return { name, argument: first.text.slice(1, -1), alignas };
    if (name !== "aligned") return { name, argument: printTokens(argument), alignas };
    const value = parseExpression(argument, this.#types);
    if (value.kind !== "unknown" && !(value.kind === "name" && alignas)) return { name, argument: value, alignas };
    const type = alignas ? this.#types.typeName(argument) : null;
    return { name, argument: type ?? value, alignas };
  }
}

function without<T>(all: readonly T[], some: readonly T[]): T[] {
  return all.filter((one) => !some.includes(one));
}

const none: readonly RawAttribute[] = [];
const isBody = ({ type }: SyntaxNode): boolean => type === "field_declaration_list" || type === "enumerator_list";
const parameterLists = (node: SyntaxNode): SyntaxNode[] =>
  node.type === "parameter_list" ? [node] : node.children.flatMap(parameterLists);
