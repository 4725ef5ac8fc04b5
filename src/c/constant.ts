import { characterConstant } from "./character.ts";
import type { DataModel } from "./data-model.ts";
import { type Constant, combine, common, convert, isInteger, literalType, promote, truth } from "./integer.ts";
import { layoutOf, recordLayoutOf } from "./layout.ts";
import type { MemberLayout } from "./record-layout.ts";
import type { TranslationUnit } from "./translation-unit.ts";
import type { BasicName, CType, Expression } from "./types.ts";
import { attempt, known, Unknown } from "./unknown.ts";

/**
 * Evaluates an integer constant expression (C11 6.6p6) as gcc and clang do: signed arithmetic wraps, and operands that
 * are not evaluated (`1 ? 2 : 1 / 0`) need only a type. Returns `Unknown` with the reason if it is not constant.
 */
export function evaluate(expression: Expression, unit: TranslationUnit): Constant | Unknown {
  return attempt(() => value(expression, unit));
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
      if (expression.op === "!") return truth(operand.value === 0n);
      const result = { "+": operand.value, "-": -operand.value, "~": ~operand.value }[expression.op];
      return convert({ value: result, type: operand.type }, promote(operand.type), model);
    }
    case "binary":
      return binary(expression.op, expression.left, expression.right, unit);
    case "conditional": {
      const taken = value(expression.test, unit).value !== 0n ? expression.then : expression.else;
      const type = known(unit.integerType(typeOf(expression, unit)));
      return convert(value(taken, unit), type, model);
    }
    case "cast": {
      const type = unit.integerType(expression.type);
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
  const name = type.kind === "enum" ? known(unit.integerType(type)) : type.kind === "basic" ? type.name : null;
  return name !== null && preferablyEight.has(name) ? Math.max(align, 8) : align;
}

function size(bytes: number, model: DataModel): Constant {
  return { value: BigInt(bytes), type: model.sizeType };
}

function binary(op: string, leftOperand: Expression, rightOperand: Expression, unit: TranslationUnit): Constant {
  const { model } = unit;
  const left = value(leftOperand, unit);
  if (op === "&&" || op === "||") {
    if ((left.value !== 0n) === (op === "&&")) return truth(value(rightOperand, unit).value !== 0n);
    typeOf(rightOperand, unit);
    return truth(op === "||");
  }
  return combine(op, left, value(rightOperand, unit), model);
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
    name: common(known(unit.integerType(left)), known(unit.integerType(right)), unit.model),
  };
}

function promoted(type: CType, unit: TranslationUnit): CType {
  const resolved = known(unit.resolve(type));
  if (resolved.kind === "basic" && !isInteger(resolved.name)) return resolved;
  return { kind: "basic", name: promote(known(unit.integerType(resolved))) };
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
