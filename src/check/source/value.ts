import type { MemberUse, SymbolUse } from "../use.ts";
import { type Type, unknown } from "./type.ts";

/** The part of the API that an expression's type comes from. */
export type Source = Pick<SymbolUse, "kind" | "name"> | Pick<MemberUse, "kind" | "struct" | "member">;

/** The value of an expression. */
export interface Value {
  type: Type;
  /** Null if its type does not come from the API. */
  source: Source | null;
  /** False only if certain (C11 6.3.2.1). */
  isLvalue: boolean;
  /** For a constant: whether it is zero, and so may be a null pointer (C11 6.3.2.3p3); null if unknown. */
  isZero: boolean | null;
  /** What is wrong with it was reported already. */
  isRefused: boolean;
}

/** Unless `more` says so, no lvalue, not a null pointer constant, and of a type that is not of the API. */
export const value = (type: Type, more: Partial<Value> = {}): Value => ({
  type,
  source: null,
  isLvalue: false,
  isZero: false,
  isRefused: false,
  ...more,
});

/** A value about which nothing is known. */
export const nothing: Value = value(unknown, { isLvalue: true, isZero: null });
