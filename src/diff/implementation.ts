import type { Implementation, ManifestSymbol } from "../manifest/model.ts";

/** What is compiled into an extension that uses a symbol; null for symbols without code. */
export const implementationOf = (symbol: ManifestSymbol): Implementation | null =>
  "implementation" in symbol ? symbol.implementation : null;

/** The names that one implementation imports and the other does not. */
export const importedOnly = (one: Implementation, other: Implementation): string[] =>
  one.imports.filter((name) => !other.imports.includes(name));

/** For use in a sentence: `a, b and c`. */
export const listed = (names: readonly string[]): string => names.join(", ").replace(/, (\w+)$/, " and $1");
