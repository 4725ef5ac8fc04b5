import { NestedTooDeep } from "./nesting.ts";

/** Why a size, layout or value is unknown. */
export type UnknownReason =
  /** An undeclared enumerator, variable or member. */
  | "unknown-name"
  /** An undeclared typedef, or a type this compiler lacks. */
  | "unknown-type"
  /** A record or enum that is never completed, an array without a length, `void`. */
  | "incomplete-type"
  /** Not an integer constant expression (C11 6.6p6), e.g. a division by zero. */
  | "not-constant"
  /** Rejected by every compiler, e.g. a bit-field wider than its type. */
  | "invalid"
  /** Not modelled, or different between compilers. */
  | "not-supported";

/** Why a value, a layout or a printed type is unknown: returned in its place, so that nothing is guessed. */
export class Unknown {
  readonly reason: UnknownReason;
  /** The name, type or operator at fault, as written in the source if it is there. */
  readonly culprit: string;

  constructor(reason: UnknownReason, culprit: string) {
    this.reason = reason;
    this.culprit = culprit;
  }
}

/** Returns the answer, or throws it if it is `Unknown`, for `attempt` to catch. */
export function known<T>(answer: T | Unknown): T {
  if (answer instanceof Unknown) throw answer;
  return answer;
}

/** The result of `compute`, or the `Unknown` it threw. */
export function attempt<T>(compute: () => T): T | Unknown {
  try {
    return compute();
  } catch (error) {
    if (error instanceof Unknown) return error;
    if (error instanceof NestedTooDeep) return new Unknown("not-supported", "nesting this deep");
    throw error;
  }
}
