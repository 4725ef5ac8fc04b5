import type { MemberUse, SymbolUse } from "../use.ts";
import { type Type, unknown } from "./type.ts";

/** What of the API an expression gets its type from. */
export type Source = Pick<SymbolUse, "kind" | "name"> | Pick<MemberUse, "kind" | "struct" | "member">;

/** What an expression gives. */
export interface Value {
  type: Type;
  /** Null where nothing of the API decides its type. */
  source: Source | null;
  /** False only where that is certain (C11 6.3.2.1). */
  isLvalue: boolean;
  /** Of a constant: whether it is zero, and so may be a null pointer (C11 6.3.2.3p3); null where that is not known. */
  isZero: boolean | null;
}

export const value = (type: Type, more: Partial<Value> = {}): Value => ({
  type,
  source: null,
  isLvalue: false,
  isZero: false,
  ...more,
});

/** Nothing is known of it. */
export const nothing: Value = value(unknown, { isLvalue: true, isZero: null });
