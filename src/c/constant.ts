import { characterConstant } from "./character.ts";
import type { DataModel, IntegerName } from "./data-model.ts";
import { layoutOf, type MemberLayout, recordLayoutOf } from "./layout.ts";
import type { TranslationUnit } from "./translation-unit.ts";
import type { BasicName, CType, Expression } from "./types.ts";
import { attempt, known, Unknown } from "./unknown.ts";

/** The value of an integer constant expression; `type` is its type after the usual arithmetic conversions. */
export interface Constant {
  value: bigint;
  type: IntegerName;
}

/**
 * Evaluates an integer constant expression (C11 6.6p6) as gcc and clang do: signed arithmetic wraps, and operands that
 * are not evaluated (`1 ? 2 : 1 / 0`) need only a type. Returns `Unknown` with the reason if it is not constant.
 */
export function evaluate(expression: Expression, unit: TranslationUnit): Constant | Unknown {
  return attempt(() => value(expression, unit));
}

/**
 * The type itself if it is an integer type, or an enum's underlying type; otherwise `Unknown` with reason `invalid`.
 */
export function integerType(type: CType, unit: TranslationUnit): IntegerName | Unknown {
  const resolved = unit.resolve(type);
  if (resolved instanceof Unknown) return resolved;
  if (resolved.kind === "basic" && isInteger(resolved.name)) return resolved.name;
  if (resolved.kind !== "enum")
    return new Unknown("invalid", resolved.kind === "basic" ? resolved.name : resolved.kind);
  const definition = resolved.definition ?? unit.find("enums", `enum ${resolved.tag}`);
  if (definition === undefined) return new Unknown("incomplete-type", `enum ${resolved.tag}`);
  return unit.find("enumTypes", definition) ?? new Unknown("incomplete-type", "enum");
}

/** Whether the type can represent the value. */
export function fits(value: bigint, type: IntegerName, model: DataModel): boolean {
  return wrap(value, type, model) === value;
}

/** Converts a value to an integer type (C11 6.3.1.2, 6.3.1.3); out-of-range values wrap in signed types. */
export function convert(constant: Constant, type: IntegerName, model: DataModel): Constant {
  return { value: wrap(constant.value, type, model), type };
}

function wrap(value: bigint, type: IntegerName, model: DataModel): bigint {
  if (type === "_Bool") return value === 0n ? 0n : 1n;
  const bits = bitsOf(type, model);
  return isSigned(type, model) ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
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

function isInteger(name: BasicName): name is IntegerName {
  return name in ranks;
}

function isSigned(type: IntegerName, model: DataModel): boolean {
  return type === "char" ? model.charSigned : type !== "_Bool" && !type.startsWith("unsigned");
}

function bitsOf(type: IntegerName, model: DataModel): number {
  const layout = model.basic[type];
  if (layout === null) throw new Unknown("unknown-type", type);
  return 8 * layout.size;
}

/** C11 6.3.1.1p2. In every model int is wider than the types of lower rank. */
function promote(type: IntegerName): IntegerName {
  return ranks[type] < ranks.int ? "int" : type;
}

/** The usual arithmetic conversions (C11 6.3.1.8) for integers. */
function common(left: IntegerName, right: IntegerName, model: DataModel): IntegerName {
  const [low, high] = [promote(left), promote(right)].sort((a, b) => ranks[a] - ranks[b]) as [IntegerName, IntegerName];
  if (isSigned(low, model) === isSigned(high, model) || !isSigned(high, model)) return high;
  if (ranks[low] === ranks[high]) return low;
  return bitsOf(high, model) > bitsOf(low, model) ? high : (`unsigned ${high}` as IntegerName);
}

function value(expression: Expression, unit: TranslationUnit): Constant {
  return unit.nesting.deeper(() => computed(expression, unit));
}

function computed(expression: Expression, unit: TranslationUnit): Constant {
  const { model } = unit;
  switch (expression.kind) {
    case "integer":
      return { value: expression.value, type: literalType(expression, model) };
    case "character": {
      const { value, type } = characterConstant(expression.text, model);
      return { value, type: type === "char" ? "int" : type };
    }
    case "name": {
      const constant = unit.find("enumerators", expression.name);
      if (constant !== undefined) return known(constant);
      const declared =
        unit.find("objects", expression.name) !== undefined || unit.find("typedefs", expression.name) !== undefined;
      throw new Unknown(declared ? "not-constant" : "unknown-name", expression.name);
    }
    case "unary": {
      const operand = value(expression.operand, unit);
      if (expression.op === "!") return { value: operand.value === 0n ? 1n : 0n, type: "int" };
      const type = promote(operand.type);
      const result = { "+": operand.value, "-": -operand.value, "~": ~operand.value }[expression.op];
      return { value: wrap(result, type, model), type };
    }
    case "binary":
      return binary(expression.op, expression.left, expression.right, unit);
    case "conditional": {
      const taken = value(expression.test, unit).value !== 0n ? expression.then : expression.else;
      const type = known(integerType(typeOf(expression, unit), unit));
      return convert(value(taken, unit), type, model);
    }
    case "cast": {
      const type = integerType(expression.type, unit);
      if (type instanceof Unknown) throw type.reason === "invalid" ? new Unknown("not-constant", type.culprit) : type;
      return convert(value(expression.operand, unit), type, model);
    }
    case "sizeof":
      return size(known(layoutOf(expression.type, unit)).size, model);
    case "alignof":
      return size(known(layoutOf(expression.type, unit)).align, model);
    case "preferred-alignof":
      return size(preferredAlignment(expression.type, unit), model);
    case "sizeof-expression":
      return size(known(layoutOf(typeOf(expression.operand, unit), unit)).size, model);
    case "offsetof":
      return size(offsetOf(expression.type, expression.path, unit), model);
    case "member":
      throw new Unknown("not-constant", expression.name);
    case "dereference":
      throw new Unknown("not-constant", "*");
    case "address":
      throw new Unknown("not-constant", "&");
    case "unknown":
      throw new Unknown("not-constant", expression.text);
  }
}

/** i386 aligns these to 4 as members and prefers 8 for variables; elsewhere they are aligned to 8. */
const preferablyEight: ReadonlySet<BasicName> = new Set([
  "long long",
  "unsigned long long",
  "double",
  "_Complex double",
]);

/** The value of `__alignof__`. */
function preferredAlignment(type: CType, unit: TranslationUnit): number {
  const { align } = known(layoutOf(type, unit));
  for (;;) {
    if (type.kind === "array") type = type.of;
    else if (type.kind === "qualified" || type.kind === "atomic") type = type.type;
    else if (type.kind === "named") {
      const typedef = unit.find("typedefs", type.name);
      if (typedef === undefined || typedef.attributes.some(({ name }) => name === "aligned")) return align;
      type = typedef.type;
    } else break;
  }
  const name = type.kind === "enum" ? known(integerType(type, unit)) : type.kind === "basic" ? type.name : null;
  return name !== null && preferablyEight.has(name) ? Math.max(align, 8) : align;
}

/** The first type of C11 6.4.4.1p5 that can hold the value. */
function literalType(literal: Expression & { kind: "integer" }, model: DataModel): IntegerName {
  for (const signed of (["int", "long", "long long"] as const).slice(literal.long)) {
    if (!literal.unsigned && fits(literal.value, signed, model)) return signed;
    const unsigned = `unsigned ${signed}` as const;
    if (!(literal.decimal && !literal.unsigned) && fits(literal.value, unsigned, model)) return unsigned;
  }
  throw new Unknown("invalid", String(literal.value));
}

function size(bytes: number, model: DataModel): Constant {
  return { value: BigInt(bytes), type: model.sizeType };
}

function binary(op: string, leftOperand: Expression, rightOperand: Expression, unit: TranslationUnit): Constant {
  const { model } = unit;
  const left = value(leftOperand, unit);
  const truth = (holds: boolean): Constant => ({ value: holds ? 1n : 0n, type: "int" });
  if (op === "&&" || op === "||") {
    if ((left.value !== 0n) === (op === "&&")) return truth(value(rightOperand, unit).value !== 0n);
    typeOf(rightOperand, unit);
    return truth(op === "||");
  }

  const right = value(rightOperand, unit);
  if (op === "<<" || op === ">>") {
    const type = promote(left.type);
    if (right.value < 0n || right.value >= bitsOf(type, model)) throw new Unknown("not-constant", op);
    return { value: wrap(op === "<<" ? left.value << right.value : left.value >> right.value, type, model), type };
  }

  const type = common(left.type, right.type, model);
  const a = wrap(left.value, type, model);
  const b = wrap(right.value, type, model);
  const result = (value: bigint): Constant => ({ value: wrap(value, type, model), type });
  switch (op) {
    case "+":
      return result(a + b);
    case "-":
      return result(a - b);
    case "*":
      return result(a * b);
    case "/":
    case "%":
      if (b === 0n) throw new Unknown("not-constant", op);
      return result(op === "/" ? a / b : a % b);
    case "&":
      return result(a & b);
    case "|":
      return result(a | b);
    case "^":
      return result(a ^ b);
    case "==":
      return truth(a === b);
    case "!=":
      return truth(a !== b);
    case "<":
      return truth(a < b);
    case ">":
      return truth(a > b);
    case "<=":
      return truth(a <= b);
    case ">=":
      return truth(a >= b);
    default:
      throw new Unknown("not-constant", op);
  }
}

function offsetOf(type: CType, path: string[], unit: TranslationUnit): number {
  let offset = 0;
  for (const name of path) {
    const member = memberOf(type, name, unit);
    offset += member.offset;
    type = member.type;
  }
  return offset;
}

/** The member named in `offsetof` or `sizeof`, which must not be a bit-field. */
function memberOf(type: CType, name: string, unit: TranslationUnit): MemberLayout {
  const record = known(unit.resolve(type));
  if (record.kind !== "record") throw new Unknown("invalid", name);
  const member = known(recordLayoutOf(record, unit)).members.find((candidate) => candidate.name === name);
  if (member === undefined) throw new Unknown("unknown-name", name);
  if (member.bitWidth !== null) throw new Unknown("invalid", name);
  return member;
}

/** The type of an unevaluated expression, such as the operand of `sizeof`. */
function typeOf(expression: Expression, unit: TranslationUnit): CType {
  return unit.nesting.deeper(() => operandType(expression, unit));
}

function operandType(expression: Expression, unit: TranslationUnit): CType {
  const { model } = unit;
  const basic = (name: BasicName): CType => ({ kind: "basic", name });
  switch (expression.kind) {
    case "integer":
      return basic(literalType(expression, model));
    case "character":
      return basic(value(expression, unit).type);
    case "name": {
      const constant = unit.find("enumerators", expression.name);
      if (constant !== undefined) return basic(known(constant).type);
      const object = unit.find("objects", expression.name);
      if (object !== undefined) return object;
      throw new Unknown("unknown-name", expression.name);
    }
    case "unary":
      return expression.op === "!" ? basic("int") : promoted(typeOf(expression.operand, unit), unit);
    case "binary":
      return binaryType(expression.op, expression.left, expression.right, unit);
    case "conditional":
      return balanced(typeOf(expression.then, unit), typeOf(expression.else, unit), unit);
    case "cast":
      return expression.type;
    case "sizeof":
    case "alignof":
    case "preferred-alignof":
    case "sizeof-expression":
    case "offsetof":
      return basic(model.sizeType);
    case "member": {
      const object = typeOf(expression.object, unit);
      return memberOf(expression.arrow ? pointee(object, unit) : object, expression.name, unit).type;
    }
    case "dereference":
      return pointee(typeOf(expression.operand, unit), unit);
    case "address":
      return { kind: "pointer", to: typeOf(expression.operand, unit) };
    case "unknown":
      throw new Unknown("not-supported", expression.text);
  }
}

function binaryType(op: string, leftOperand: Expression, rightOperand: Expression, unit: TranslationUnit): CType {
  if (/^(&&|\|\||[=!<>]=|[<>])$/.test(op)) return { kind: "basic", name: "int" };
  const left = decayed(typeOf(leftOperand, unit), unit);
  if (op === "<<" || op === ">>") return promoted(left, unit);
  const right = decayed(typeOf(rightOperand, unit), unit);
  if (op === "-" && left.kind === "pointer" && right.kind === "pointer")
    return { kind: "basic", name: unit.model.ptrdiffType };
  return balanced(left, right, unit);
}

/** The type of `left + right` and of `test ? left : right`. */
function balanced(leftType: CType, rightType: CType, unit: TranslationUnit): CType {
  const left = decayed(leftType, unit);
  const right = decayed(rightType, unit);
  if (left.kind === "pointer") return left;
  if (right.kind === "pointer" || left.kind === "record") return right;
  for (const name of ["long double", "double", "float"] as const) {
    for (const side of [left, right]) if (side.kind === "basic" && side.name === name) return side;
  }
  return {
    kind: "basic",
    name: common(known(integerType(left, unit)), known(integerType(right, unit)), unit.model),
  };
}

function promoted(type: CType, unit: TranslationUnit): CType {
  const resolved = known(unit.resolve(type));
  if (resolved.kind === "basic" && !isInteger(resolved.name)) return resolved;
  return { kind: "basic", name: promote(known(integerType(resolved, unit))) };
}

/** The resolved type, with arrays and functions decayed to pointers (C11 6.3.2.1p3). */
function decayed(type: CType, unit: TranslationUnit): CType {
  const resolved = known(unit.resolve(type));
  if (resolved.kind === "array") return { kind: "pointer", to: resolved.of };
  return resolved.kind === "function" ? { kind: "pointer", to: resolved } : resolved;
}

function pointee(type: CType, unit: TranslationUnit): CType {
  const pointer = decayed(type, unit);
  if (pointer.kind !== "pointer") throw new Unknown("invalid", "*");
  return pointer.to;
}
