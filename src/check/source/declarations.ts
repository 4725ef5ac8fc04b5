import type { Token } from "../../c/token.ts";
import { common, isCompatible } from "./conversion.ts";
import type { Declarator } from "./declarators.ts";
import type { Binding, Scope } from "./scope.ts";
import type { Specifiers } from "./specifiers.ts";
import { dereferenced, type Record, type Type, unknown } from "./type.ts";
import type { UnitReader } from "./unit-reader.ts";

interface DeclarationSpecifiers extends Specifiers {
  isTemplate: boolean;
}

/** Reads declarations: records their uses and binds their names. */
export class SourceDeclarationReader {
  readonly #unit: UnitReader;

  constructor(unit: UnitReader) {
    this.#unit = unit;
  }

  /** Reads an external declaration as far as it is understood. */
  external(): void {
    const unit = this.#unit;
    const { cursor } = unit;
    const isTemplate = this.templateHeads();
    const text = cursor.text();
    if (text === ";" || text === "}") cursor.position++;
    else if (text === "{") unit.statements.body(null);
    else if (unit.isCpp && text === "using") this.#using();
    else if (/^_?[Ss]tatic_assert$/.test(text) && cursor.text(1) === "(") {
      cursor.position++;
      unit.expressions.arguments();
    } else this.declaration(true, isTemplate);
  }

  /** A declaration with declarators, initializers and function body. */
  declaration(isExternal: boolean, isTemplate = false): void {
    const unit = this.#unit;
    const { cursor } = unit;
    const specifiers = { ...unit.specifiers.read(), isTemplate };
    const { type, isConst } = specifiers;
    while (cursor.position < cursor.end && cursor.text() !== ";") {
      const before = cursor.position;
      const declarator = unit.declarators.declarator(type ?? unknown, isConst, isExternal);
      if (cursor.position === before) return;
      const isBody = cursor.text() === "{" && declarator.name !== null;
      if (isExternal && isBody && cursor.tokens[cursor.position - 1]?.text === ")") {
        this.#bind(declarator, specifiers, true);
        unit.statements.body(declarator);
        return;
      }
      if (declarator.parameters !== null && isExternal && this.#readsBody(declarator, specifiers)) return;
      this.#bind(declarator, specifiers, isBody);
      if (cursor.accept("=")) this.#value(declarator, specifiers);
      else if (isBody) unit.initializers.braced(declarator.type);
      else if (cursor.text() === ":") {
        // Of a range-based for, or a bit-field width.
        cursor.position++;
        const range = unit.expressions.assignment().type;
        if (specifiers.isAuto && declarator.name !== null) this.#rebind(declarator.name, dereferenced(range));
      }
      if (!cursor.accept(",")) break;
    }
    cursor.accept(";");
  }

  /** The class of the innermost method. */
  classInScope(): Record | null {
    for (let scope: Scope | null = this.#unit.scope; scope !== null; scope = scope.parent)
      if (scope.record !== null) return scope.record;
    return null;
  }

  /** Reads a function body if one follows; returns whether it did. */
  #readsBody(declarator: Declarator, specifiers: DeclarationSpecifiers): boolean {
    const unit = this.#unit;
    const { cursor } = unit;
    const start = cursor.position;
    this.initializers(false);
    const hasBody = cursor.text() === "{";
    cursor.position = start;
    if (!hasBody) return false;
    this.#bind(declarator, specifiers, true);
    unit.statements.body(declarator);
    return true;
  }

  /**
   * `: member(value), other{value}` of a constructor, up to its body; `reads` is whether to read the values for uses.
   */
  initializers(reads: boolean): void {
    const unit = this.#unit;
    const { cursor } = unit;
    if (!unit.isCpp || cursor.text() !== ":") return;
    cursor.position++;
    while (cursor.position < cursor.end) {
      while (cursor.isIdentifier() || cursor.text() === "::") cursor.position++;
      if (cursor.text() === "<") cursor.position += cursor.anglesAt(0);
      if (cursor.text() !== "(" && cursor.text() !== "{") return;
      if (!reads) cursor.skipBrackets();
      else if (cursor.text() === "(") unit.expressions.arguments();
      else unit.initializers.braced(unknown);
      cursor.accept("...");
      if (!cursor.accept(",")) return;
    }
  }

  #bind({ name, type, parameters, owner }: Declarator, specifiers: DeclarationSpecifiers, hasBody: boolean): void {
    const unit = this.#unit;
    const { cursor } = unit;
    if (name === null || owner !== null) return;
    if (specifiers.isTypedef) {
      this.redeclared(name, type, { kind: "type", isStatic: false, hasBody: false });
      if (type.kind === "record") type.typedef ??= name.text;
      unit.declarators.declare(name, "type", type, true);
      return;
    }
    const { isStatic, isExtern, isTemplate } = specifiers;
    const hasValue = hasBody || cursor.text() === "=";
    const isDeclared = !hasValue && (isExtern || (parameters !== null && !isStatic));
    if (parameters === null && !isExtern) unit.constraints.complete(type, name);
    this.redeclared(name, type, { kind: "object", isStatic, hasBody: hasBody && parameters !== null });
    const declared = this.#sharedType(name.text, type);
    unit.declarators.declare(name, isTemplate ? "template" : "object", declared, !isDeclared, isStatic);
    if (!isDeclared && !isStatic && unit.scope === unit.file && unit.originOf(name) === "own")
      unit.recorder.definition(name.text);
  }

  /** A name of CPython's headers that the extension declares differently (C11 6.2.2p7, 6.7p3-4, 6.9p3). */
  redeclared(
    name: Token,
    type: Type,
    { kind, isStatic, isConstant, hasBody }: Pick<Binding, "kind" | "isStatic" | "isConstant"> & { hasBody: boolean },
  ): void {
    const unit = this.#unit;
    if (!unit.isGlobal || unit.originOf(name) !== "own") return;
    const fault = (message: string) =>
      unit.recorder.fault({ kind: "symbol", name: name.text }, name, { kind: "redeclared", message });
    if (name.spelled !== null && unit.originOf(name.spelled) === "cpython") {
      if (type.kind === "function") fault(`${name.text} is a macro now, which the declaration here invokes.`);
      return;
    }
    const known = unit.scope.lookup(name.text);
    if (known?.origin !== "cpython") return;
    if (known.isConstant || isConstant) fault(`${name.text} is also declared in the headers.`);
    else if (known.kind !== kind)
      fault(`${name.text} is declared differently, as ${kind === "type" ? "a value" : "a type"}.`);
    else if (kind === "object" && isStatic && !known.isStatic && (!unit.isCpp || isCompatible(type, known.type)))
      fault(`${name.text} is declared without static.`);
    else if (hasBody && known.defined && known.isStatic) fault(`${name.text} is also defined in the headers.`);
    else if (!unit.isCpp && !isCompatible(type, known.type)) fault(`${name.text} is declared with another type.`);
  }

  /** What all declarations of a name in a C++ file have in common. */
  #sharedType(name: string, type: Type): Type {
    const unit = this.#unit;
    const known = unit.isCpp && unit.scope === unit.file ? unit.scope.lookup(name) : null;
    return known === null || known.kind === "type" ? type : common(known.type, type);
  }

  #rebind(name: Token, type: Type): void {
    this.#unit.declarators.declare(name, "object", type, true);
  }

  /** The initializer after `=`. */
  #value({ name, type }: Declarator, { isAuto }: Specifiers): void {
    const unit = this.#unit;
    const { cursor } = unit;
    const start = cursor.position;
    if (cursor.text() === "{") unit.initializers.braced(type);
    else {
      const value = unit.expressions.assignment();
      if (isAuto && name !== null) this.#rebind(name, value.type);
      else unit.constraints.converts(value, type, null, start);
    }
  }

  /** Reads `template <…>`, which may be repeated; returns whether there was one. */
  templateHeads(): boolean {
    const unit = this.#unit;
    const { cursor } = unit;
    const start = cursor.position;
    while (unit.isCpp && cursor.accept("template")) if (cursor.text() === "<") this.#templateParameters();
    return cursor.position > start;
  }

  #templateParameters(): void {
    const unit = this.#unit;
    const { cursor } = unit;
    const end = cursor.position + cursor.anglesAt(0, true);
    let isType = false;
    let isDefault = false;
    for (; cursor.position < end; unit.skip()) {
      const { token } = cursor;
      const text = cursor.text();
      if (text === ",") isType = isDefault = false;
      else if (text === "::") isType = false;
      else if (text === "=") isDefault = true;
      else if (text === "class" || text === "typename") isType = true;
      else if (token !== undefined && cursor.isIdentifier() && !isDefault && /^[,=>]$/.test(cursor.text(1))) {
        const isValue = unit.specifiers.startsType(cursor.position - 1);
        if (!unit.specifiers.isTypeWord(text))
          unit.declarators.declare(token, isType ? "type" : isValue ? "object" : "template", unknown, true);
      }
    }
  }

  #using(): void {
    const unit = this.#unit;
    const { cursor } = unit;
    cursor.position++;
    const { token } = cursor;
    if (token !== undefined && cursor.text(1) === "=") {
      cursor.position += 2;
      unit.declarators.declare(token, "type", unit.declarators.typeName(), true);
    }
    while (cursor.position < cursor.end && cursor.text() !== ";") cursor.position++;
  }
}
