import { isOpener } from "../../c/brackets.ts";
import { type Token, TokenKind } from "../../c/token.ts";
import { isOperator } from "./expressions.ts";
import type { Binding } from "./scope.ts";
import { selection } from "./selection.ts";
import { character, dereferenced, int, plain, pointerTo, type Record, size, type Type, unknown } from "./type.ts";
import type { UnitReader } from "./unit-reader.ts";
import { nothing, type Value, value } from "./value.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));
const sizes = words("sizeof _Alignof alignof __alignof__ __alignof noexcept typeid");
const casts = words("static_cast reinterpret_cast const_cast dynamic_cast");
const operands = words("new this true false nullptr");

/** Whether a keyword of C++ begins an expression. */
export const beginsExpression = (text: string): boolean => sizes.has(text) || casts.has(text) || operands.has(text);

/** Reads primary expressions (C11 6.5.1), casts, `sizeof`, and C++'s additions. */
export class PrimaryReader {
  readonly #unit: UnitReader;

  constructor(unit: UnitReader) {
    this.#unit = unit;
  }

  /** `sizeof`, a cast, `new` or `delete` with its operand; null if none of these follows. */
  beforeOperand(): Value | null {
    const unit = this.#unit;
    const { cursor } = unit;
    const text = cursor.text();
    if (sizes.has(text)) return this.#sizeof();
    if (text === "(") return this.#cast();
    if (!unit.isCpp) return null;
    if (text === "new" || (text === "::" && cursor.text(1) === "new")) return this.#allocation();
    if (text !== "delete") return null;
    cursor.position++;
    if (cursor.text() === "[") cursor.skipBrackets();
    unit.expressions.unary();
    return nothing;
  }

  primary(): Value {
    const unit = this.#unit;
    const { cursor } = unit;
    const { token } = cursor;
    if (token === undefined) return nothing;
    if (token.kind === TokenKind.identifier) return this.#named(token);
    if (token.kind === TokenKind.string) {
      const isPlain = token.text.startsWith('"');
      while (cursor.token?.kind === TokenKind.string) cursor.position++;
      return value(
        { kind: "array", of: isPlain ? character : unknown, isConst: false, length: null },
        { isLvalue: true },
      );
    }
    if (token.kind === TokenKind.number || token.kind === TokenKind.character) {
      cursor.position++;
      return number(token);
    }
    if (token.text === "(") return this.#parenthesized();
    if (token.text === "[" && unit.isCpp) return this.#lambda();
    if (token.text === "::") {
      cursor.position++;
      return this.primary();
    }
    return nothing;
  }

  #sizeof(): Value {
    const unit = this.#unit;
    const { cursor } = unit;
    const word = cursor.text();
    cursor.position++;
    const at = cursor.token;
    const isType = cursor.text() === "(" && unit.specifiers.startsType(cursor.position + 1);
    const type = isType ? this.#typeInParentheses() : unit.expressions.unary().type;
    if (word !== "noexcept" && word !== "typeid") unit.constraints.complete(type, at);
    return value(size);
  }

  /** `(T)x` or `(T){…}`; null if the parentheses contain an expression. */
  #cast(): Value | null {
    const unit = this.#unit;
    const { cursor } = unit;
    const open = cursor.position;
    if (!unit.specifiers.startsType(open + 1) && !this.#isUnknownCast(open)) return null;
    const isReference = unit.isCpp && cursor.tokens[cursor.closer(open) - 1]?.text === "&";
    const type = this.#typeInParentheses();
    if (cursor.text() === "{") {
      unit.constraints.complete(type, cursor.tokens[open + 1]);
      unit.initializers.braced(type);
      return unit.expressions.postfix(value(type, { isLvalue: true }));
    }
    const start = cursor.position;
    const operand = unit.expressions.unary();
    if (isReference) return value(type, { isLvalue: true });
    if (type.kind === "plain" || type.kind === "pointer") unit.constraints.scalar(operand, start);
    const { isZero } = operand;
    return type.kind === "unknown" ? { ...nothing, type } : value(type, { isZero });
  }

  /** `(Name *)` and `(Name) x` with an undeclared type. */
  #isUnknownCast(open: number): boolean {
    const { cursor } = this.#unit;
    const name = cursor.tokens[open + 1];
    const close = cursor.closer(open);
    if (name?.kind !== TokenKind.identifier || this.#unit.scope.lookup(name.text) !== null) return false;
    let index = open + 2;
    while (cursor.tokens[index]?.text === "*" || cursor.tokens[index]?.text === "const") index++;
    if (index !== close) return false;
    const next = cursor.tokens[close + 1];
    const isOperand = next?.kind === TokenKind.identifier || next?.kind === TokenKind.number;
    return index > open + 2 || (isOperand && !isOperator(next?.text ?? ""));
  }

  #typeInParentheses(): Type {
    const unit = this.#unit;
    const { cursor } = unit;
    const close = cursor.closer();
    cursor.position++;
    const type = unit.declarators.typeName();
    unit.leave(close);
    return type;
  }

  #parenthesized(): Value {
    const unit = this.#unit;
    const { cursor } = unit;
    const close = cursor.closer();
    cursor.position++;
    let inner = nothing;
    if (cursor.text() === "{") {
      // GNU statement expression: the value is that of the last statement.
      inner = { ...unit.statements.block(), isLvalue: false };
    } else if (cursor.position < close) inner = unit.expressions.expression();
    unit.leave(close);
    return inner;
  }

  /** A name, qualified in C++, with the call that follows. */
  #named(token: Token): Value {
    const unit = this.#unit;
    const { cursor } = unit;
    if (token.text === "__builtin_offsetof" && cursor.text(1) === "(") return this.#offsetof();
    if (token.text === "_Generic" && cursor.text(1) === "(") return selection(unit);
    if (token.text === "asm" || token.text === "__asm__") {
      cursor.position++;
      if (cursor.text() === "(") unit.expressions.arguments();
      return nothing;
    }
    if (unit.isCpp) {
      const special = this.#cppWord(token);
      if (special !== null) return special;
    }
    if (unit.specifiers.isTypeWord(token.text)) return this.#constructed();
    cursor.position++;
    const binding = unit.scope.lookup(token.text);
    const base = unit.isCpp ? this.#baseWith(token, binding) : null;
    if (base !== null) return unit.expressions.member(base, token);
    const type = unit.name(token) ?? unknown;
    unit.systemName(token);
    const source = binding?.origin === "cpython" ? unit.recorder.sourceAt(token) : null;
    if (cursor.text() === "(") return this.#called(token, binding, { type, source });
    // A type is no operand: this is no expression, such as C++ that is read as C.
    if (binding?.kind === "type") return nothing;
    const isConstant = binding === null || binding.isConstant;
    return value(type, {
      source,
      isLvalue: binding === null || (binding.kind === "object" && !binding.isConstant),
      isZero: isConstant ? null : false,
    });
  }

  /** The struct of the API that a class inherits a member from which is named without `this->`. */
  #baseWith(token: Token, binding: Binding | null): Record | null {
    const unit = this.#unit;
    const inner = binding === null ? unit.declarations.classInScope() : null;
    const owner = inner === null ? binding?.owner : unit.ownerOf(inner, token.text);
    return owner !== undefined && unit.recorder.isOfApi(owner) ? owner : null;
  }

  /** `int(x)`, `int{x}`, or the name of such a type. */
  #constructed(): Value {
    const unit = this.#unit;
    const { cursor } = unit;
    const { type: base, isConst } = unit.specifiers.read();
    // C++'s `T(x)` converts; its operand is no list of parameters.
    const isConversion = unit.isCpp && cursor.text() === "(" && cursor.text(1) !== "*";
    const type = isConversion ? (base ?? unknown) : unit.declarators.declarator(base ?? unknown, isConst).type;
    if (cursor.text() === "(") unit.expressions.arguments();
    else if (cursor.text() === "{") unit.initializers.braced(type);
    return value(type, { isZero: null });
  }

  /** The arguments after a name, which records how many there are. */
  #called(token: Token, binding: Binding | null, { type, source }: Pick<Value, "type" | "source">): Value {
    const unit = this.#unit;
    const count = this.#countArguments(unit.cursor.position);
    let called: Value;
    if (binding?.kind === "type") {
      // Calling a type creates a value.
      unit.expressions.arguments();
      called = { ...nothing, type };
    } else {
      const callee = binding !== null && unit.mayBeOverloaded(token.text, binding) ? unknown : type;
      called = unit.expressions.call(value(callee, { source }), binding?.hasRival);
    }
    unit.name(token, count);
    unit.recorder.callOfAlias(token, count);
    return called;
  }

  /** Counts the arguments after a `(`. */
  #countArguments(open: number): number {
    const { cursor } = this.#unit;
    const close = cursor.closer(open);
    let count = open + 1 < close ? 1 : 0;
    for (let index = open + 1; index < close; index++) {
      const text = cursor.tokens[index]?.text;
      if (isOpener(text)) index = cursor.closer(index);
      else if (text === ",") count++;
    }
    return count;
  }

  #cppWord(token: Token): Value | null {
    const unit = this.#unit;
    const { cursor } = unit;
    if (casts.has(token.text)) return this.#namedCast();
    if (token.text === "this") {
      cursor.position++;
      const record = unit.declarations.classInScope();
      return record === null ? nothing : value(pointerTo(record));
    }
    const named = unit.scope.lookup(token.text);
    // A template of a class is bound as one of its functions, of which none is compared.
    const isObject = named?.kind === "object" && named.type.kind !== "function";
    const angles = cursor.text(1) === "<" && !isObject ? cursor.anglesAt(1) : 0;
    const isTemplate = angles > 0 && /^(?:[({,;)}\]]|::)$/.test(cursor.text(1 + angles));
    if (cursor.text(1) !== "::" && !isTemplate) {
      const binding = cursor.text(1) === "{" ? unit.scope.lookup(token.text) : null;
      if (binding?.kind !== "type") return null;
      unit.name(token);
      cursor.position++;
      unit.initializers.braced(binding.type);
      return { ...nothing, type: binding.type };
    }
    const { type, isType } = unit.declarators.qualifiedName();
    if (cursor.text() === "(") {
      if (!isType) return { ...unit.expressions.call({ ...nothing, type }), isLvalue: true };
      unit.expressions.arguments();
    } else if (cursor.text() === "{" && isType) unit.initializers.braced(type);
    return { ...nothing, type };
  }

  /** `static_cast<T>(x)` and the like. */
  #namedCast(): Value {
    const unit = this.#unit;
    const { cursor } = unit;
    cursor.position++;
    const end = cursor.position + cursor.anglesAt(0);
    cursor.position++;
    const type = unit.declarators.typeName();
    unit.skipTo(end - 1);
    cursor.position = end;
    if (cursor.text() === "(") unit.expressions.arguments();
    return type.kind === "unknown" ? { ...nothing, type } : value(type, { isLvalue: true });
  }

  #allocation(): Value {
    const unit = this.#unit;
    const { cursor } = unit;
    cursor.accept("::");
    cursor.position++;
    if (cursor.text() === "(") unit.expressions.arguments();
    const at = cursor.token;
    const type = unit.declarators.newType();
    unit.constraints.complete(type, at);
    if (cursor.text() === "(") unit.expressions.arguments();
    else if (cursor.text() === "{") unit.initializers.braced(type);
    return value(pointerTo(type));
  }

  /** `offsetof(T, a.b[1])` after macro replacement. */
  #offsetof(): Value {
    const unit = this.#unit;
    const { cursor } = unit;
    cursor.position++;
    const close = cursor.closer();
    cursor.position++;
    let type = unit.declarators.typeName();
    if (cursor.accept(",")) {
      while (cursor.position < close && cursor.isIdentifier()) {
        type = unit.expressions.member(type, cursor.token as Token).type;
        cursor.position++;
        while (cursor.text() === "[") {
          cursor.skipBrackets();
          type = dereferenced(type);
        }
        if (!cursor.accept(".")) break;
      }
    }
    unit.leave(close);
    return value(size, { isZero: null });
  }

  #lambda(): Value {
    const unit = this.#unit;
    const { cursor } = unit;
    const close = cursor.closer();
    cursor.position++;
    unit.leave(close);
    const outer = unit.returns;
    unit.returns = unknown;
    unit.within(() => {
      if (cursor.text() === "(") unit.declarators.bindParameters();
      while (cursor.position < cursor.end && !/^[{;,)]$/.test(cursor.text())) unit.skip();
      if (cursor.text() === "{") unit.statements.block();
    });
    unit.returns = outer;
    return nothing;
  }
}

/** An integer, floating or character constant (C11 6.4.4). */
function number({ kind, text }: Token): Value {
  if (kind === TokenKind.character) return value(int, { isZero: text === "'\\0'" });
  if (/^0[xX]/.test(text)) return value(int, { isZero: /^0[xX]0+[uUlL]*$/.test(text) });
  if (/[.eEfFpP]/.test(text)) return value(plain("double"));
  return value(int, { isZero: /^0+[uUlL]*$/.test(text) });
}
