import { type Token, TokenKind } from "../../c/token.ts";
import { common, isCompatible } from "./conversion.ts";
import type { Declarator } from "./declarators.ts";
import type { Binding, Scope } from "./scope.ts";
import type { Specifiers } from "./specifiers.ts";
import { dereferenced, type Record, type Type, unknown } from "./type.ts";
import type { UnitReader } from "./unit-reader.ts";

interface DeclarationSpecifiers extends Specifiers {
  isTemplate: boolean;
}

/** What the extension declares of a name. */
interface Redeclaration extends Pick<Binding, "kind" | "isStatic" | "isConstant"> {
  /** Of a function. */
  hasBody: boolean;
  /** Whether it has C's linkage in C++, where no other functions of a name can be. */
  isInC: boolean;
}

/** Reads declarations: records their uses and binds their names. */
export class SourceDeclarationReader {
  readonly #unit: UnitReader;
  /** What names of functions mean in CPython's headers that the extension declares differently. */
  readonly #redeclared = new Map<string, Binding>();

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

  #bind(declarator: Declarator, specifiers: DeclarationSpecifiers, hasBody: boolean): void {
    const unit = this.#unit;
    const { cursor } = unit;
    const { name, type, parameters, owner } = declarator;
    if (name === null || owner !== null) return;
    const { isTypedef, isStatic, isExtern, isTemplate } = specifiers;
    const isObject = parameters === null && !isTypedef;
    if (isObject && !isExtern) unit.constraints.complete(type, name);
    const isOther = isTemplate || declarator.isQualified;
    const what = isTypedef ? ({ kind: "type" } as const) : ({ kind: "object", isStatic } as const);
    const isInC = specifiers.isInC || unit.around.isInC;
    if (!isOther && this.redeclared(name, type, { ...what, isInC, hasBody: hasBody && !isObject })) return;
    if (isTypedef) {
      if (type.kind === "record") type.typedef ??= name.text;
      unit.declarators.declare(name, "type", type, true);
      return;
    }
    const hasValue = hasBody || cursor.text() === "=";
    const isDeclared = !hasValue && (isExtern || (parameters !== null && !isStatic));
    const declared = this.#sharedType(name.text, type);
    const kind = isTemplate ? "template" : "object";
    unit.scope.declare(name.text, {
      kind,
      type: declared,
      origin: unit.originOf(name),
      defined: !isDeclared,
      isStatic,
      isInC,
    });
    if (!isDeclared && !isStatic && unit.scope === unit.outermost && unit.originOf(name) === "own")
      unit.recorder.definition(name.text);
  }

  /**
   * A name of CPython's headers that the extension declares differently (C11 6.2.2p7, 6.7p3-4, 6.9p3). True if it keeps
   * its meaning, as in C++.
   */
  redeclared(name: Token, type: Type, declaration: Redeclaration): boolean {
    const unit = this.#unit;
    if (!unit.isGlobal || unit.originOf(name) !== "own") return false;
    const fault = (message: string) =>
      unit.recorder.fault({ kind: "symbol", name: name.text }, name, { kind: "redeclared", message });
    if (name.spelled !== null && unit.originOf(name.spelled) === "cpython") {
      if (type.kind === "function") fault(`${name.text} is a macro now, which the declaration here invokes.`);
      return false;
    }
    const known = this.#redeclared.get(name.text) ?? unit.scope.lookup(name.text);
    if (known?.origin !== "cpython") return false;
    const conflict = conflictWith(known, type, declaration, unit.isCpp);
    if (conflict === null) return false;
    fault(`${name.text} is ${conflict}.`);
    if (isCompatible(type, known.type)) return false;
    // C's later declarations of a function are compared with the first.
    if (type.kind === "function") this.#redeclared.set(name.text, known);
    return unit.isCpp;
  }

  /** What all declarations of a name in a C++ file have in common. */
  #sharedType(name: string, type: Type): Type {
    const unit = this.#unit;
    const known = unit.isCpp && unit.scope === unit.outermost ? unit.scope.lookup(name) : null;
    const isOther = known === null || known.kind === "type" || (known.origin === "cpython" && !unit.isGlobal);
    return isOther ? type : common(known.type, type);
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
    if (cursor.accept("namespace")) {
      this.#usingNamespace();
      return;
    }
    const { token } = cursor;
    if (token !== undefined && cursor.text(1) === "=") {
      cursor.position += 2;
      unit.declarators.declare(token, "type", unit.declarators.typeName(), true);
    }
    while (cursor.position < cursor.end && cursor.text() !== ";") cursor.position++;
    this.#hideApi(cursor.position - 1);
  }

  /** The name after `using namespace`. */
  #usingNamespace(): void {
    const unit = this.#unit;
    const { cursor } = unit;
    const names: string[] = [];
    for (; cursor.position < cursor.end && cursor.text() !== ";"; cursor.position++)
      if (cursor.isIdentifier()) names.push(cursor.text());
    const namespace = unit.namespaceOf(names);
    // The last of the names may be of a namespace that was not read.
    if (namespace === unit.namespaceOf(names.slice(0, -1))) return;
    namespace?.bringTo(unit.scope);
  }

  /** After `using A::B`, with its last name at `index`, a name of the API means what the namespace or class declares. */
  #hideApi(index: number): void {
    const unit = this.#unit;
    const [scope, separator, name] = unit.cursor.tokens.slice(index - 2, index + 1);
    const isQualified = separator?.text === "::" && scope?.kind === TokenKind.identifier && scope.text !== "using";
    if (isQualified && name !== undefined && unit.scope.lookup(name.text)?.origin === "cpython" && !unit.isGlobal)
      unit.declarators.declare(name, "template", unknown, true);
  }
}

/** How a declaration in the global scope conflicts with the one in the headers; null if a compiler accepts both. */
function conflictWith(known: Binding, type: Type, declaration: Redeclaration, isCpp: boolean): string | null {
  const { kind, isStatic, isConstant, hasBody, isInC } = declaration;
  if (known.isConstant || isConstant) return "also declared in the headers";
  if (known.isTag && kind === "object") return null;
  if (known.kind !== kind) return `declared differently, as ${kind === "type" ? "a value" : "a type"}`;
  const isSame = isCompatible(type, known.type);
  if (isCpp && !isInC && isOverload(type, known.type)) return null;
  if (kind === "object" && isStatic && !known.isStatic && (!isCpp || isSame)) return "declared without static";
  if (hasBody && known.defined && known.isStatic) return "also defined in the headers";
  return isSame ? null : "declared with another type";
}

/** Whether two functions differ by their parameters. */
function isOverload(a: Type, b: Type): boolean {
  return a.kind === "function" && b.kind === "function" && !isCompatible({ ...a, returns: b.returns }, b);
}
