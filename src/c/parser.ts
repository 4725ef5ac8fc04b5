import { LRUCache } from "lru-cache";
import { basicType } from "./basic-type.ts";
import { DeclarationReader, NotUnderstood } from "./declaration.ts";
import type { TypeReader } from "./expression.ts";
import type { ExternalDeclaration } from "./split.ts";
import { SyntaxText } from "./syntax.ts";
import { type Token, TokenKind } from "./token.ts";
import { parseSyntax, type SyntaxNode } from "./tree-sitter.ts";
import type { CType, Declaration } from "./types.ts";

/** The declarations of an external declaration, or why it is not understood. */
export type Parsed = { declarations: readonly Declaration[] } | { error: string };

/** A result, and what it took for granted: whether `x` in `(x)-1` is a type. */
export interface Reading {
  parsed: Parsed;
  typedefs: readonly string[];
  asked: ReadonlyMap<string, boolean>;
}

/** How many texts are kept; those of one version of CPython with its internals are ten thousand. */
const maxKnown = 16_000;

/** The longest of CPython's declarations has 15 thousand tokens. What is wrong costs the square of its length. */
const maxTokens = 50_000;

const tooLong: Reading = { parsed: { error: `longer than ${maxTokens} tokens` }, typedefs: [], asked: new Map() };

/**
 * Turns external declarations into data by tree-sitter's grammar. Equal text gives the same result, which is kept:
 * the headers of two versions, and of the surfaces of one, are mostly the same text.
 */
export class DeclarationParser {
  private readonly known = new LRUCache<string, Reading[]>({ max: maxKnown });
  private readonly byExternal = new WeakMap<ExternalDeclaration, Reading[]>();

  /**
   * One result per external declaration of a translation unit, in order; token numbers in the results index `external.tokens`.
   * `types` reads expressions that come after these declarations.
   */
  parse(externals: readonly ExternalDeclaration[]): { results: Parsed[]; types: TypeReader } {
    this.read(externals);
    const typeNames = new Set(externals.flatMap((external) => this.firstReading(external).typedefs));
    return {
      results: externals.map((external) => this.readingFor(external, typeNames).parsed),
      types: new TypeNames(typeNames),
    };
  }

  /** Reads external declarations as if no name in them were a type that they do not say themselves. */
  read(externals: readonly ExternalDeclaration[]): void {
    const fresh: [Reading[], SyntaxText][] = [];
    for (const external of externals) this.readingsOf(external, fresh);
    for (const [empty, reading] of readAll(fresh)) empty.push(reading);
  }

  /** What `read` made of an external declaration. */
  firstReading(external: ExternalDeclaration): Reading {
    return this.byExternal.get(external)?.[0] as Reading;
  }

  /** What an external declaration is where these names are types. It was `read` before. */
  readingFor(external: ExternalDeclaration, typeNames: ReadonlySet<string>): Reading {
    const known = this.byExternal.get(external) as Reading[];
    let reading = known.find((one) => holds(one, typeNames));
    if (reading === undefined) {
      reading = readAlone(SyntaxText.ofExternal(external), typeNames);
      known.push(reading);
    }
    return reading;
  }

  /** Those of the declaration or of any with its text; a new one is added to `fresh`. */
  private readingsOf(external: ExternalDeclaration, fresh: [Reading[], SyntaxText][]): Reading[] {
    let readings = this.byExternal.get(external);
    if (readings === undefined) {
      const key = keyOf(external);
      readings = this.known.get(key);
      if (readings === undefined) {
        readings = [];
        this.known.set(key, readings);
        if (external.tokens.length > maxTokens) readings.push(tooLong);
        else fresh.push([readings, SyntaxText.ofExternal(external)]);
      }
      this.byExternal.set(external, readings);
    }
    return readings;
  }
}

function holds({ asked }: Reading, typeNames: ReadonlySet<string>): boolean {
  for (const [name, answer] of asked) if (typeNames.has(name) !== answer) return false;
  return true;
}

/** The text that decides what an external declaration is parsed as. */
function keyOf(external: ExternalDeclaration): string {
  let key = external.pack === null ? "" : `${external.pack} `;
  for (const token of external.tokens) key += `${token.text} `;
  return external.body === null ? key : `${key}{}`;
}

const noTypeNames: ReadonlySet<string> = new Set();

/** All with one call of tree-sitter; then again alone where an error may have spread. */
function* readAll<Key>(sources: readonly [key: Key, source: SyntaxText][]): Iterable<[Key, Reading]> {
  let text = "";
  for (const [, source] of sources) {
    source.start = text.length;
    text += source.text;
  }
  const { children } = parseSyntax(text);
  let child = 0;
  for (const [key, source] of sources) {
    const end = source.start + source.text.length;
    const nodes: SyntaxNode[] = [];
    for (; child < children.length && (children[child] as SyntaxNode).start < end; child++)
      nodes.push(children[child] as SyntaxNode);
    const [node] = nodes;
    const isWhole =
      nodes.length === 1 && node !== undefined && node.start >= source.start && node.end <= end && !node.broken;
    yield [key, isWhole ? read(source, node, noTypeNames) : readAlone(source, noTypeNames)];
  }
}

function readAlone(source: SyntaxText, typeNames: ReadonlySet<string>): Reading {
  source.start = 0;
  const [node, ...more] = parseSyntax(source.text).children;
  if (node === undefined || node.broken || more.length > 0) {
    return { parsed: { error: "not a declaration that the grammar knows" }, typedefs: [], asked: new Map() };
  }
  return read(source, node, typeNames);
}

function read(source: SyntaxText, node: SyntaxNode, typeNames: ReadonlySet<string>): Reading {
  const types = new TypeNames(typeNames);
  try {
    const declarations = new DeclarationReader(source, types).declarations(node);
    const typedefs = declarations.filter(({ kind }) => kind === "typedef").map(({ name }) => name);
    return { parsed: { declarations }, typedefs, asked: types.asked };
  } catch (error) {
    // The stack ran out: text may nest deeper than any that a compiler takes.
    if (!(error instanceof NotUnderstood) && !(error instanceof RangeError)) throw error;
    return { parsed: { error: error.message }, typedefs: [], asked: types.asked };
  }
}

/** Knows the typedef names of a translation unit, and which of them it was asked for. */
export class TypeNames implements TypeReader {
  readonly asked = new Map<string, boolean>();
  readonly typeNames: ReadonlySet<string>;

  constructor(typeNames: ReadonlySet<string>) {
    this.typeNames = typeNames;
  }

  isTypeName(name: string): boolean {
    const answer = this.typeNames.has(name);
    this.asked.set(name, answer);
    return answer;
  }

  typeName(tokens: readonly Token[]): CType | null {
    const [word] = tokens;
    if (word?.kind === TokenKind.identifier && tokens.length === 1) {
      const basic = basicType([word.text]);
      return basic === null ? { kind: "named", name: word.text } : { kind: "basic", name: basic };
    }
    const source = SyntaxText.ofTypeName(tokens);
    const [node] = parseSyntax(source.text).children;
    const descriptor = node === undefined || node.broken ? null : find(node, "type_descriptor");
    try {
      return descriptor === null ? null : new DeclarationReader(source, this).typeDescriptor(descriptor);
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
      return null;
    }
  }
}

function find(node: SyntaxNode, type: string): SyntaxNode | null {
  if (node.type === type) return node;
  for (const child of node.children) {
    const found = find(child, type);
    if (found !== null) return found;
  }
  return null;
}
