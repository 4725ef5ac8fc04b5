import { closing, tokensOf, unwrapped } from "./alias.ts";
import type { ManifestIndex } from "./manifest-index.ts";

/**
 * Whether a macro may be assigned to: its body is an expression that ends in a member or an element, or follows a
 * pointer (C11 6.5.2.1, 6.5.2.3, 6.5.3.2), or is a variable or another such macro.
 */
export function isLvalue(name: string, index: ManifestIndex): boolean {
  return isLvalueNamed(name, index, new Set());
}

function isLvalueNamed(name: string, index: ManifestIndex, via: ReadonlySet<string>): boolean {
  const symbol = index.symbols.get(name);
  if (symbol?.kind === "variable") return true;
  if (symbol?.kind !== "macro" || symbol.value !== null || via.has(name)) return false;
  return isLvalueText(unwrapped(tokensOf(symbol.body)), index, new Set([...via, name]));
}

function isLvalueText(tokens: readonly string[], index: ManifestIndex, via: ReadonlySet<string>): boolean {
  const [first, second] = tokens;
  if (first === undefined) return false;
  // What `*` gives, if there is nothing but casts, calls and the like behind it.
  if (first === "*") return !hasOperator(tokens.slice(1));
  if (hasOperator(tokens)) return false;
  // `(T *)x->y` is a cast; `((T *)x)->y` is not.
  if (first === "(" && /^[\w(]/.test(tokens[closing(tokens, 0)] ?? "")) return false;
  if (tokens.length > 2 && /^(?:->|\.)$/.test(tokens.at(-2) ?? "")) return true;
  if (tokens.at(-1) === "]") return true;
  const isName = tokens.length === 1;
  const isCall = second === "(" && closing(tokens, 1) === tokens.length;
  return (isName || isCall) && isLvalueNamed(first, index, via);
}

/** Whether there is an operator outside of all brackets that makes a value. */
function hasOperator(tokens: readonly string[]): boolean {
  for (let index = 0; index < tokens.length; ) {
    const token = tokens[index] ?? "";
    if (/^[([{]$/.test(token)) {
      index = closing(tokens, index);
      continue;
    }
    if (!/^(?:[\w.]*\w|->|\.|\*)$/.test(token)) return true;
    // Between operands it multiplies.
    if (token === "*" && index > 0 && /^[\w)\]]/.test(tokens[index - 1] ?? "")) return true;
    index++;
  }
  return false;
}
