import { parseExpression } from "./expression.ts";
import { type PlainTokens, plainTokens, type RawAttribute, unnamedBitField } from "./specifiers.ts";
import type { Unit } from "./split.ts";
import { spellTokens, type Token, TokenKind } from "./token.ts";
import { parseSyntax, type SyntaxNode } from "./tree-sitter.ts";
import type {
  Attribute,
  BasicName,
  CType,
  Declaration,
  EnumDefinition,
  Expression,
  Member,
  Parameter,
  RecordDefinition,
} from "./types.ts";

/** The declarations of a unit, or why it is not understood. */
export type Parsed = { declarations: readonly Declaration[] } | { error: string };

class NotUnderstood extends Error {}

/**
 * Turns external declarations into data by tree-sitter's grammar. Equal text gives the same result, which is kept:
 * the headers of two versions, and of the surfaces of one, are mostly the same text.
 */
export class DeclarationParser {
  private readonly known = new Map<string, Parsed>();
  private readonly typeNames = new Set<string>();

  /** One result per unit, in order. Token numbers in the results index `unit.tokens`. */
  parse(units: readonly Unit[]): Parsed[] {
    const keys = units.map(keyOf);
    const fresh = new Map<string, Prepared>();
    for (const [index, unit] of units.entries()) {
      const key = keys[index] as string;
      if (!this.known.has(key) && !fresh.has(key)) fresh.set(key, prepare(unit));
    }
    for (const [key, parsed] of this.parseFresh(fresh)) this.known.set(key, parsed);
    return keys.map((key) => this.known.get(key) as Parsed);
  }

  /** All at once, for one call of tree-sitter; then again alone where an error may have spread. */
  private *parseFresh(fresh: ReadonlyMap<string, Prepared>): Iterable<[string, Parsed]> {
    for (const { plain } of fresh.values()) if (plain.storage === "typedef") this.noteTypeNames(plain.tokens);
    let text = "";
    const starts: number[] = [];
    for (const prepared of fresh.values()) {
      starts.push(text.length);
      text += prepared.text;
    }
    const { children } = parseSyntax(text);
    let child = 0;
    let index = 0;
    for (const [key, prepared] of fresh) {
      const start = starts[index++] as number;
      const end = start + prepared.text.length;
      const nodes: SyntaxNode[] = [];
      while (child < children.length && (children[child] as SyntaxNode).start < end)
        nodes.push(children[child++] as SyntaxNode);
      const [node] = nodes;
      const isWhole =
        nodes.length === 1 && node !== undefined && node.start >= start && node.end <= end && !node.broken;
      if (isWhole) yield [key, this.convert(prepared, node, start)];
      else yield [key, this.convertAlone(prepared)];
    }
  }

  private convertAlone(prepared: Prepared): Parsed {
    const [node, ...more] = parseSyntax(prepared.text).children;
    if (node === undefined || node.broken || more.length > 0)
      return { error: "not a declaration that the grammar knows" };
    return this.convert(prepared, node, 0);
  }

  private convert(prepared: Prepared, node: SyntaxNode, start: number): Parsed {
    try {
      return { declarations: new Converter(prepared, start, this).declarations(node) };
    } catch (error) {
      if (!(error instanceof NotUnderstood) && !(error instanceof RangeError)) throw error;
      return { error: error.message };
    }
  }

  /** A type-name by itself, as in a cast; null where it is none. */
  typeName(tokens: readonly Token[]): CType | null {
    const word = tokens.length === 1 ? (tokens[0] as Token) : null;
    if (word !== null && word.kind === TokenKind.identifier) {
      const basic = basicType([word.text]);
      return basic === null ? { kind: "named", name: word.text } : { kind: "basic", name: basic };
    }
    const prepared = prepareText(plainTokens(tokens), "char x[sizeof(", ")];", null);
    const [node] = parseSyntax(prepared.text).children;
    const descriptor = node === undefined || node.broken ? null : find(node, "type_descriptor");
    try {
      return descriptor === null ? null : new Converter(prepared, 0, this).typeDescriptor(descriptor);
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
      return null;
    }
  }

  isTypeName(name: string): boolean {
    return this.typeNames.has(name) || standardTypeName.test(name);
  }

  /** The last name of each declarator of a typedef that is a plain one. */
  private noteTypeNames(tokens: readonly Token[]): void {
    for (const [index, token] of tokens.entries()) {
      const after = tokens[index + 1]?.text;
      if (token.kind === TokenKind.identifier && (after === undefined || after === "," || after === ")"))
        this.typeNames.add(token.text);
    }
  }
}

/** A type that declarations seen later may define, or the system: by C's own naming convention. */
const standardTypeName = /_t$|^(?:FILE|bool)$/;

/** A unit's tokens as text for tree-sitter. */
interface Prepared {
  plain: PlainTokens;
  pack: number | null;
  text: string;
  /** Offset in `text` of each kept token. */
  offsets: number[];
}

function keyOf(unit: Unit): string {
  let key = unit.pack === null ? "" : `${unit.pack} `;
  for (const token of unit.tokens) key += `${token.text} `;
  return unit.body === null ? key : `${key}{}`;
}

function prepare(unit: Unit): Prepared {
  const plain = plainTokens(unit.tokens);
  // `T (x);` would be a call where a statement may stand: say that it is a declaration.
  const isCall = plain.tokens[0]?.kind === TokenKind.identifier && plain.tokens[1]?.text === "(";
  return prepareText(plain, isCall ? "extern " : "", ";\n", unit.pack);
}

function prepareText(plain: PlainTokens, before: string, after: string, pack: number | null): Prepared {
  let text = before;
  const offsets: number[] = [];
  for (const token of plain.tokens) {
    offsets.push(text.length);
    // The grammar has words that C has not (`size_t`, `bool`, `offsetof`): names are made to be none of them.
    const isName = token.kind === TokenKind.identifier && !keywords.has(token.text);
    text += isName ? `${token.text}_ ` : `${token.text} `;
  }
  return { plain, pack, text: text + after, offsets };
}

/** Keywords that are still there when specifiers.ts is done, and are the grammar's too (C11 6.4.1). */
const keywords = new Set(
  "void char short int long float double signed unsigned const volatile restrict _Atomic struct union enum static sizeof".split(
    " ",
  ),
);

function find(node: SyntaxNode, type: string): SyntaxNode | null {
  if (node.type === type) return node;
  for (const child of node.children) {
    const found = find(child, type);
    if (found !== null) return found;
  }
  return null;
}

const basicWords = new Set(
  "void _Bool char short int long float double signed unsigned __int128 __int64 __int32 __int16 __int8".split(" "),
);
const plainBasic = new Set<string>(["void", "_Bool", "float", "double", "__float128", "__builtin_va_list"]);
const floatNames = new Map<string, BasicName>([["_Float128", "__float128"]]);
const sizedMicrosoft = new Map([
  ["__int8", "char"],
  ["__int16", "short"],
  ["__int32", "int"],
  ["__int64", "long long"],
]);

/** One basic type however its words are ordered (C11 6.7.2p2); null where they are no basic type. */
function basicType(words: readonly string[]): BasicName | null {
  const count = (word: string) => words.filter((other) => other === word).length;
  const known = words.filter((word) => basicWords.has(word) || plainBasic.has(word) || floatNames.has(word)).length;
  if (known !== words.length || words.length === 0) return null;
  if (words.length === 1 && floatNames.has(words[0] as string)) return floatNames.get(words[0] as string) as BasicName;
  if (words.length === 1 && plainBasic.has(words[0] as string)) return words[0] as BasicName;
  const microsoft = words.find((word) => sizedMicrosoft.has(word));
  const unsigned = count("unsigned") > 0 ? "unsigned " : "";
  if (count("double") === 1)
    return words.length === 1 ? "double" : words.length === 2 && count("long") === 1 ? "long double" : null;
  if (count("__int128") === 1) return `${unsigned}__int128` as BasicName;
  if (count("char") === 1 || microsoft === "__int8") {
    return unsigned ? "unsigned char" : count("signed") > 0 ? "signed char" : "char";
  }
  const size =
    microsoft !== undefined
      ? sizedMicrosoft.get(microsoft)
      : count("short") > 0
        ? "short"
        : ["int", "long", "long long"][count("long")];
  return size === undefined ? null : (`${unsigned}${size}` as BasicName);
}

/** What stands before the declarators: a type with its qualifiers, and attributes for each of them. */
interface Base {
  type: CType;
  attributes: Attribute[];
}

/** tree-sitter's nodes of one declaration → our data. Knows every node type that it accepts; any other is not understood. */
class Converter {
  private readonly plain: PlainTokens;
  private readonly offsets: readonly number[];
  private readonly pack: number | null;
  private readonly start: number;
  private readonly parser: DeclarationParser;

  constructor(prepared: Prepared, start: number, parser: DeclarationParser) {
    this.plain = prepared.plain;
    this.offsets = prepared.offsets;
    this.pack = prepared.pack;
    this.start = start;
    this.parser = parser;
  }

  declarations(node: SyntaxNode): Declaration[] {
    const { storage, inline } = this.plain;
    const common = { storage: storage === "typedef" ? null : storage, inline };
    if (isTypeNode(node.type)) {
      const type = this.specifier(node, this.attributesBefore(node));
      return [{ kind: "type", name: "", type, ...common, attributes: [], token: this.origin(node) }];
    }
    if (node.type !== "declaration") throw new NotUnderstood(`a declaration was expected, not ${words(node.type)}`);
    const { base, declarators } = this.specifiers(node);
    return declarators.map((declarator) => {
      const { name, type } = this.declarator(declarator, base.type);
      if (name === null) throw new NotUnderstood("a declarator without a name");
      const kind = storage === "typedef" ? "typedef" : type.kind === "function" ? "function" : "variable";
      const attributes = [...base.attributes, ...this.attributesAfter(declarator)];
      return { kind, name: this.text(name), type, ...common, attributes, token: this.origin(name) };
    });
  }

  /** `int (*)(void)` of a cast or `sizeof`. */
  typeDescriptor(node: SyntaxNode): CType {
    const { base, declarators } = this.specifiers(node);
    return declarators.length === 0 ? base.type : this.declarator(declarators[0] as SyntaxNode, base.type).type;
  }

  /** Declaration-specifiers, then the declarators that follow. */
  private specifiers(node: SyntaxNode): { base: Base; declarators: SyntaxNode[]; widths: Map<SyntaxNode, SyntaxNode> } {
    const qualifiers = new Set<string>();
    const declarators: SyntaxNode[] = [];
    const widths = new Map<SyntaxNode, SyntaxNode>();
    let specifier: SyntaxNode | null = null;
    for (const child of node.children) {
      if (child.type === "type_qualifier") qualifiers.add(this.text(child));
      else if (specifier === null && isTypeNode(child.type)) specifier = child;
      else if (child.type === "bitfield_clause") widths.set(declarators.at(-1) as SyntaxNode, child);
      else if (isDeclarator(child.type)) declarators.push(child);
      else if (child.type !== "storage_class_specifier")
        throw new NotUnderstood(`${words(child.type)} in a declaration`);
    }
    if (specifier === null) throw new NotUnderstood("a declaration without a type");
    const first = declarators[0];
    const leading = this.attributesBetween(
      this.firstToken(node),
      first === undefined ? this.endToken(specifier) : this.firstToken(first),
    );
    const inner = this.attributesBetween(this.firstToken(specifier) + 1, this.endToken(specifier) - 1);
    // GCC: right after the closing brace an attribute belongs to the type.
    const trailing = isBraced(specifier) ? this.attributesAt(this.endToken(specifier)) : [];
    const isOfRecord = (attribute: RawAttribute) => inner.includes(attribute) || trailing.includes(attribute);
    const attributes = leading
      .filter((attribute) => !isOfRecord(attribute))
      .map((attribute) => this.attribute(attribute));
    const type = this.specifier(specifier, isBraced(specifier) ? trailing : []);
    return { base: { type: qualify(type, qualifiers), attributes }, declarators, widths };
  }

  private specifier(node: SyntaxNode, trailing: readonly RawAttribute[]): CType {
    switch (node.type) {
      case "primitive_type":
      case "sized_type_specifier": {
        const texts = this.tokensOf(node).map((token) => token.text);
        const basic = basicType(texts);
        if (basic !== null) return { kind: "basic", name: basic };
        if (texts.length === 1) return { kind: "named", name: texts[0] as string };
        throw new NotUnderstood(`"${texts.join(" ")}" is not a type`);
      }
      case "type_identifier":
        return this.named(this.text(node));
      case "struct_specifier":
      case "union_specifier":
        return this.record(node, node.type === "struct_specifier" ? "struct" : "union", trailing);
      case "enum_specifier":
        return this.enumeration(node, trailing);
      default:
        throw new NotUnderstood(`${words(node.type)} where a type belongs`);
    }
  }

  private named(name: string): CType {
    const standIn = this.plain.standIns.get(name);
    if (standIn !== undefined) {
      if (standIn.kind === "typeof") return { kind: "typeof", text: spellTokens(standIn.tokens) };
      const type = this.parser.typeName(standIn.tokens);
      if (type === null) throw new NotUnderstood(`_Atomic(${spellTokens(standIn.tokens)}) is not a type`);
      return { kind: "atomic", type };
    }
    const basic = basicType([name]);
    return basic === null ? { kind: "named", name } : { kind: "basic", name: basic };
  }

  private record(node: SyntaxNode, record: "struct" | "union", trailing: readonly RawAttribute[]): CType {
    const tagNode = node.children.find((child) => child.type === "type_identifier");
    const list = node.children.find((child) => child.type === "field_declaration_list");
    const tag = tagNode === undefined ? null : this.text(tagNode);
    if (list === undefined) return { kind: "record", record, tag, definition: null };
    const leading = this.attributesBetween(this.firstToken(node) + 1, this.firstToken(list));
    const definition: RecordDefinition = {
      members: list.children.flatMap((child) => this.member(child)),
      attributes: [...leading, ...trailing].map((attribute) => this.attribute(attribute)),
      pack: this.pack,
      token: this.origin(tagNode ?? node),
    };
    return { kind: "record", record, tag, definition };
  }

  private member(node: SyntaxNode): Member[] {
    if (node.type !== "field_declaration") throw new NotUnderstood(`${words(node.type)} among members`);
    const { base, declarators, widths } = this.specifiers(node);
    if (declarators.length === 0) {
      return [{ name: null, type: base.type, bitWidth: null, attributes: base.attributes, token: this.origin(node) }];
    }
    return declarators.map((declarator) => {
      const { name, type } = this.declarator(declarator, base.type);
      const width = widths.get(declarator);
      const spelling = name === null ? null : this.text(name);
      return {
        name: spelling === unnamedBitField ? null : spelling,
        type,
        bitWidth: width === undefined ? null : this.expression(width.children[0] as SyntaxNode),
        attributes: [...base.attributes, ...this.attributesAfter(width ?? declarator)],
        token: this.origin(name ?? node),
      };
    });
  }

  private enumeration(node: SyntaxNode, trailing: readonly RawAttribute[]): CType {
    const tagNode = node.children.find((child) => child.type === "type_identifier");
    const list = node.children.find((child) => child.type === "enumerator_list");
    const tag = tagNode === undefined ? null : this.text(tagNode);
    if (list === undefined) return { kind: "enum", tag, definition: null };
    const underlying =
      this.plain.underlying.get(this.endToken(tagNode ?? node) - 1) ?? this.plain.underlying.get(this.firstToken(node));
    const definition: EnumDefinition = {
      enumerators: list.children.map((child) => {
        const [name, value] = child.children;
        if (child.type !== "enumerator" || name === undefined)
          throw new NotUnderstood(`${words(child.type)} among enumerators`);
        return {
          name: this.text(name),
          value: value === undefined ? null : this.expression(value),
          token: this.origin(name),
        };
      }),
      attributes: [...this.attributesBetween(this.firstToken(node) + 1, this.firstToken(list)), ...trailing].map(
        (attribute) => this.attribute(attribute),
      ),
      underlying: underlying === undefined ? null : this.parser.typeName(underlying),
      token: this.origin(tagNode ?? node),
    };
    return { kind: "enum", tag, definition };
  }

  /** Wraps `type` in what a declarator says of it, from the outside in (C11 6.7.6). */
  private declarator(node: SyntaxNode, type: CType): { name: SyntaxNode | null; type: CType } {
    const inner = node.children.find((child) => isDeclarator(child.type));
    const further = (wrapped: CType) =>
      inner === undefined ? { name: null, type: wrapped } : this.declarator(inner, wrapped);
    switch (node.type) {
      case "identifier":
      case "field_identifier":
      case "type_identifier":
      case "primitive_type":
        return { name: node, type };
      case "parenthesized_declarator":
      case "abstract_parenthesized_declarator":
        return further(type);
      case "pointer_declarator":
      case "abstract_pointer_declarator": {
        const qualifiers = node.children
          .filter((child) => child.type === "type_qualifier")
          .map((child) => this.text(child));
        this.only(node, ["type_qualifier"]);
        return further(qualify({ kind: "pointer", to: type }, new Set(qualifiers)));
      }
      case "array_declarator":
      case "abstract_array_declarator": {
        const size = node.children.find((child) => child.field === "size");
        const name = node.children.find((child) => child.field === "declarator");
        const qualifiers = node.children
          .filter((child) => child.type === "type_qualifier")
          .map((child) => this.text(child));
        const length = size === undefined ? null : this.expression(size);
        const array = qualify({ kind: "array", of: type, length }, new Set(qualifiers));
        return name === undefined ? { name: null, type: array } : this.declarator(name, array);
      }
      case "function_declarator":
      case "abstract_function_declarator": {
        const list = node.children.find((child) => child.type === "parameter_list");
        if (list === undefined) throw new NotUnderstood("a function without a parameter list");
        this.only(node, ["parameter_list"]);
        return further(this.functionType(list, type));
      }
      default:
        throw new NotUnderstood(`${words(node.type)} in a declarator`);
    }
  }

  private functionType(list: SyntaxNode, returns: CType): CType {
    const parameters: Parameter[] = [];
    let variadic = false;
    for (const child of list.children) {
      if (child.type === "variadic_parameter") variadic = true;
      else if (child.type === "parameter_declaration") parameters.push(this.parameter(child));
      else throw new NotUnderstood(`${words(child.type)} among parameters`);
    }
    const [only] = parameters;
    const isVoid =
      parameters.length === 1 && only?.name === null && only.type.kind === "basic" && only.type.name === "void";
    return {
      kind: "function",
      returns,
      parameters: isVoid ? [] : parameters,
      variadic,
      prototype: list.children.length > 0,
    };
  }

  private parameter(node: SyntaxNode): Parameter {
    const { base, declarators } = this.specifiers(node);
    const [declarator] = declarators;
    if (declarator === undefined) return { name: null, type: base.type };
    const { name, type } = this.declarator(declarator, base.type);
    return { name: name === null ? null : this.text(name), type };
  }

  private expression(node: SyntaxNode): Expression {
    return parseExpression(this.tokensOf(node), this.parser);
  }

  private attribute(raw: RawAttribute): Attribute {
    const { name, argument, alignas } = raw;
    const [first] = argument;
    if (first === undefined) return { name, argument: null, alignas };
    if (first.kind === TokenKind.string) return { name, argument: first.text.slice(1, -1), alignas };
    if (name !== "aligned") return { name, argument: spellTokens(argument), alignas };
    const value = parseExpression(argument, this.parser);
    if (value.kind !== "unknown" && !(value.kind === "name" && alignas)) return { name, argument: value, alignas };
    const type = alignas ? this.parser.typeName(argument) : null;
    return { name, argument: type ?? value, alignas };
  }

  private attributesBetween(from: number, to: number): RawAttribute[] {
    return this.plain.attributes.filter(({ at }) => at >= from && at <= to).map(({ attribute }) => attribute);
  }

  private attributesAt(token: number): RawAttribute[] {
    return this.attributesBetween(token, token);
  }

  private attributesBefore(node: SyntaxNode): RawAttribute[] {
    return isBraced(node) ? this.attributesAt(this.endToken(node)) : [];
  }

  /** Of a declarator: those between its end and the next `,` or the end. */
  private attributesAfter(declarator: SyntaxNode): Attribute[] {
    const inside = this.attributesBetween(this.firstToken(declarator) + 1, this.endToken(declarator));
    return inside.map((attribute) => this.attribute(attribute));
  }

  private only(node: SyntaxNode, types: readonly string[]): void {
    for (const child of node.children) {
      if (!types.includes(child.type) && !isDeclarator(child.type))
        throw new NotUnderstood(`${words(child.type)} in a declarator`);
    }
  }

  /** The kept token that begins at or after an offset. */
  private tokenAt(offset: number): number {
    let low = 0;
    let high = this.offsets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.offsets[middle] as number) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private firstToken(node: SyntaxNode): number {
    return this.tokenAt(node.start - this.start);
  }

  private endToken(node: SyntaxNode): number {
    return this.tokenAt(node.end - this.start);
  }

  private tokensBetween(from: number, to: number): Token[] {
    return this.plain.tokens.slice(from, to);
  }

  private tokensOf(node: SyntaxNode): Token[] {
    return this.tokensBetween(this.firstToken(node), this.endToken(node));
  }

  private text(node: SyntaxNode): string {
    return this.plain.tokens[this.firstToken(node)]?.text ?? "";
  }

  /** The index among the unit's own tokens. */
  private origin(node: SyntaxNode): number {
    return this.plain.origins[this.firstToken(node)] ?? 0;
  }
}

const typeNodes = new Set(
  "primitive_type sized_type_specifier type_identifier struct_specifier union_specifier enum_specifier".split(" "),
);
const isTypeNode = (type: string): boolean => typeNodes.has(type);
const isDeclarator = (type: string): boolean =>
  type.endsWith("_declarator") || type === "identifier" || type === "field_identifier" || type === "type_identifier";
const isBraced = (node: SyntaxNode): boolean =>
  node.children.some(({ type }) => type === "field_declaration_list" || type === "enumerator_list");
const words = (type: string): string => type.replaceAll("_", " ");

function qualify(type: CType, qualifiers: ReadonlySet<string>): CType {
  const atomic: CType = qualifiers.has("_Atomic") ? { kind: "atomic", type } : type;
  const flags = {
    const: qualifiers.has("const"),
    volatile: qualifiers.has("volatile"),
    restrict: qualifiers.has("restrict"),
  };
  return flags.const || flags.volatile || flags.restrict ? { kind: "qualified", ...flags, type: atomic } : atomic;
}
