import type { Token } from "../../c/token.ts";
import {
  calleeOf,
  decayed,
  dereferenced,
  elementOf,
  int,
  lost,
  pointerTo,
  returned,
  type Type,
  unknown,
} from "./type.ts";
import type { UnitReader } from "./unit-reader.ts";
import { nothing, type Value, value } from "./value.ts";

/** Nesting depth beyond which brackets and operators are only scanned for names. */
const maxDepth = 250;

/** Maximum number of expression reads per token of a declaration. */
const maxSteps = 20;

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));
const multiplicative = words("* / %");
const assignments = words("= += -= *= /= %= <<= >>= &= ^= |=");
const comparisons = words("== != < > <= >= && ||");
const operators = words("+ - * / % << >> & ^ | == != < > <= >= && || .* ->*");
const prefixes = words("+ - ~ ! ++ -- * & && __extension__ __real__ __imag__ co_await co_yield throw");

/** Whether a token is a binary operator. */
export const isOperator = (text: string): boolean => operators.has(text);

/** Reads expressions (C11 6.5, and C++'s): records uses, computes types and reports what a compiler rejects. */
export class ExpressionReader {
  readonly #unit: UnitReader;

  constructor(unit: UnitReader) {
    this.#unit = unit;
  }

  expression(): Value {
    let last = this.assignment();
    while (this.#unit.cursor.accept(",")) last = { ...this.assignment(), isLvalue: this.#unit.isCpp };
    return last;
  }

  /** An expression without a comma. Binary operators are read only as far as their result type needs. */
  assignment(): Value {
    return this.guarded(() => {
      const unit = this.#unit;
      const { cursor } = unit;
      const start = cursor.position;
      let left = this.unary();
      let last: { value: Value; start: number } | null = { value: left, start };
      let isTruth = false;
      for (;;) {
        const operator = cursor.text();
        if (operator === "?") {
          unit.constraints.scalar(left, start);
          return this.#conditional(left);
        }
        if (assignments.has(operator)) {
          unit.constraints.lvalue(left, start);
          cursor.position++;
          const right = cursor.position;
          if (cursor.text() === "{") unit.initializers.braced(left.type);
          else {
            const given = this.assignment();
            if (operator === "=") unit.constraints.converts(given, left.type, left.source, right);
          }
          return { ...left, isLvalue: unit.isCpp, isZero: false };
        }
        if (!operators.has(operator)) return left;
        cursor.position++;
        const at = cursor.position;
        const right = this.unary();
        unit.constraints.scalar(left, start);
        unit.constraints.scalar(right, at);
        const isProduct = multiplicative.has(operator);
        if (isProduct) {
          if (last !== null) unit.constraints.arithmetic(last.value, last.start, operator === "%");
          unit.constraints.arithmetic(right, at, operator === "%");
        }
        // What a product gives is a number; other operators bind looser than the next one may.
        last = isProduct ? null : { value: right, start: at };
        if (operator === "+" || operator === "-") {
          unit.constraints.completeTarget(left.type, start);
          unit.constraints.completeTarget(right.type, at);
        }
        // Operators that bind tighter than a comparison belong to one of its sides.
        isTruth ||= comparisons.has(operator);
        left = isTruth ? truth(left, right) : binary(operator, left, right);
      }
    });
  }

  #conditional(condition: Value): Value {
    this.#unit.cursor.position++;
    const then = this.#unit.cursor.text() === ":" ? condition : this.expression();
    this.#unit.cursor.accept(":");
    const other = this.assignment();
    const [a, b] = [decayed(then.type), decayed(other.type)];
    const isVoid = (type: Type) => type.kind === "pointer" && type.to.kind === "void";
    if ((a.kind === "unknown" && isVoid(b)) || (b.kind === "unknown" && isVoid(a))) return nothing;
    // A null pointer constant or `void *` takes the other type (C11 6.5.15p6).
    const isSecond = b.kind === "pointer" && (a.kind !== "pointer" || (isVoid(a) && then.isZero === true));
    const chosen = isSecond || a.kind === "unknown" ? { ...other, type: b } : { ...then, type: a };
    const isConst = (a.kind === "pointer" && a.isConst) || (b.kind === "pointer" && b.isConst);
    const type = chosen.type.kind === "pointer" ? { ...chosen.type, isConst } : chosen.type;
    return { ...chosen, type, isLvalue: this.#unit.isCpp, isZero: then.isZero === other.isZero ? then.isZero : null };
  }

  /** Arguments from `(` to `)`, which are types for some built-in functions and macros of missing headers. */
  arguments(): { value: Value; start: number }[] {
    const unit = this.#unit;
    const { cursor } = unit;
    const close = cursor.closer();
    cursor.position++;
    const given: { value: Value; start: number }[] = [];
    while (cursor.position < close) {
      const start = cursor.position;
      let argument = nothing;
      if (!this.#typeArgument(close)) {
        if (cursor.text() === "{") unit.initializers.braced(unknown);
        else argument = this.assignment();
        if (cursor.position > close) break;
        if (cursor.position === start && cursor.text() !== ",") unit.skip();
      }
      given.push({ value: argument, start });
      // Tokens after an argument that was not understood belong to it.
      while (cursor.position < close && cursor.text() !== ",") {
        const before = cursor.position;
        this.assignment();
        if (cursor.position === before) unit.skip();
      }
      if (cursor.position < close && cursor.accept(",") && cursor.position >= close)
        given.push({ value: nothing, start });
    }
    cursor.leave(close);
    return given;
  }

  /**
   * The result of a call, after checking its arguments.
   * @param hasRival whether the API has a function like it, which C++ finds too by an argument of one of its types
   */
  call(callee: Value, hasRival = false): Value {
    const unit = this.#unit;
    const { token, tokens, position } = unit.cursor;
    const given = this.arguments();
    const name = tokens[position - 1];
    if (hasRival && name !== undefined && given.some(({ value }) => isOfApi(value.type))) unit.ambiguous(name);
    const type = calleeOf(decayed(callee.type));
    unit.constraints.argumentCount(callee, type, given.length, token);
    // A C++ function may have another overload.
    if (type?.parameters && (!unit.isCpp || callee.source !== null)) {
      for (const [index, { value, start }] of given.entries()) {
        const wanted = type.parameters[index];
        if (wanted !== undefined) unit.constraints.converts(value, wanted, callee.source, start);
      }
    }
    const result = returned(decayed(callee.type));
    const isUnknown = result.kind === "unknown" || (unit.isCpp && callee.source === null);
    return value(result, { source: callee.source, isLvalue: isUnknown, isZero: isUnknown ? null : false });
  }

  /** Runs `read` unless the expression is nested too deeply or goes round in circles: then what is there is looked through for names. */
  guarded(read: () => Value): Value {
    const unit = this.#unit;
    const { cursor } = unit;
    if (unit.depth >= maxDepth || ++unit.steps > maxSteps * cursor.end) {
      unit.giveUp();
      if (/^[([{]$/.test(cursor.text())) unit.skipTo(cursor.closer());
      unit.skip();
      return nothing;
    }
    unit.depth++;
    const given = read();
    unit.depth--;
    return given;
  }

  unary(): Value {
    return this.guarded(() => {
      const { cursor } = this.#unit;
      const text = cursor.text();
      if (prefixes.has(text)) return this.#prefixed(text);
      const special = this.#unit.primaries.beforeOperand();
      return special ?? this.postfix(this.#unit.primaries.primary());
    });
  }

  #prefixed(operator: string): Value {
    const unit = this.#unit;
    const { cursor } = unit;
    cursor.position++;
    const start = cursor.position;
    const operand = this.unary();
    const { type, source } = operand;
    switch (operator) {
      case "*":
        unit.constraints.pointer(operand, start);
        return value(dereferenced(type), {
          source,
          isLvalue: true,
          isRefused: !unit.constraints.completeValue(type, start),
        });
      case "&":
        unit.constraints.lvalue(operand, start, true);
        return type.kind === "unknown" ? { ...nothing, type } : value(pointerTo(type), { source });
      case "++":
      case "--":
        unit.constraints.lvalue(operand, start);
        unit.constraints.completeTarget(type, start);
        return { ...operand, isLvalue: unit.isCpp };
      case "!":
        unit.constraints.scalar(operand, start);
        return value(int, { isZero: operand.isZero === null ? null : false });
      case "-":
      case "+":
        unit.constraints.scalar(operand, start);
        unit.constraints.arithmetic(operand, start, false);
        return { ...operand, isLvalue: false };
      case "~":
        unit.constraints.scalar(operand, start);
        unit.constraints.arithmetic(operand, start, true);
        return { ...operand, isLvalue: false, isZero: operand.isZero === false ? false : null };
      default:
        return operand;
    }
  }

  postfix(primary: Value): Value {
    const unit = this.#unit;
    const { cursor } = unit;
    const start = cursor.position - 1;
    let operand = primary;
    for (;;) {
      const text = cursor.text();
      if (text === "(") operand = this.call(operand);
      else if (text === "[") {
        const close = cursor.closer();
        const first = ++cursor.position;
        const index = cursor.position < close ? this.expression() : nothing;
        unit.leave(close);
        // `3[array]` is `array[3]`.
        if (decayed(operand.type).kind === "pointer") unit.constraints.arithmetic(index, first, true);
        const { type, source } = operand;
        const isRefused = !unit.constraints.completeTarget(type, start);
        operand = value(dereferenced(type), { source, isLvalue: true, isRefused });
      } else if (text === "->" || text === ".") {
        cursor.position++;
        if (cursor.text() === "template") cursor.position++;
        if (cursor.text() === "*" || cursor.text() === "~") {
          cursor.position++;
          this.unary();
          return nothing;
        }
        const { token } = cursor;
        if (token === undefined || !cursor.isIdentifier()) return nothing;
        const object = text === "->" ? this.#pointee(operand.type) : operand.type;
        if (text === "->") unit.constraints.pointer(operand, start);
        unit.constraints.members(operand, object, start);
        operand = this.member(object, token, text === "->" || operand.isLvalue);
        cursor.position++;
        if (unit.isCpp && cursor.text() === "<") {
          const size = cursor.anglesAt(0);
          if (size > 0 && cursor.text(size) === "(") cursor.position += size;
        }
      } else if (text === "++" || text === "--") {
        unit.constraints.lvalue(operand, start);
        unit.constraints.completeTarget(operand.type, start);
        cursor.position++;
        operand = { ...operand, isLvalue: false };
      } else return operand;
    }
  }

  /** The target of `->`, also through a class's own operator. */
  #pointee(type: Type): Type {
    if (type.kind !== "record") return dereferenced(type);
    const operator = this.#unit.definitionOf(type).memberType("operator->");
    return operator === null ? unknown : dereferenced(returned(operator));
  }

  /** `object.token`: records the use if it is CPython's, and returns its value. */
  member(object: Type, token: Token, isLvalue = true): Value {
    const { recorder } = this.#unit;
    if (object.kind === "unknown") {
      // A type that nothing declares is a use by itself, or belongs to another library.
      if (object === lost || object.name !== null) return { ...nothing, type: lost };
      recorder.guess(token);
      return nothing;
    }
    if (object.kind !== "record") return nothing;
    const record = this.#unit.definitionOf(object);
    if (record.members === null && record.tag !== null && recorder.systemName("tag", record.tag, token)) return nothing;
    const owner = this.#unit.ownerOf(record, token.text);
    const type = owner.members?.get(token.text) ?? null;
    const source = recorder.isOfApi(owner) ? recorder.member(owner, token, type !== null) : null;
    if (type === null) return record.members === null ? nothing : { ...nothing, type: lost };
    return value(type, { source, isLvalue });
  }

  /** Reads an argument that is a type, if it is one. */
  #typeArgument(close: number): boolean {
    const unit = this.#unit;
    const { cursor } = unit;
    if (!unit.specifiers.startsType(cursor.position)) return false;
    // `T(x)`, `T{x}` and `N::T<A>(x)` are values.
    const size = unit.isCpp ? this.#nameSize() : 1;
    if (/^[({]$/.test(cursor.text(size)) && cursor.text(size + 1) !== "*") return false;
    unit.declarators.typeName();
    return cursor.position >= close || cursor.text() === ",";
  }

  /** Tokens of a C++ name at the cursor, with its qualification and template arguments. */
  #nameSize(): number {
    const { cursor } = this.#unit;
    let size = 1;
    for (;;) {
      if (cursor.text(size) === "<") size += cursor.anglesAt(size);
      if (cursor.text(size) !== "::") return size;
      size += 2;
    }
  }
}

/** The result of operands read left to right, ignoring precedence: only whether it is a pointer matters. */
function binary(operator: string, left: Value, right: Value): Value {
  const [a, b] = [decayed(left.type), decayed(right.type)];
  const isZero = isConstant(left, right) ? null : false;
  if (operator === "-" && a.kind === "pointer" && b.kind === "pointer") return value({ kind: "plain", name: "long" });
  // The nearer operand of `*` may belong to the right side only.
  if (a.kind === "unknown" || b.kind === "unknown") {
    const known = a.kind === "unknown" ? right : left;
    // The difference of two pointers is none.
    const isPointer = operator === "+" && decayed(known.type).kind === "pointer";
    return isPointer ? { ...known, isLvalue: false, isZero: false } : nothing;
  }
  if (operator !== "+" && operator !== "-") {
    const type = a.kind === "pointer" && b.kind === "pointer" ? unknown : a.kind === "pointer" ? a : int;
    return value(type, { isZero });
  }
  const chosen = a.kind !== "pointer" && b.kind === "pointer" ? { ...right, type: b } : { ...left, type: a };
  return { ...chosen, isLvalue: false, isZero };
}

function isOfApi(type: Type): boolean {
  const element = elementOf(type);
  return element.kind === "record" && element.origin === "cpython";
}

const truth = (left: Value, right: Value) => value(int, { isZero: isConstant(left, right) ? null : false });

const isConstant = (...values: Value[]) => values.every(({ isZero }) => isZero !== false);
