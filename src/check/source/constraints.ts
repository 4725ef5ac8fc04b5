import type { Token } from "../../c/token.ts";
import { counted } from "../../diff/counted.ts";
import { usedText } from "../model.ts";
import { isTaken } from "./conversion.ts";
import { decayed, type FunctionType, plain, type Type, typeText } from "./type.ts";
import type { UnitReader } from "./unit-reader.ts";
import type { Source, Value } from "./value.ts";

/** A type that takes all numbers and pointers. */
const number = plain("");

/** Reports operands that a compiler rejects, if CPython's headers are what determines their types. */
export class Constraints {
  readonly #unit: UnitReader;

  constructor(unit: UnitReader) {
    this.#unit = unit;
  }

  /**
   * Checks a conversion; a rejection is reported for the API name that decides one of the types.
   * @param wants what expects the type, if it is the API's
   * @param start the first token of the value
   */
  converts(value: Value, wanted: Type, wants: Source | null, start: number): void {
    if (value.isRefused || isTaken(value, wanted, this.#unit.isCpp)) return;
    const token = this.#unit.cursor.tokens[start];
    const source = wants ?? value.source ?? sourceOfType(wanted) ?? sourceOfType(value.type);
    if (token === undefined || source === null) return;
    const message = `${shown(value.type)} is given where ${shown(wanted)} is expected.`;
    this.#unit.recorder.fault(source, token, { kind: "conversion", message });
  }

  /**
   * The size of a type is needed, which is unknown if the API's headers do not complete it.
   * @returns false if that was reported
   */
  complete(type: Type, token: Token | undefined): boolean {
    const { recorder } = this.#unit;
    const element = type.kind === "array" ? type.of : type;
    if (element.kind !== "record" || token === undefined || this.#unit.definitionOf(element).members !== null)
      return true;
    const { name, tag, origin } = element;
    if (tag !== null && origin !== "cpython" && recorder.systemName("tag", tag, token)) return true;
    if (name === null || !recorder.isOfApi(element)) return true;
    const message = `The public headers do not complete ${name}, so its size is unknown.`;
    recorder.fault({ kind: "symbol", name }, token, { kind: "incomplete-type", message });
    return false;
  }

  /** Requirements of assignment, `++` and `&` (C11 6.5.16p2, 6.5.2.4p1, 6.5.3.2p1). */
  lvalue(operand: Value, start: number, isAddress = false): void {
    const unit = this.#unit;
    const { cursor } = unit;
    const isArray = operand.type.kind === "array";
    if (operand.type.kind === "unknown" || (operand.isLvalue && (isAddress || !isArray))) return;
    if (isAddress && (operand.type.kind === "function" || isArray)) return;
    const token = cursor.tokens[start];
    const source = operand.source ?? unit.recorder.sourceAt(token);
    if (source === null || token === undefined) return;
    const what = isAddress ? "its address cannot be taken" : "it cannot be assigned to";
    const message = `${usedText(source)} is ${isArray ? "an array" : "a value"}: ${what}.`;
    unit.recorder.fault(source, token, { kind: "not-lvalue", message });
  }

  /** A call through a pointer that a member or typedef of CPython's determines; those of its functions are uses with a count. */
  argumentCount({ type, source }: Value, callee: FunctionType | null, given: number, token: Token | undefined): void {
    const unit = this.#unit;
    const takes = callee?.parameters?.length;
    // Commas of template arguments look like others.
    if (unit.isCpp || type.kind !== "pointer" || takes === undefined || token === undefined) return;
    const pointer: Source | null =
      source?.kind === "member" ? source : type.alias === undefined ? null : { kind: "symbol", name: type.alias };
    if (pointer === null || given === takes || (callee?.isVariadic && given > takes)) return;
    const message = `${usedText(pointer)} takes ${counted(takes, "argument")}, and is called with ${given}.`;
    unit.recorder.fault(pointer, token, { kind: "arguments", message });
  }

  /** Operands of arithmetic, comparisons and conditions are numbers or pointers (C11 6.5.3.3, 6.5.5 to 6.5.15). */
  scalar(operand: Value, start: number): void {
    this.converts(operand, number, null, start);
  }

  /** Operands of `*`, `/` and unary `-` are no pointers, those of `%`, `~` and `[]` integers (C11 6.5.3.3p1, 6.5.5p2). */
  arithmetic({ type, source }: Value, start: number, isInteger: boolean): void {
    const unit = this.#unit;
    const token = unit.cursor.tokens[start];
    const given = decayed(type);
    const isReal = given.kind === "plain" && /^(?:float|(?:long )?double)$/.test(given.name);
    if (source === null || token === undefined || !(given.kind === "pointer" || (isInteger && isReal))) return;
    const message = `"${typeText(given)}" is given where ${isInteger ? "an integer" : "a number"} is expected.`;
    unit.recorder.fault(source, token, { kind: "conversion", message });
  }

  /** The target of `*`, `[]` and pointer arithmetic must be complete (C11 6.5.6p2). */
  completeTarget(type: Type, start: number): boolean {
    const pointer = decayed(type);
    return pointer.kind !== "pointer" || this.complete(pointer.to, this.#unit.cursor.tokens[start]);
  }

  /** What `*` gives must be complete, but for the operators that tell so themselves and for `&` (C11 6.5.3.2p3). */
  completeValue(type: Type, start: number): boolean {
    const unit = this.#unit;
    const { cursor } = unit;
    const isOperand = /^(?:&|sizeof|\()$/.test(cursor.tokens[start - 2]?.text ?? "");
    return isOperand || type.kind !== "pointer" || this.complete(type.to, cursor.tokens[start]);
  }

  /** A number cannot be dereferenced. */
  pointer({ type, source }: Value, start: number): void {
    const unit = this.#unit;
    const { cursor } = unit;
    const token = cursor.tokens[start];
    if (type.kind !== "plain" || type.name === "" || unit.isCpp || source === null || token === undefined) return;
    const message = `${usedText(source)} is not a pointer.`;
    unit.recorder.fault(source, token, { kind: "conversion", message });
  }

  /** Numbers and pointers have no members, nor has a struct any by `->` (C11 6.5.2.3p1-2). */
  members({ type, source }: Value, object: Type, start: number): void {
    const unit = this.#unit;
    const { cursor } = unit;
    const token = cursor.tokens[start];
    const isReached = cursor.tokens[cursor.position - 1]?.text === "->";
    const isStruct = isReached && type.kind === "record" && type.origin === "cpython";
    const isMemberless =
      object.kind === "pointer" ||
      object.kind === "array" ||
      object.kind === "function" ||
      (object.kind === "plain" && object.name !== "");
    if (!(isStruct || isMemberless) || source === null || token === undefined) return;
    const message = `${usedText(source)} is ${isStruct ? "no pointer" : `of type "${typeText(decayed(type))}", without members`}.`;
    unit.recorder.fault(source, token, { kind: "conversion", message });
  }
}

/** Quoted, unless it stands for all numbers and pointers. */
function shown(type: Type): string {
  const isAny = type.kind === "plain" && type.name === "";
  return isAny ? "a number or pointer" : `"${typeText(decayed(type))}"`;
}

/** The CPython typedef that named a type or its target. */
function sourceOfType(type: Type): Source | null {
  if (type.kind === "record")
    return type.origin === "cpython" && type.name ? { kind: "symbol", name: type.name } : null;
  if (type.alias !== undefined) return { kind: "symbol", name: type.alias };
  return type.kind === "pointer" ? sourceOfType(type.to) : null;
}
