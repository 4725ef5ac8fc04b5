import { parseExpression, type TypeReader } from "./expression.ts";
import { NotUnderstood } from "./not-understood.ts";
import type { SyntaxText } from "./syntax.ts";
import type { SyntaxNode } from "./tree-sitter.ts";
import type { CType, Parameter } from "./types.ts";

/** Reads declarators (C11 6.7.6): `*`, `[…]`, `(…)` around a name, which may be absent. */
export class DeclaratorNodeReader {
  readonly #source: SyntaxText;
  readonly #types: TypeReader;
  readonly #parameter: (node: SyntaxNode) => Parameter;

  /** @param parameter reads a parameter-declaration (C11 6.7.6), which has specifiers of its own */
  constructor(source: SyntaxText, types: TypeReader, parameter: (node: SyntaxNode) => Parameter) {
    this.#source = source;
    this.#types = types;
    this.#parameter = parameter;
  }

  /** Applies a declarator to `type`, from the outside in. Throws NotUnderstood. */
  read(node: SyntaxNode, type: CType): { name: SyntaxNode | null; type: CType } {
    const inner = node.children.find(isDeclarator);
    switch (node.type) {
      case "identifier":
      case "field_identifier":
      case "type_identifier":
        if (!this.#source.isName(node)) throw new NotUnderstood("a type where a name belongs");
        return { name: node, type };
      case "parenthesized_declarator":
      case "abstract_parenthesized_declarator":
        return this.#inner(inner, type);
      case "pointer_declarator":
      case "abstract_pointer_declarator": {
        this.#only(node, "type_qualifier");
        return this.#inner(inner, qualify({ kind: "pointer", to: type }, this.#qualifiers(node)));
      }
      case "array_declarator":
      case "abstract_array_declarator": {
        const size = node.children.find((child) => child.field === "size");
        const name = node.children.find((child) => child.field === "declarator");
        const length = size === undefined ? null : parseExpression(this.#source.expression(size), this.#types);
        if (type.kind === "function") throw new NotUnderstood("an array of functions");
        return this.#inner(name, qualify({ kind: "array", of: type, length }, this.#qualifiers(node)));
      }
      case "function_declarator":
      case "abstract_function_declarator": {
        const list = node.children.find((child) => child.type === "parameter_list");
        if (list === undefined) throw new NotUnderstood("a function without a parameter list");
        if (inner === undefined) {
          const name = this.#parenthesizedName(list);
          if (name !== null) return { name, type };
        }
        this.#only(node, "parameter_list");
        return this.#inner(inner, this.#function(list, type));
      }
      default:
        throw NotUnderstood.node(node, "in a declarator");
    }
  }

  /** The same of a declarator in another, if there is one. */
  #inner(declarator: SyntaxNode | undefined, type: CType): { name: SyntaxNode | null; type: CType } {
    if (declarator === undefined) return { name: null, type };
    return this.#types.nesting.deeper(() => this.read(declarator, type));
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

  #function(list: SyntaxNode, returns: CType): CType {
    if (returns.kind === "function" || returns.kind === "array")
      throw new NotUnderstood("a function that returns a function or an array");
    const variadic = list.children.at(-1)?.type === "variadic_parameter";
    const named = variadic ? list.children.slice(0, -1) : list.children;
    const parameters = named.map((child) => {
      if (child.type !== "parameter_declaration") throw NotUnderstood.node(child, "among parameters");
      return this.#types.nesting.deeper(() => this.#parameter(child));
    });
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

  #qualifiers(node: SyntaxNode): readonly string[] {
    if (!node.children.some(isQualifier)) return none;
    return node.children.filter(isQualifier).map((qualifier) => this.#source.word(qualifier));
  }

  /** Throws if anything but this type of node stands beside a declarator. */
  #only(node: SyntaxNode, type: string): void {
    for (let index = 0; index < node.children.length; index++) {
      const child = node.children[index] as SyntaxNode;
      if (child.type !== type && !isDeclarator(child)) throw NotUnderstood.node(child, "in a declarator");
    }
  }
}

/** By the type of a node of tree-sitter-c; an identifier is the innermost declarator. */
export const isDeclarator = ({ type }: SyntaxNode): boolean =>
  type.endsWith("_declarator") || type === "identifier" || type === "field_identifier" || type === "type_identifier";

const none: readonly string[] = [];
const isQualifier = ({ type }: SyntaxNode): boolean => type === "type_qualifier";

/** The qualified version of a type (C11 6.7.3). */
export function qualify(type: CType, qualifiers: readonly string[]): CType {
  if (qualifiers.length === 0) return type;
  const atomic: CType = qualifiers.includes("_Atomic") ? { kind: "atomic", type } : type;
  const flags = {
    const: qualifiers.includes("const"),
    volatile: qualifiers.includes("volatile"),
    restrict: qualifiers.includes("restrict"),
  };
  return flags.const || flags.volatile || flags.restrict ? { kind: "qualified", ...flags, type: atomic } : atomic;
}
