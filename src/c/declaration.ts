import { basicType } from "./basic-type.ts";
import { parseExpression, type TypeReader } from "./expression.ts";
import { type RawAttribute, unnamedBitField } from "./plain-tokens.ts";
import type { SyntaxText } from "./syntax.ts";
import { printTokens, TokenKind } from "./token.ts";
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

/** The grammar produced something that is not C, or C that is not supported. */
export class NotUnderstood extends Error {}

/** The part before the declarators: a type with its qualifiers, and the attributes that apply to each declarator. */
interface Base {
  type: CType;
  attributes: Attribute[];
}

/** Converts tree-sitter's nodes of one declaration to data. A node type not listed here throws NotUnderstood. */
export class DeclarationReader {
  readonly #source: SyntaxText;
  readonly #types: TypeReader;

  constructor(source: SyntaxText, types: TypeReader) {
    this.#source = source;
    this.#types = types;
  }

  /** The declarators of an external declaration. Throws NotUnderstood. */
  declarations(node: SyntaxNode): Declaration[] {
    const { storage, inline } = this.#source.plain;
    const common = { storage: storage === "typedef" ? null : storage, inline };
    if (isTypeNode(node.type)) {
      const type = this.#specifier(node, this.#attributesBefore(node));
      const declares = (type.kind === "record" || type.kind === "enum") && !this.#source.hasBody;
      if (!declares) throw new NotUnderstood("it declares nothing");
      return [{ kind: "type", name: "", type, ...common, attributes: [], token: this.#source.origin(node) }];
    }
    if (node.type !== "declaration") throw new NotUnderstood(`a declaration was expected, not ${words(node.type)}`);
    const { base, declarators, widths } = this.#specifiers(node);
    if (widths.size > 0) throw new NotUnderstood("a bit-field outside of a struct");
    const declarations = declarators.map((declarator): Declaration => {
      const { name, type: written } = this.#declarator(declarator, base.type);
      if (name === null) throw new NotUnderstood("a declarator without a name");
      const attributes = [...base.attributes, ...this.#attributesAfter(declarator)];
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
    const { base, declarators } = this.#specifiers(node);
    return declarators.length === 0 ? base.type : this.#declarator(declarators[0] as SyntaxNode, base.type).type;
  }

  /** The declaration specifiers, and the declarators that follow. */
  #specifiers(node: SyntaxNode): { base: Base; declarators: SyntaxNode[]; widths: Map<SyntaxNode, SyntaxNode> } {
    const qualifiers = new Set<string>();
    const declarators: SyntaxNode[] = [];
    const widths = new Map<SyntaxNode, SyntaxNode>();
    let specifier: SyntaxNode | null = null;
    for (const child of node.children) {
      if (child.type === "type_qualifier") qualifiers.add(this.#source.word(child));
      else if (specifier === null && isTypeNode(child.type)) specifier = child;
      else if (child.type === "bitfield_clause") widths.set(declarators.at(-1) as SyntaxNode, child);
      else if (isDeclarator(child.type)) declarators.push(child);
      else if (child.type !== "storage_class_specifier")
        throw new NotUnderstood(`${words(child.type)} in a declaration`);
    }
    if (specifier === null) throw new NotUnderstood("a declaration without a type");
    const first = declarators[0];
    const leading = this.#attributesBetween(
      this.#source.first(node),
      first === undefined ? this.#source.end(specifier) : this.#source.first(first),
    );
    const inner = this.#attributesBetween(this.#source.first(specifier) + 1, this.#source.end(specifier) - 1);
    // GCC: an attribute right after the closing brace belongs to the type.
    const trailing = isBraced(specifier) ? this.#attributesAt(this.#source.end(specifier)) : [];
    const isOfRecord = (attribute: RawAttribute) => inner.includes(attribute) || trailing.includes(attribute);
    const attributes = leading
      .filter((attribute) => !isOfRecord(attribute))
      .map((attribute) => this.#attribute(attribute));
    const type = this.#specifier(specifier, isBraced(specifier) ? trailing : []);
    return { base: { type: qualify(type, qualifiers), attributes }, declarators, widths };
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
        throw new NotUnderstood(`${words(node.type)} where a type belongs`);
    }
  }

  #named(name: string): CType {
    const placeholder = this.#source.plain.placeholders.get(name);
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
    const leading = this.#attributesBetween(this.#source.first(node) + 1, this.#source.first(list));
    const definition: RecordDefinition = {
      members: this.#types.nesting.deeper(() => list.children.flatMap((child) => this.#member(child))),
      attributes: [...leading, ...trailing].map((attribute) => this.#attribute(attribute)),
      pack: this.#source.pack,
      token: this.#source.origin(tagNode ?? node),
    };
    return { kind: "record", record, tag, definition };
  }

  #member(node: SyntaxNode): Member[] {
    if (node.type !== "field_declaration") throw new NotUnderstood(`${words(node.type)} among members`);
    const { base, declarators, widths } = this.#specifiers(node);
    if (declarators.length === 0) {
      return [
        { name: null, type: base.type, bitWidth: null, attributes: base.attributes, token: this.#source.origin(node) },
      ];
    }
    return declarators.map((declarator) => {
      const { name, type } = this.#declarator(declarator, base.type);
      const width = widths.get(declarator);
      const spelling = name === null ? null : this.#source.word(name);
      const attributes = [...base.attributes, ...this.#attributesAfter(width ?? declarator)];
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
      this.#source.plain.underlying.get(this.#source.end(tagNode ?? node) - 1) ??
      this.#source.plain.underlying.get(this.#source.first(node));
    const definition: EnumDefinition = {
      enumerators: list.children.map((child) => {
        const [name, value] = child.children;
        if (child.type !== "enumerator" || name === undefined)
          throw new NotUnderstood(`${words(child.type)} among enumerators`);
        return {
          name: this.#source.word(name),
          value: value === undefined ? null : this.#expression(value),
          token: this.#source.origin(name),
        };
      }),
      attributes: [...this.#attributesBetween(this.#source.first(node) + 1, this.#source.first(list)), ...trailing].map(
        (attribute) => this.#attribute(attribute),
      ),
      underlying: underlying === undefined ? null : this.#types.typeName(underlying),
      token: this.#source.origin(tagNode ?? node),
    };
    return { kind: "enum", tag, definition };
  }

  /** Applies a declarator to `type`, from the outside in (C11 6.7.6). */
  #declarator(node: SyntaxNode, type: CType): { name: SyntaxNode | null; type: CType } {
    const inner = node.children.find((child) => isDeclarator(child.type));
    const further = (wrapped: CType) =>
      inner === undefined ? { name: null, type: wrapped } : this.#inner(inner, wrapped);
    switch (node.type) {
      case "identifier":
      case "field_identifier":
      case "type_identifier":
        if (!this.#source.isName(node)) throw new NotUnderstood("a type where a name belongs");
        return { name: node, type };
      case "parenthesized_declarator":
      case "abstract_parenthesized_declarator":
        return further(type);
      case "pointer_declarator":
      case "abstract_pointer_declarator": {
        const qualifiers = node.children
          .filter((child) => child.type === "type_qualifier")
          .map((child) => this.#source.word(child));
        this.#only(node, ["type_qualifier"]);
        return further(qualify({ kind: "pointer", to: type }, new Set(qualifiers)));
      }
      case "array_declarator":
      case "abstract_array_declarator": {
        const size = node.children.find((child) => child.field === "size");
        const name = node.children.find((child) => child.field === "declarator");
        const qualifiers = node.children
          .filter((child) => child.type === "type_qualifier")
          .map((child) => this.#source.word(child));
        const length = size === undefined ? null : this.#expression(size);
        if (type.kind === "function") throw new NotUnderstood("an array of functions");
        const array = qualify({ kind: "array", of: type, length }, new Set(qualifiers));
        return name === undefined ? { name: null, type: array } : this.#inner(name, array);
      }
      case "function_declarator":
      case "abstract_function_declarator": {
        const list = node.children.find((child) => child.type === "parameter_list");
        if (list === undefined) throw new NotUnderstood("a function without a parameter list");
        if (inner === undefined) {
          const name = this.#parenthesizedName(list);
          if (name !== null) return { name, type };
        }
        this.#only(node, ["parameter_list"]);
        return further(this.#functionType(list, type));
      }
      default:
        throw new NotUnderstood(`${words(node.type)} in a declarator`);
    }
  }

  #inner(declarator: SyntaxNode, type: CType): { name: SyntaxNode | null; type: CType } {
    return this.#types.nesting.deeper(() => this.#declarator(declarator, type));
  }

  /**
   * The `x` of a parameter `T (x)` where `x` is not a type: the grammar parses it as a function's parameter (C11
   * 6.7.6.3p11).
   */
  #parenthesizedName(list: SyntaxNode): SyntaxNode | null {
    const [parameter, ...more] = list.children;
    const [name, ...rest] = parameter?.children ?? [];
    if (name?.type !== "type_identifier" || more.length > 0) return null;
    if (this.#types.isTypeName(this.#source.word(name)) || !this.#source.isName(name)) return null;
    if (rest.length > 0) throw new NotUnderstood("a declarator in parentheses");
    return name;
  }

  #functionType(list: SyntaxNode, returns: CType): CType {
    if (returns.kind === "function" || returns.kind === "array")
      throw new NotUnderstood("a function that returns a function or an array");
    const parameters: Parameter[] = [];
    let variadic = false;
    for (const child of list.children) {
      if (child.type === "variadic_parameter") variadic = true;
      else if (child.type === "parameter_declaration")
        parameters.push(this.#types.nesting.deeper(() => this.#parameter(child)));
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

  #parameter(node: SyntaxNode): Parameter {
    const { base, declarators } = this.#specifiers(node);
    const [declarator] = declarators;
    if (declarator === undefined) return { name: null, type: base.type };
    const { name, type } = this.#declarator(declarator, base.type);
    return { name: name === null ? null : this.#source.word(name), type };
  }

  #expression(node: SyntaxNode): Expression {
    const tokens = this.#source.plain.expressions.get(this.#source.first(node)) ?? this.#source.tokensOf(node);
    return parseExpression(tokens, this.#types);
  }

  #attribute(raw: RawAttribute): Attribute {
    const { name, argument, alignas } = raw;
    const [first] = argument;
    if (first === undefined) return { name, argument: null, alignas };
    if (first.kind === TokenKind.string) return { name, argument: first.text.slice(1, -1), alignas };
    if (name !== "aligned") return { name, argument: printTokens(argument), alignas };
    const value = parseExpression(argument, this.#types);
    if (value.kind !== "unknown" && !(value.kind === "name" && alignas)) return { name, argument: value, alignas };
    const type = alignas ? this.#types.typeName(argument) : null;
    return { name, argument: type ?? value, alignas };
  }

  #attributesBetween(from: number, to: number): RawAttribute[] {
    return this.#source.plain.attributes.filter(({ at }) => at >= from && at <= to).map(({ attribute }) => attribute);
  }

  #attributesAt(token: number): RawAttribute[] {
    return this.#attributesBetween(token, token);
  }

  #attributesBefore(node: SyntaxNode): RawAttribute[] {
    return isBraced(node) ? this.#attributesAt(this.#source.end(node)) : [];
  }

  /** The attributes inside a declarator or between it and the next `,`, without those of its parameters. */
  #attributesAfter(declarator: SyntaxNode): Attribute[] {
    const ofParameters = parameterLists(declarator).flatMap((list) =>
      this.#attributesBetween(this.#source.first(list) + 1, this.#source.end(list) - 1),
    );
    return this.#attributesBetween(this.#source.first(declarator) + 1, this.#source.end(declarator))
      .filter((attribute) => !ofParameters.includes(attribute))
      .map((attribute) => this.#attribute(attribute));
  }

  #only(node: SyntaxNode, types: readonly string[]): void {
    for (const child of node.children) {
      if (!types.includes(child.type) && !isDeclarator(child.type))
        throw new NotUnderstood(`${words(child.type)} in a declarator`);
    }
  }
}

const typeNodes = new Set(
  "primitive_type sized_type_specifier type_identifier struct_specifier union_specifier enum_specifier".split(" "),
);
const isTypeNode = (type: string): boolean => typeNodes.has(type);
const isDeclarator = (type: string): boolean =>
  type.endsWith("_declarator") || type === "identifier" || type === "field_identifier" || type === "type_identifier";
const parameterLists = (node: SyntaxNode): SyntaxNode[] =>
  node.type === "parameter_list" ? [node] : node.children.flatMap(parameterLists);
const isBraced = (node: SyntaxNode): boolean =>
  node.children.some(({ type }) => type === "field_declaration_list" || type === "enumerator_list");
const words = (type: string): string => type.replaceAll("_", " ");

/** The type that `mode(DI)`, `vector_size(16)` and their like make of the one written: which one is not modelled. */
function retyped(type: CType, attributes: readonly Attribute[]): CType {
  const attribute = attributes.find(({ name }) => /^(mode|(ext_|neon_)?vector_(size|type))$/.test(name));
  return attribute === undefined ? type : { kind: "typeof", text: attribute.name };
}

function qualify(type: CType, qualifiers: ReadonlySet<string>): CType {
  const atomic: CType = qualifiers.has("_Atomic") ? { kind: "atomic", type } : type;
  const flags = {
    const: qualifiers.has("const"),
    volatile: qualifiers.has("volatile"),
    restrict: qualifiers.has("restrict"),
  };
  return flags.const || flags.volatile || flags.restrict ? { kind: "qualified", ...flags, type: atomic } : atomic;
}
