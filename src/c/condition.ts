import { type CharacterModel, characterConstant } from "./character.ts";
import { maxTextLevels, NestedTooDeep, Nesting } from "./nesting.ts";
import { operate, precedence } from "./operators.ts";
import { type Token, TokenKind } from "./token.ts";

/** A value of `#if`: 64 bits, signed (intmax_t) or not (uintmax_t). */
interface Value {
  value: bigint;
  unsigned: boolean;
}

/** The expression is not allowed by C11 6.10.1; the message says why. */
export class ConditionError extends Error {}

/** Whether a `#if` holds (C11 6.10.1); tokens are macro-replaced and free of `defined`. Throws ConditionError. */
export function evaluateCondition(tokens: readonly Token[], model: CharacterModel): boolean {
  try {
    return new Evaluation(tokens, model).holds();
  } catch (error) {
    if (error instanceof NestedTooDeep) throw new ConditionError("the expression is nested too deeply");
    throw error;
  }
}

/** Recursive descent, with precedence climbing for binary operators. Throws ConditionError and NestedTooDeep. */
class Evaluation {
  readonly #tokens: readonly Token[];
  readonly #model: CharacterModel;
  readonly #nesting = new Nesting(maxTextLevels);
  #position = 0;

  constructor(tokens: readonly Token[], model: CharacterModel) {
    this.#tokens = tokens;
    this.#model = model;
  }

  holds(): boolean {
    const result = this.#conditional(true);
    const extra = this.#tokens[this.#position];
    if (extra !== undefined) throw new ConditionError(`missing binary operator before "${extra.text}"`);
    return result.value !== 0n;
  }

  #accept(text: string): boolean {
    const token = this.#tokens[this.#position];
    if (token?.kind !== TokenKind.punctuator || token.text !== text) return false;
    this.#position++;
    return true;
  }

  /** `evaluated` is false in a branch skipped by `&&`, `||` or `?:`, where division by zero is no error. */
  #conditional(evaluated: boolean): Value {
    const test = this.#binary(1, evaluated);
    if (!this.#accept("?")) return test;
    const isTrue = test.value !== 0n;
    const then = this.#nesting.deeper(() => this.#conditional(evaluated && isTrue));
    if (!this.#accept(":")) throw new ConditionError('"?" without ":"');
    const otherwise = this.#nesting.deeper(() => this.#conditional(evaluated && !isTrue));
    return wrap((isTrue ? then : otherwise).value, then.unsigned || otherwise.unsigned);
  }

  #binary(level: number, evaluated: boolean): Value {
    let left = this.#unary(evaluated);
    for (;;) {
      const token = this.#tokens[this.#position];
      const operator = token?.kind === TokenKind.punctuator ? token.text : "";
      const own = precedence.get(operator) ?? 0;
      if (own < level) return left;
      this.#position++;
      const decided = (operator === "&&" && left.value === 0n) || (operator === "||" && left.value !== 0n);
      const right = this.#binary(own + 1, evaluated && !decided);
      left = apply(operator, left, right, evaluated);
    }
  }

  #unary(evaluated: boolean): Value {
    const token = this.#tokens[this.#position++];
    if (token === undefined) throw new ConditionError("the expression ends too early");
    if (token.kind === TokenKind.number) return integer(token.text);
    if (token.kind === TokenKind.character) {
      const { value, type } = characterConstant(token.text, this.#model);
      return { value, unsigned: type === "char" ? !this.#model.charSigned : type.startsWith("unsigned") };
    }
    if (token.kind === TokenKind.identifier) return { value: 0n, unsigned: false };
    switch (token.text) {
      case "(": {
        const inner = this.#nesting.deeper(() => this.#conditional(evaluated));
        if (!this.#accept(")")) throw new ConditionError('missing ")"');
        return inner;
      }
      case "+":
        return this.#operand(evaluated);
      case "-": {
        const { value, unsigned } = this.#operand(evaluated);
        return wrap(-value, unsigned);
      }
      case "~": {
        const { value, unsigned } = this.#operand(evaluated);
        return wrap(~value, unsigned);
      }
      case "!":
        return truth(this.#operand(evaluated).value === 0n);
    }
    throw new ConditionError(`"${token.text}" is not valid here`);
  }

  #operand(evaluated: boolean): Value {
    return this.#nesting.deeper(() => this.#unary(evaluated));
  }
}

const truth = (holds: boolean): Value => ({ value: holds ? 1n : 0n, unsigned: false });
const wrap = (value: bigint, unsigned: boolean): Value => ({
  value: unsigned ? BigInt.asUintN(64, value) : BigInt.asIntN(64, value),
  unsigned,
});

function apply(operator: string, a: Value, b: Value, evaluated: boolean): Value {
  if (operator === "&&") return truth(a.value !== 0n && b.value !== 0n);
  if (operator === "||") return truth(a.value !== 0n || b.value !== 0n);
  if (operator === "<<" || operator === ">>") {
    const count = b.value;
    const isLeft = (operator === "<<") === count >= 0n;
    const size = count < 0n ? -count : count;
    if (size >= 64n) return wrap(isLeft || a.value >= 0n ? 0n : -1n, a.unsigned);
    return wrap(isLeft ? a.value << size : a.value >> size, a.unsigned);
  }
  const unsigned = a.unsigned || b.unsigned;
  const left = wrap(a.value, unsigned).value;
  const right = wrap(b.value, unsigned).value;
  const result = operate(operator, left, right);
  if (result === null) {
    if (evaluated) throw new ConditionError("division by zero");
    return wrap(0n, unsigned);
  }
  return typeof result === "boolean" ? truth(result) : wrap(result, unsigned);
}

/** Integer constants without suffix that `BigInt` reads as C does, and that fit in 63 bits. */
const plainInteger = /^(?:0|[1-9]\d{0,17}|0[xX][\da-fA-F]{1,15})$/;

/** C11 6.4.4.1, plus Visual C++'s suffix `i64`. */
function integer(text: string): Value {
  if (plainInteger.test(text)) return { value: BigInt(text), unsigned: false };
  const match = /^(0[xX][\da-fA-F']+|0[bB][01']+|[\d']+)([uU]?(?:[lL]|ll|LL)?[uU]?|[uU]?[iI]64)$/.exec(text);
  if (match === null) throw new ConditionError(`"${text}" is not an integer`);
  const digits = (match[1] as string).replaceAll("'", "");
  const isOctal = /^0[0-7]+$/.test(digits);
  if (/^0\d/.test(digits) && !isOctal) throw new ConditionError(`"${text}" is not an octal integer`);
  const value = BigInt.asUintN(64, BigInt(isOctal ? `0o${digits.slice(1)}` : digits));
  return { value, unsigned: /[uU]/.test(match[2] as string) || value > 0x7fff_ffff_ffff_ffffn };
}
