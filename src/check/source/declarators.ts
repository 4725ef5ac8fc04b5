import { extensionWords } from "../../c/keywords.ts";
import { Token } from "../../c/token.ts";
import { beginsExpression } from "./primaries.ts";
import type { Binding, Scope } from "./scope.ts";
import { decayed, pointerTo, type Record, type Type, unknown } from "./type.ts";
import type { UnitReader } from "./unit-reader.ts";

/** A declarator (C11 6.7.6). */
export interface Declarator {
  /** Null for an abstract declarator, as in most prototypes. */
  name: Token | null;
  type: Type;
  /** The `(` of a function's parameters. */
  parameters: number | null;
  /** The qualifying class; null if there is none, or it is not known. */
  owner: Record | null;
  /** The qualifying namespace; null if there is none that was read. */
  namespace: Scope | null;
  isQualified: boolean;
}

/** The contents of a function declarator's parentheses. */
interface Parameters {
  types: readonly Type[] | null;
  isVariadic: boolean;
}

/** Reads declarators and type names. */
export class DeclaratorReader {
  readonly #unit: UnitReader;

  constructor(unit: UnitReader) {
    this.#unit = unit;
  }

  /** `const T *(*)[4]`, as in a cast. */
  typeName(): Type {
    const { type, isConst } = this.#unit.specifiers.read();
    return this.declarator(type ?? unknown, isConst).type;
  }

  /** After `new`: a type whose `(…)` are arguments. */
  newType(): Type {
    let type = this.#unit.specifiers.read().type ?? unknown;
    while (this.#unit.cursor.accept("*")) type = pointerTo(type);
    while (this.#unit.cursor.text() === "[") this.#unit.expressions.arguments();
    return type;
  }

  /** `isConst` applies to the base type. `isExternal`: outside of functions. */
  declarator(base: Type, isConst = false, isExternal = true): Declarator {
    const unit = this.#unit;
    const { cursor } = unit;
    let type = base;
    for (;;) {
      const text = cursor.text();
      if (text === "*" || text === "^") {
        type = pointerTo(type, isConst);
        isConst = false;
      } else if (text === "[" && cursor.text(1) === "[") {
        cursor.skipBrackets();
        continue;
      } else if (extensionWords.has(text)) {
        cursor.position++;
        if (cursor.text() === "(") cursor.skipBrackets();
        continue;
      } else if (/^_*const_*$/.test(text)) isConst = true;
      else if (text !== "&" && text !== "&&" && !(unit.specifiers.isPassed(text) && cursor.isIdentifier())) break;
      cursor.position++;
    }
    let inner: number | null = null;
    let name: Token | null = null;
    let owner: Record | null = null;
    let namespace: Scope | null = null;
    let isQualified = false;
    if (cursor.text() === "(" && this.#isNested()) {
      inner = cursor.position;
      cursor.skipBrackets();
    } else if (cursor.isIdentifier() || cursor.text() === "~" || cursor.text() === "::") {
      ({ name, owner, namespace, isQualified } = this.#declaredName());
    }
    let parameters: number | null = null;
    const suffixes: ((of: Type) => Type)[] = [];
    for (;;) {
      const text = cursor.text();
      if (text === "[" && cursor.text(1) === "[") cursor.skipBrackets();
      else if (text === "[") {
        const length = this.#length();
        suffixes.push((of) => ({ kind: "array", of, isConst, length }));
      } else if (text === "(") {
        if (inner === null && name !== null && !this.#holdsParameters(isExternal)) {
          const [only, ...others] = unit.expressions.arguments();
          if (only !== undefined && others.length === 0) unit.constraints.converts(only.value, type, null, only.start);
          break;
        }
        parameters ??= cursor.position;
        const { types, isVariadic } = this.#prototype();
        suffixes.push((returns) => ({ kind: "function", returns, parameters: types, isVariadic }));
      } else if (extensionWords.has(text)) {
        cursor.position++;
        if (cursor.text() === "(") cursor.skipBrackets();
      } else break;
    }
    for (const suffixed of suffixes.reverse()) type = suffixed(type);
    if (inner === null) return { name, type, parameters, owner, namespace, isQualified };
    const after = cursor.position;
    cursor.position = inner + 1;
    const nested = this.#nested(type, isExternal);
    cursor.position = after;
    // `int (f)(void)` is a function, `int (*f)(void)` is not.
    const isFunction = nested.parameters === null && nested.type === type;
    return { ...nested, parameters: isFunction ? parameters : nested.parameters };
  }

  /** `[4]`: the number, if it is just one. */
  #length(): number | null {
    const unit = this.#unit;
    const { cursor } = unit;
    const close = cursor.closer();
    cursor.position++;
    const isNumber = cursor.position === close - 1 && /^\d+$/.test(cursor.text());
    const length = isNumber ? Number(cursor.text()) : null;
    if (cursor.position < close) unit.expressions.expression();
    unit.leave(close);
    return length;
  }

  #nested(type: Type, isExternal: boolean): Declarator {
    const unit = this.#unit;
    if (unit.depth > 100)
      return { name: null, type: unknown, parameters: null, owner: null, namespace: null, isQualified: false };
    unit.depth++;
    const declarator = this.declarator(type, false, isExternal);
    unit.depth--;
    return declarator;
  }

  /** Whether a `(` contains a declarator instead of the parameters of an unnamed one. */
  #isNested(): boolean {
    const unit = this.#unit;
    const { cursor } = unit;
    const text = cursor.text(1);
    if (text === "*" || text === "&" || text === "&&" || text === "^" || text === "(") return true;
    if (extensionWords.has(text)) return true;
    if (/^__(?:cdecl|stdcall|fastcall)$/.test(text)) return true;
    // A reference to an undeclared class: no declarator has a `&` after its name.
    if (!cursor.isIdentifier(1) || /^&&?$/.test(cursor.text(2))) return false;
    return !unit.specifiers.startsType(cursor.position + 1) && !unit.specifiers.isPassed(text);
  }

  /**
   * Whether the parentheses after a name are a parameter list instead of a C++ initializer. Outside of functions, a name
   * that nothing declares may be a type of a missing header.
   */
  #holdsParameters(isExternal: boolean): boolean {
    const unit = this.#unit;
    const { cursor } = unit;
    if (cursor.text(1) === ")" || unit.specifiers.startsType(cursor.position + 1)) return true;
    if (!isExternal) return false;
    if (!unit.isCpp || cursor.text(1) === "..." || cursor.text(1) === "[") return true;
    const name = cursor.text(1);
    return cursor.isIdentifier(1) && !beginsExpression(name) && unit.scope.lookup(name)?.kind !== "object";
  }

  /** A declared name; in C++ with its qualification, or an operator's. */
  #declaredName(): Pick<Declarator, "name" | "owner" | "namespace" | "isQualified"> {
    const unit = this.#unit;
    const { cursor } = unit;
    const { position } = cursor;
    const qualifiers: string[] = [];
    let owner: Record | null = null;
    const isQualifier = () => cursor.isIdentifier() && (cursor.text(1) === "::" || this.#isQualifiedTemplate());
    while (unit.isCpp && (cursor.text() === "::" || isQualifier())) {
      if (cursor.isIdentifier()) {
        const outer = owner as Record | null;
        const type = outer?.innerType(cursor.text()) ?? unit.scope.lookup(cursor.text())?.type ?? unknown;
        owner = type.kind === "record" ? type : null;
        qualifiers.push(cursor.text());
        cursor.position++;
        cursor.position += cursor.text() === "<" ? cursor.anglesAt(0) : 0;
      }
      cursor.accept("::");
    }
    const isQualified = cursor.position > position;
    const namespace = unit.namespaceOf(qualifiers);
    cursor.accept("~");
    const token = cursor.token ?? null;
    if (token === null || !cursor.isIdentifier()) return { name: null, owner, namespace, isQualified };
    cursor.position++;
    if (token.text === "operator" && unit.isCpp) {
      const start = cursor.position;
      if (cursor.text() === "(") cursor.skipBrackets();
      while (cursor.position < cursor.end && cursor.text() !== "(" && cursor.text() !== ";") cursor.position++;
      const spelling = cursor.tokens.slice(start, cursor.position).map(({ text }) => text);
      const { kind, space, header, line, column, spelled } = token;
      const name = new Token(kind, `operator${spelling.join("")}`, space, header, line, false, column, spelled);
      return { name, owner, namespace, isQualified };
    }
    if (unit.isCpp && cursor.text() === "<") {
      const size = cursor.anglesAt(0);
      if (cursor.text(size) === "(") cursor.position += size;
    }
    return { name: token, owner, namespace, isQualified };
  }

  #isQualifiedTemplate(): boolean {
    const { cursor } = this.#unit;
    if (cursor.text(1) !== "<") return false;
    const size = cursor.anglesAt(1);
    return size > 0 && cursor.text(1 + size) === "::";
  }

  /** `A::B<C>::d` in an expression or type. */
  qualifiedName(): { type: Type; isType: boolean } {
    const unit = this.#unit;
    const { cursor } = unit;
    let type: Type = unknown;
    let isType = false;
    for (let isFirst = true; ; isFirst = false) {
      const { token } = cursor;
      if (token === undefined || !cursor.isIdentifier()) break;
      if (isFirst) {
        type = unit.name(token) ?? unknown;
        isType = unit.scope.lookup(token.text)?.kind === "type";
      } else {
        const record: Record | null = type.kind === "record" ? unit.definitionOf(type) : null;
        const inner: Type | null = record?.innerType(token.text) ?? null;
        const member = record?.memberType(token.text) ?? null;
        if (record !== null && unit.recorder.isOfApi(record)) unit.recorder.member(record, token, member !== null);
        type = inner ?? member ?? unknown;
        isType = inner !== null;
      }
      cursor.position++;
      if (cursor.text() === "<") {
        const end = cursor.position + cursor.anglesAt(0);
        if (end > cursor.position) {
          while (cursor.position < end - 1) unit.skip();
          cursor.position = end;
        }
      }
      if (!cursor.accept("::")) break;
      if (cursor.text() === "template") cursor.position++;
    }
    return { type, isType };
  }

  /** The parameters of a prototype, whose names have no scope beyond it. */
  #prototype(): Parameters {
    const unit = this.#unit;
    const { cursor } = unit;
    let parameters: Parameters = { types: null, isVariadic: false };
    unit.within(() => {
      parameters = this.bindParameters();
      // Specifiers allowed after the parameters of a C++ function, whose result may be told in terms of them.
      while (unit.isCpp && /^(?:const|noexcept|override|final|volatile|throw|&|&&|->)$/.test(cursor.text())) {
        const word = cursor.text();
        cursor.position++;
        if (cursor.text() === "(") cursor.skipBrackets();
        if (word === "->") this.typeName();
      }
    });
    return parameters;
  }

  /** From `(` to `)`: binds parameters as names. Those of a definition must be complete (C11 6.7.6.3p4). */
  bindParameters(isDefinition = false): Parameters {
    const unit = this.#unit;
    const { cursor } = unit;
    const close = cursor.closer();
    const types: Type[] = [];
    let isVariadic = false;
    let isNamed = true;
    cursor.position++;
    const isEmpty = cursor.position >= close;
    while (cursor.position < close) {
      const before = cursor.position;
      if (cursor.accept("...")) {
        isVariadic = true;
        continue;
      }
      const { type, isConst } = unit.specifiers.read();
      if (type === null) isNamed = false;
      if (cursor.position < close) {
        const declarator = this.declarator(type ?? unknown, isConst);
        types.push(decayed(declarator.type));
        if (declarator.name !== null) this.declare(declarator.name, "object", decayed(declarator.type), true);
        if (isDefinition) unit.constraints.complete(decayed(declarator.type), declarator.name ?? undefined);
      } else types.push(decayed(type ?? unknown));
      if (cursor.position < close && cursor.accept("=")) unit.expressions.assignment();
      if (cursor.position >= close) break;
      if (!cursor.accept(",") && cursor.position === before) unit.skip();
    }
    cursor.leave(close);
    const isVoid = types.length === 1 && types[0]?.kind === "void";
    if (isEmpty && !unit.isCpp) return { types: null, isVariadic };
    return { types: isNamed ? (isVoid ? [] : types) : null, isVariadic };
  }

  declare(name: Token, kind: Binding["kind"], type: Type, defined: boolean): void {
    this.#unit.scope.declare(name.text, { kind, type, origin: this.#unit.originOf(name), defined });
  }
}
