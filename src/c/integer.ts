import type { DataModel, IntegerName } from "./data-model.ts";
import { operate } from "./operators.ts";
import type { BasicName, Expression } from "./types.ts";
import { Unknown } from "./unknown.ts";

/** The value of an integer constant expression; `type` is its type after the usual arithmetic conversions. */
export interface Constant {
  value: bigint;
  type: IntegerName;
}

/** Whether the type can represent the value. */
export function fits(value: bigint, type: IntegerName, model: DataModel): boolean {
  return wrap(value, type, model) === value;
}

/** Converts a value to an integer type (C11 6.3.1.2, 6.3.1.3); out-of-range values wrap in signed types. */
export function convert(constant: Constant, type: IntegerName, model: DataModel): Constant {
  return { value: wrap(constant.value, type, model), type };
}

/**
 * The value and type of `left op right` for each operator that evaluates both operands (C11 6.5.5 to 6.5.12). Throws
 * `Unknown` for a division by zero, a shift by too much and other operators.
 */
export function combine(op: string, left: Constant, right: Constant, model: DataModel): Constant {
  if (op === "<<" || op === ">>") {
    const type = promote(left.type);
    if (right.value < 0n || right.value >= bitsOf(type, model)) throw new Unknown("not-constant", op);
    return { value: wrap(op === "<<" ? left.value << right.value : left.value >> right.value, type, model), type };
  }

  const type = common(left.type, right.type, model);
  const result = operate(op, wrap(left.value, type, model), wrap(right.value, type, model));
  if (result === null) throw new Unknown("not-constant", op);
  return typeof result === "boolean" ? truth(result) : { value: wrap(result, type, model), type };
}

/** What a comparison or a logical operator results in (C11 6.5.8p6). */
export function truth(holds: boolean): Constant {
  return { value: holds ? 1n : 0n, type: "int" };
}

/** The first type of C11 6.4.4.1p5 that can hold the value. Throws `Unknown` if none can. */
export function literalType(literal: Expression & { kind: "integer" }, model: DataModel): IntegerName {
  for (const signed of (["int", "long", "long long"] as const).slice(literal.long)) {
    if (!literal.unsigned && fits(literal.value, signed, model)) return signed;
    const unsigned = `unsigned ${signed}` as const;
    if (!(literal.decimal && !literal.unsigned) && fits(literal.value, unsigned, model)) return unsigned;
  }
  throw new Unknown("invalid", String(literal.value));
}

/** Whether it names an integer type. */
export function isInteger(name: BasicName): name is IntegerName {
  return name in ranks;
}

/** The integer promotions (C11 6.3.1.1p2). In every model int is wider than the types of lower rank. */
export function promote(type: IntegerName): IntegerName {
  return ranks[type] < ranks.int ? "int" : type;
}

/** The usual arithmetic conversions (C11 6.3.1.8) for integers. */
export function common(left: IntegerName, right: IntegerName, model: DataModel): IntegerName {
  const [low, high] = [promote(left), promote(right)].sort((a, b) => ranks[a] - ranks[b]) as [IntegerName, IntegerName];
  if (isSigned(low, model) === isSigned(high, model) || !isSigned(high, model)) return high;
  if (ranks[low] === ranks[high]) return low;
  return bitsOf(high, model) > bitsOf(low, model) ? high : (`unsigned ${high}` as IntegerName);
}

/** Integer conversion rank (C11 6.3.1.1p1). */
const ranks: Record<IntegerName, number> = {
  _Bool: 0,
  char: 1,
  "signed char": 1,
  "unsigned char": 1,
  short: 2,
  "unsigned short": 2,
  int: 3,
  "unsigned int": 3,
  long: 4,
  "unsigned long": 4,
  "long long": 5,
  "unsigned long long": 5,
  __int128: 6,
  "unsigned __int128": 6,
};

function wrap(value: bigint, type: IntegerName, model: DataModel): bigint {
  if (type === "_Bool") return value === 0n ? 0n : 1n;
  const bits = bitsOf(type, model);
  return isSigned(type, model) ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
}

function isSigned(type: IntegerName, model: DataModel): boolean {
  return type === "char" ? model.charSigned : type !== "_Bool" && !type.startsWith("unsigned");
}

function bitsOf(type: IntegerName, model: DataModel): number {
  const layout = model.basic[type];
  if (layout === null) throw new Unknown("unknown-type", type);
  return 8 * layout.size;
}
