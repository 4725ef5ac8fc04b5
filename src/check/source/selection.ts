import { isCompatible } from "./conversion.ts";
import { decayed } from "./type.ts";
import type { UnitReader } from "./unit-reader.ts";
import { nothing, type Value } from "./value.ts";

/** Reads `_Generic(x, T: a, default: b)` (C11 6.5.1.1); its value is unknown unless all of its types are known. */
export function selection(unit: UnitReader): Value {
  const { cursor } = unit;
  cursor.position++;
  const close = cursor.closer();
  cursor.position++;
  const control = decayed(unit.expressions.assignment().type);
  let isKnown = control.kind !== "unknown";
  let selected: Value | null = null;
  let other = nothing;
  while (cursor.position < close && cursor.accept(",")) {
    const type = cursor.accept("default") ? null : unit.declarators.typeName();
    cursor.accept(":");
    const value = unit.expressions.assignment();
    if (type === null) other = value;
    else if (type.kind === "unknown") isKnown = false;
    else if (isCompatible(control, type)) selected ??= value;
  }
  unit.leave(close);
  return isKnown ? (selected ?? other) : nothing;
}
