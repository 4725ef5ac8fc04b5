import type { FunctionSymbol, ManifestSymbol, Tier } from "../../manifest/model.ts";
import { isFunction } from "../finding.ts";
import type { ManifestIndex } from "../manifest-index.ts";
import { isCallable } from "../renames/alike.ts";
import { stemOf } from "../symbol-name.ts";

/**
 * A public name that by its form does the same as one that is deprecated, hidden or gone: the strong form of a function
 * that returns a borrowed reference, or the same stem without the underscore. Null if there is none.
 */
export function siblingOf(symbol: ManifestSymbol, to: ManifestIndex): ManifestSymbol | null {
  return strongSibling(symbol, to) ?? publicSibling(symbol, to);
}

/**
 * `PyDict_GetItemRef` for `PyDict_GetItem` and `PyDict_GetItemWithError`, `PyWeakref_GetRef` for `PyWeakref_GetObject`:
 * the name with `Ref` appended or in place of its last words. None for a function documented to return a new reference.
 */
function strongSibling(symbol: ManifestSymbol, to: ManifestIndex): ManifestSymbol | null {
  if (!isFunction(symbol) || symbol.returns !== "PyObject *" || symbol.reference === "new") return null;
  const words = symbol.name.replace(/^_+/, "").split(/(?<=[a-z])(?=[A-Z])/);
  const candidates = words.map((_, index) => `${words.slice(0, words.length - index).join("")}Ref`);
  return candidates.map((other) => to.symbols.get(other)).find((other) => other && takesTheSame(symbol, other)) ?? null;
}

/** The strong form's extra parameter receives the result. */
function takesTheSame(one: FunctionSymbol, other: ManifestSymbol): boolean {
  if (!isFunction(other) || other.surface !== "public" || other.reference === "borrowed") return false;
  return one.params.length > 0 && one.params.every(({ type }, index) => other.params[index]?.type === type);
}

const best: Partial<Record<Tier, number>> = { limited: 0, public: 1, unstable: 2 };

/** `PyDict_Pop` for `_PyDict_Pop`; `PyLong_GetSign` for `_PyLong_Sign`. */
function publicSibling(symbol: ManifestSymbol, to: ManifestIndex): ManifestSymbol | null {
  if (best[symbol.tier] !== undefined && symbol.surface === "public") return null;
  const stem = stemOf(symbol.name);
  // A single common word is not evidence.
  if (!stem.includes("_")) return null;
  const candidates = [stem, stem.replace(/_(?=[A-Z][a-z]+$)/, "_Get")]
    .flatMap((stem) => [`Py${stem}`, `Py_${stem}`, `PyUnstable_${stem}`])
    .flatMap((name) => to.symbols.get(name) ?? []);
  return candidates.find((other) => best[other.tier] !== undefined && isCallable(other) === isCallable(symbol)) ?? null;
}

/** The setter for an assignable macro: `Py_SET_SIZE` for `Py_SIZE`, `PyList_SET_ITEM` for `PyList_GET_ITEM`. */
export function setterOf(name: string, { symbols }: ManifestIndex): string | undefined {
  const words = name.split("_");
  const candidates = words.includes("GET")
    ? [words.map((word) => (word === "GET" ? "SET" : word))]
    : words.slice(1).map((_, index) => words.toSpliced(index + 1, 0, "SET"));
  return candidates.map((candidate) => candidate.join("_")).find((candidate) => symbols.has(candidate));
}
