import { AttributeReader } from "./attribute-reader.ts";
import { basicType } from "./basic-type.ts";
import { DeclaratorNodeReader, isDeclarator, qualify } from "./declarator.ts";
import { parseExpression, type TypeReader } from "./expression.ts";
import { NotUnderstood } from "./not-understood.ts";
import { type RawAttribute, unnamedBitField } from "./plain-tokens.ts";
import type { SyntaxText } from "./syntax.ts";
import { printTokens } from "./token.ts";
import type { SyntaxNode } from "./tree-sitter.ts";
import type {
  Attribute,
  CType,
  Declaration,
  EnumDefinition,
  Expression,
  Member,
  Parameter,
  RecordDefinition,
} from "./types.ts";

/** The part before the declarators, and these. */
interface Specified {
  /** With its qualifiers. */
  type: CType;
  /** Those that apply to each declarator. */
  attributes: Attribute[];
  declarators: SyntaxNode[];
  /** The widths of bit-fields; null if there are none. */
  widths: Map<SyntaxNode, SyntaxNode> | null;
}

/** Converts tree-sitter's nodes of one declaration to data. Any node that is not expected throws NotUnderstood. */
export class DeclarationReader {
  readonly #source: SyntaxText;
  readonly #types: TypeReader;
  readonly #attributes: AttributeReader;
  readonly #declarators: DeclaratorNodeReader;

  constructor(source: SyntaxText, types: TypeReader) {
    this.#source = source;
    this.#types = types;
    this.#attributes = new AttributeReader(source, types);
    this.#declarators = new DeclaratorNodeReader(source, types, (node) => this.#parameter(node));
  }

  /** The declarators of an external declaration. Throws NotUnderstood. */
  declarations(node: SyntaxNode): Declaration[] {
    const { storage, inline } = this.#source.plain;
    const common = { storage: storage === "typedef" ? null : storage, inline };
    if (isTypeNode(node.type)) {
      const type = this.#specifier(node, this.#attributes.afterBrace(node));
      const declares = (type.kind === "record" || type.kind === "enum") && !this.#source.hasBody;
      if (!declares) throw new NotUnderstood("it declares nothing");
      return [{ kind: "type", name: "", type, ...common, attributes: [], token: this.#source.origin(node) }];
    }
    if (node.type !== "declaration") throw NotUnderstood.node(node, "where a declaration belongs");
    const { type: specified, attributes: leading, declarators, widths } = this.#specifiers(node);
    if (widths !== null) throw new NotUnderstood("a bit-field outside of a struct");
    const declarations = declarators.map((declarator): Declaration => {
      const { name, type: written } = this.#declarators.read(declarator, specified);
      if (name === null) throw new NotUnderstood("a declarator without a name");
      const attributes = [...leading, ...this.#attributes.afterDeclarator(declarator)];
      const type = retyped(written, attributes);
      const kind = storage === "typedef" ? "typedef" : type.kind === "function" ? "function" : "variable";
      return { kind, name: this.#source.word(name), type, ...common, attributes, token: this.#source.origin(name) };
    });
    const isFunction = declarations.length === 1 && declarations[0]?.kind === "function";
    if (this.#source.hasBody && !isFunction)
      throw new NotUnderstood("braces after a declarator that is not a function");
    return declarations;
  }

  /** A type-name, such as the `int (*)(void)` of a cast or `sizeof`. */
  typeDescriptor(node: SyntaxNode): CType {
    const { type, declarators } = this.#specifiers(node);
    return declarators.length === 0 ? type : this.#declarators.read(declarators[0] as SyntaxNode, type).type;
  }

  /** The declaration specifiers, and the declarators that follow. */
  #specifiers(node: SyntaxNode): Specified {
    const qualifiers: string[] = [];
    const declarators: SyntaxNode[] = [];
    let widths: Map<SyntaxNode, SyntaxNode> | null = null;
    let specifier: SyntaxNode | null = null;
    for (let index = 0; index < node.children.length; index++) {
      const child = node.children[index] as SyntaxNode;
      if (child.type === "type_qualifier") qualifiers.push(this.#source.word(child));
      else if (specifier === null && isTypeNode(child.type)) specifier = child;
      else if (child.type === "bitfield_clause") {
        widths ??= new Map();
        widths.set(declarators.at(-1) as SyntaxNode, child);
      } else if (isDeclarator(child)) declarators.push(child);
      else if (child.type !== "storage_class_specifier") throw NotUnderstood.node(child, "in a declaration");
    }
    if (specifier === null) throw new NotUnderstood("a declaration without a type");
    const attributes = this.#attributes.beforeDeclarators(node, specifier, declarators[0]);
    const type = this.#specifier(specifier, this.#attributes.afterBrace(specifier));
    return { type: qualify(type, qualifiers), attributes, declarators, widths };
  }

  #specifier(node: SyntaxNode, trailing: readonly RawAttribute[]): CType {
    switch (node.type) {
      case "primitive_type":
      case "sized_type_specifier": {
        const texts = this.#source.tokensOf(node).map((token) => token.text);
        const basic = basicType(texts);
        if (basic !== null) return { kind: "basic", name: basic };
        if (texts.length === 1) return { kind: "named", name: texts[0] as string };
        throw new NotUnderstood(`"${texts.join(" ")}" is not a type`);
      }
      case "type_identifier":
        return this.#named(this.#source.word(node));
      case "struct_specifier":
      case "union_specifier":
        return this.#record(node, node.type === "struct_specifier" ? "struct" : "union", trailing);
      case "enum_specifier":
        return this.#enumeration(node, trailing);
      default:
        throw NotUnderstood.node(node, "where a type belongs");
    }
  }

  #named(name: string): CType {
    const placeholder = this.#source.plain.placeholders?.get(name);
    if (placeholder !== undefined) {
      if (placeholder.kind === "typeof") return { kind: "typeof", text: printTokens(placeholder.tokens) };
      const type = this.#types.typeName(placeholder.tokens);
      if (type === null) throw new NotUnderstood(`_Atomic(${printTokens(placeholder.tokens)}) is not a type`);
      return { kind: "atomic", type };
    }
    const basic = basicType([name]);
    return basic === null ? { kind: "named", name } : { kind: "basic", name: basic };
  }

  #record(node: SyntaxNode, record: "struct" | "union", trailing: readonly RawAttribute[]): CType {
    const tagNode = node.children.find((child) => child.type === "type_identifier");
    const list = node.children.find((child) => child.type === "field_declaration_list");
    const tag = tagNode === undefined ? null : this.#source.word(tagNode);
    if (list === undefined)
      return { kind: "record", record, tag, definition: null, token: this.#source.origin(tagNode ?? node) };
    const leading = this.#attributes.between(this.#source.first(node) + 1, this.#source.first(list));
    const definition: RecordDefinition = {
      members: this.#types.nesting.deeper(() => list.children.flatMap((child) => this.#member(child))),
      attributes: this.#attributes.readAll([...leading, ...trailing]),
      pack: this.#source.pack,
      token: this.#source.origin(tagNode ?? node),
    };
    return { kind: "record", record, tag, definition };
  }

  #member(node: SyntaxNode): Member[] {
    if (node.type !== "field_declaration") throw NotUnderstood.node(node, "among members");
    const { type: specified, attributes: leading, declarators, widths } = this.#specifiers(node);
    if (declarators.length === 0) {
      return [{ name: null, type: specified, bitWidth: null, attributes: leading, token: this.#source.origin(node) }];
    }
    return declarators.map((declarator) => {
      const { name, type } = this.#declarators.read(declarator, specified);
      const width = widths?.get(declarator);
      const spelling = name === null ? null : this.#source.word(name);
      const attributes = [...leading, ...this.#attributes.afterDeclarator(width ?? declarator)];
      return {
        name: spelling === unnamedBitField ? null : spelling,
        type: retyped(type, attributes),
        bitWidth: width === undefined ? null : this.#expression(width.children[0] as SyntaxNode),
        attributes,
        token: this.#source.origin(name ?? node),
      };
    });
  }

  #enumeration(node: SyntaxNode, trailing: readonly RawAttribute[]): CType {
    const tagNode = node.children.find((child) => child.type === "type_identifier");
    const list = node.children.find((child) => child.type === "enumerator_list");
    const tag = tagNode === undefined ? null : this.#source.word(tagNode);
    if (list === undefined) return { kind: "enum", tag, definition: null };
    const underlying =
      this.#source.plain.underlying?.get(this.#source.end(tagNode ?? node) - 1) ??
      this.#source.plain.underlying?.get(this.#source.first(node));
    const leading = this.#attributes.between(this.#source.first(node) + 1, this.#source.first(list));
    const definition: EnumDefinition = {
      enumerators: list.children.map((child) => {
        const [name, value] = child.children;
        if (child.type !== "enumerator" || name === undefined) throw NotUnderstood.node(child, "among enumerators");
        return {
          name: this.#source.word(name),
          value: value === undefined ? null : this.#expression(value),
          token: this.#source.origin(name),
        };
      }),
      attributes: this.#attributes.readAll([...leading, ...trailing]),
      underlying: underlying === undefined ? null : this.#types.typeName(underlying),
      token: this.#source.origin(tagNode ?? node),
    };
    return { kind: "enum", tag, definition };
  }

  #parameter(node: SyntaxNode): Parameter {
    const { type: specified, declarators } = this.#specifiers(node);
    if (declarators.length === 0) return { name: null, type: specified };
    const { name, type } = this.#declarators.read(declarators[0] as SyntaxNode, specified);
    return { name: name === null ? null : this.#source.word(name), type };
  }

  #expression(node: SyntaxNode): Expression {
    return parseExpression(this.#source.expression(node), this.#types);
  }
}

const typeNodes = new Set(
  "primitive_type sized_type_specifier type_identifier struct_specifier union_specifier enum_specifier".split(" "),
);
const isTypeNode = (type: string): boolean => typeNodes.has(type);

/** The type that `mode(DI)`, `vector_size(16)` and their like make of the one written: which one is not modelled. */
function retyped(type: CType, attributes: readonly Attribute[]): CType {
  const attribute = attributes.find(({ name }) => /^(mode|(ext_|neon_)?vector_(size|type))$/.test(name));
  return attribute === undefined ? type : { kind: "typeof", text: attribute.name };
}
