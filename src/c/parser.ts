import { LRUCache } from "lru-cache";
import { basicType } from "./basic-type.ts";
import { DeclarationReader } from "./declaration.ts";
import type { TypeReader } from "./expression.ts";
import type { ExternalDeclaration } from "./external-declarations.ts";
import { maxTextLevels, NestedTooDeep, Nesting } from "./nesting.ts";
import { NotUnderstood } from "./not-understood.ts";
import { SyntaxText } from "./syntax.ts";
import { type Token, TokenKind } from "./token.ts";
import { parseSyntax, type SyntaxNode } from "./tree-sitter.ts";
import type { CType, Declaration } from "./types.ts";

/** The declarators of an external declaration, or why it was not understood. */
export type Parsed = { declarations: readonly Declaration[] } | { error: string };

/** A parse result with its assumptions: which names such as the `x` in `(x)-1` were taken for types. */
export interface Reading {
  parsed: Parsed;
  typedefs: readonly string[];
  asked: ReadonlyMap<string, boolean>;
}

/** A text to be read, and the list that its first reading belongs to. */
interface Fresh {
  readonly external: ExternalDeclaration;
  readonly readings: Reading[];
}

/** How many texts are parsed together. The trees and tokens of more would outlive collections of garbage. */
const maxTogether = 100;

/** How many texts are cached: one version of CPython with its internals has some six thousand, on all platforms. */
const maxKnown = 16_000;

/** CPython's longest declaration has 15 thousand tokens. Errors take time quadratic in the length. */
const maxTokens = 50_000;

const nothingAsked: ReadonlyMap<string, boolean> = new Map();
const failed = (error: string): Reading => ({ parsed: { error }, typedefs: [], asked: nothingAsked });
const tooLong = failed(`longer than ${maxTokens} tokens`);

/**
 * Parses external declarations with tree-sitter. Results are cached by text, since the headers of two versions, and the
 * surfaces of one, share most of their text.
 */
export class DeclarationParser {
  readonly #known = new LRUCache<string, Reading[]>({ max: maxKnown });
  readonly #byExternal = new WeakMap<ExternalDeclaration, Reading[]>();

  /**
   * One result per external declaration of a translation unit, in order; positions in the results index
   * `external.tokens`. `types` reads expressions in the scope after these declarations.
   */
  parse(externals: readonly ExternalDeclaration[]): { results: Parsed[]; types: TypeReader } {
    this.read(externals);
    const typeNames = new Set(externals.flatMap((external) => this.firstReading(external).typedefs));
    return {
      results: externals.map((external) => this.readingFor(external, typeNames).parsed),
      types: new TypeNames(typeNames),
    };
  }

  /** Parses declarations, assuming that only names they declare themselves are types. */
  read(externals: readonly ExternalDeclaration[]): void {
    const fresh: Fresh[] = [];
    for (const external of externals) this.#readingsOf(external, fresh);
    for (let start = 0; start < fresh.length; start += maxTogether) readAll(fresh.slice(start, start + maxTogether));
  }

  /** The result of `read`. */
  firstReading(external: ExternalDeclaration): Reading {
    return this.#byExternal.get(external)?.[0] as Reading;
  }

  /** The result for an external declaration if these names are types. `read` must have been called before. */
  readingFor(external: ExternalDeclaration, typeNames: ReadonlySet<string>): Reading {
    const known = this.#byExternal.get(external) as Reading[];
    let reading = known.find((one) => holds(one, typeNames));
    if (reading === undefined) {
      reading = readAlone(SyntaxText.ofExternal(external), typeNames);
      known.push(reading);
    }
    return reading;
  }

  /** The readings of the declaration's text; a new one is added to `fresh`. */
  #readingsOf(external: ExternalDeclaration, fresh: Fresh[]): Reading[] {
    let readings = this.#byExternal.get(external);
    if (readings === undefined) {
      const key = keyOf(external);
      readings = this.#known.get(key);
      if (readings === undefined) {
        // Of one element, and few get another: an array that is pushed to has room for seventeen.
        readings = new Array<Reading>(1);
        this.#known.set(key, readings);
        if (external.tokens.length > maxTokens) readings[0] = tooLong;
        else fresh.push({ external, readings });
      }
      this.#byExternal.set(external, readings);
    }
    return readings;
  }
}

function holds({ asked }: Reading, typeNames: ReadonlySet<string>): boolean {
  for (const [name, answer] of asked) if (typeNames.has(name) !== answer) return false;
  return true;
}

/** The text that determines the result of parsing. */
function keyOf(external: ExternalDeclaration): string {
  const text = external.tokens.map((token) => token.text).join(" ");
  const before = external.pack === null ? "" : `${external.pack} `;
  return before + text + (external.body === null ? "" : " {}");
}

const noTypeNames: ReadonlySet<string> = new Set();

/** Parses all texts in one call of tree-sitter, or one by one if there is an error: it may change how others are parsed. */
function readAll(fresh: readonly Fresh[]): void {
  let text = "";
  const sources = fresh.map(({ external }) => {
    const source = SyntaxText.ofExternal(external);
    source.start = text.length;
    text += source.text;
    return source;
  });
  const { broken, children } = parseSyntax(text);
  let child = 0;
  sources.forEach((source, index) => {
    const end = source.start + source.text.length;
    const first = child;
    while (child < children.length && (children[child] as SyntaxNode).start < end) child++;
    const node = child === first + 1 ? (children[first] as SyntaxNode) : null;
    const isWhole = !broken && node !== null && node.start === source.start && node.end <= end;
    const reading = isWhole ? read(source, node, noTypeNames) : readAlone(source, noTypeNames);
    (fresh[index] as Fresh).readings[0] = reading;
  });
}

function readAlone(source: SyntaxText, typeNames: ReadonlySet<string>): Reading {
  source.start = 0;
  const { broken, children } = parseSyntax(source.text);
  const [node] = children;
  if (broken || node === undefined || children.length > 1) return failed("not a declaration known to the grammar");
  return read(source, node, typeNames);
}

function read(source: SyntaxText, node: SyntaxNode, typeNames: ReadonlySet<string>): Reading {
  const types = new TypeNames(typeNames);
  try {
    const declarations = new DeclarationReader(source, types).declarations(node);
    const typedefs = declarations.filter(({ kind }) => kind === "typedef").map(({ name }) => name);
    return { parsed: { declarations }, typedefs, asked: types.asked };
  } catch (error) {
    if (!(error instanceof NotUnderstood) && !(error instanceof NestedTooDeep)) throw error;
    return { parsed: { error: error.message }, typedefs: [], asked: types.asked };
  }
}

/** The typedef names of a translation unit, recording those that were looked up. */
export class TypeNames implements TypeReader {
  readonly nesting = new Nesting(maxTextLevels);
  #asked: Map<string, boolean> | null = null;
  readonly typeNames: ReadonlySet<string>;

  constructor(typeNames: ReadonlySet<string>) {
    this.typeNames = typeNames;
  }

  /** The names that were looked up, and whether they are types. */
  get asked(): ReadonlyMap<string, boolean> {
    return this.#asked ?? nothingAsked;
  }

  isTypeName(name: string): boolean {
    const answer = this.typeNames.has(name);
    this.#asked ??= new Map();
    this.#asked.set(name, answer);
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
      if (descriptor === null) return null;
      return this.nesting.deeper(() => new DeclarationReader(source, this).typeDescriptor(descriptor));
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
