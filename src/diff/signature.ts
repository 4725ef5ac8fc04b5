import type { FunctionSymbol, ManifestParameter } from "../manifest/model.ts";
import { conversion, sameType, widthText, worstOf } from "./conversion.ts";
import { counted } from "./counted.ts";
import type { Matched } from "./matched.ts";
import type { ImpactPair } from "./model.ts";
import type { Pair } from "./pair.ts";
import { unqualified } from "./type.ts";

/** How the signatures of two functions differ. */
export interface SignatureChange {
  /** The impact on code that calls the function, and on modules linked with it. */
  impact: ImpactPair;
  /** The differences, as parts of a sentence. */
  details: string[];
}

/** Null if callers see no difference after resolving typedefs. */
export function signatureChange({ from, to }: Pair<FunctionSymbol>, comparison: Matched): SignatureChange | null {
  if (isSpelledAlike(from, to)) return null;
  const { types } = comparison;
  const impacts: ImpactPair[] = [];
  const details: string[] = [];
  const isSameNumber = from.params.length === to.params.length;
  if (!isSameNumber) {
    impacts.push({ source: "breaking", binary: "breaking" });
    details.push(`it takes ${counted(to.params.length, "parameter")}, not ${from.params.length}`);
  }
  const changed: string[] = [];
  for (const [index, param] of from.params.entries()) {
    const other = isSameNumber ? to.params[index] : parameterNamed(param.name, to);
    // A change behind an equal name is reported for the typedef or struct.
    if (other === undefined || param.type === other.type) continue;
    // A parameter's own qualifiers are not part of the function's type (C11 6.7.6.3p15).
    const given = unqualified(types.of(comparison.from, param.type));
    const wanted = unqualified(types.of(comparison.to, other.type));
    if (sameType(given, wanted)) continue;
    impacts.push(conversion(given, wanted, types.model));
    changed.push(
      `parameter ${other.name ?? index + 1} is ${other.type}, not ${param.type}${widthText(wanted, given, types.model)}`,
    );
  }
  const order = changed.length > 0 ? otherOrder(from, to) : null;
  details.push(...(order === null ? changed : [`its parameters are in another order: ${order.join(", ")}`]));
  if (from.returns !== to.returns) {
    const wanted = types.of(comparison.from, from.returns);
    const given = types.of(comparison.to, to.returns);
    if (!sameType(wanted, given)) {
      impacts.push(conversion(given, wanted, types.model));
      details.push(`it returns ${to.returns}, not ${from.returns}${widthText(given, wanted, types.model)}`);
    }
  }
  if (from.variadic !== to.variadic) {
    impacts.push({ source: to.variadic ? "compatible" : "breaking", binary: to.variadic ? "risky" : "compatible" });
    details.push(to.variadic ? "it takes more arguments" : "it takes no more arguments than those");
  }
  return details.length === 0 ? null : { impact: worstOf(...impacts), details };
}

/** Most functions of a pair are. */
function isSpelledAlike(from: FunctionSymbol, to: FunctionSymbol): boolean {
  return (
    from.returns === to.returns &&
    from.variadic === to.variadic &&
    from.params.length === to.params.length &&
    from.params.every(({ type }, index) => type === to.params[index]?.type)
  );
}

function parameterNamed(name: string | null, { params }: FunctionSymbol): ManifestParameter | undefined {
  return name === null ? undefined : params.find((param) => param.name === name);
}

/** The names of the parameters, if the same ones with the same types are in another order; null otherwise. */
function otherOrder(from: FunctionSymbol, to: FunctionSymbol): string[] | null {
  const before = new Map(from.params.map(({ name, type }) => [name, type]));
  const names = to.params.flatMap(({ name, type }) => (name !== null && before.get(name) === type ? name : []));
  return names.length === from.params.length && before.size === names.length ? names : null;
}
