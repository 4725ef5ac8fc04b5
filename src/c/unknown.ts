export type UnknownReason =
  /** No such enumerator, variable or member. */
  | "unknown-name"
  /** No such typedef, or a type that this compiler does not have. */
  | "unknown-type"
  /** A record or enum that nothing completes, an array without a length, `void`. */
  | "incomplete-type"
  /** Not an integer constant expression (C11 6.6p6), e.g. a division by zero. */
  | "not-constant"
  /** What no compiler accepts, e.g. a bit-field wider than its type. */
  | "invalid"
  /** What we do not model, or compilers disagree on. */
  | "not-supported";

/** Why a value, a layout or a spelling is not known: answered in its place, so that nothing is guessed. */
export class Unknown {
  readonly reason: UnknownReason;
  /** The name, type or operator at fault, as in the source where it has a spelling there. */
  readonly culprit: string;

  constructor(reason: UnknownReason, culprit: string) {
    this.reason = reason;
    this.culprit = culprit;
  }
}

/** The answer if there is one; else throws the `Unknown`, for `attempt` to catch. */
export function known<T>(answer: T | Unknown): T {
  if (answer instanceof Unknown) throw answer;
  return answer;
}

/** What `compute` returns, or the `Unknown` that it threw. */
export function attempt<T>(compute: () => T): T | Unknown {
  try {
    return compute();
  } catch (error) {
    if (error instanceof Unknown) return error;
    // The stack ran out: text may nest deeper than any that a compiler takes.
    if (error instanceof RangeError) return new Unknown("not-supported", "nesting this deep");
    throw error;
  }
}
