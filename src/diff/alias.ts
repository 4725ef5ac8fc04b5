import type { ManifestSymbol } from "../manifest/model.ts";
import type { ManifestIndex } from "./comparison.ts";

export interface Alias {
  kind: "alias-macro" | "alias-typedef" | "wrapper";
  /** The name that it stands for. */
  target: string;
}

/**
 * What a symbol does no more than stand for: a macro that is another name, or calls it with its own arguments, a
 * typedef of one name, an inline function whose body is one call. Null for all that does more.
 */
export function aliasOf(symbol: ManifestSymbol): Alias | null {
  switch (symbol.kind) {
    case "inline-function":
      return symbol.calls === null ? null : { kind: "wrapper", target: symbol.calls };
    case "typedef":
      return /^[A-Za-z_]\w*$/.test(symbol.type) ? { kind: "alias-typedef", target: symbol.type } : null;
    case "macro": {
      const target = symbol.params === null ? onlyName(symbol.body) : onlyCall(symbol.body, symbol.params);
      return target === null || target === symbol.name ? null : { kind: "alias-macro", target };
    }
    default:
      return null;
  }
}

/** What a symbol is once macros that are another name are resolved; itself where it is none of those. */
export function meaningOf(symbol: ManifestSymbol, { symbols }: ManifestIndex): ManifestSymbol {
  const seen = new Set<ManifestSymbol>();
  for (let now = symbol; !seen.has(now); ) {
    seen.add(now);
    const alias = now.kind === "macro" && now.params === null ? aliasOf(now) : null;
    const target = alias === null ? undefined : symbols.get(alias.target);
    if (target === undefined) return now;
    now = target;
  }
  return symbol;
}

/** What to use in `to` in place of a name that only stands, or stood, for another. */
export function hintOfAlias(symbol: ManifestSymbol, to: ManifestIndex): string | null {
  const target = to.symbols.get(aliasOf(symbol)?.target ?? "");
  return target === undefined || target.surface !== symbol.surface ? null : `Use ${target.name}.`;
}

/** `name`, `(name)`. */
function onlyName(body: string): string | null {
  const tokens = unwrapped(tokensOf(body));
  return tokens.length === 1 && isName(tokens[0]) ? (tokens[0] ?? null) : null;
}

/** `name(a, (b))`, for a macro of `a` and `b`, each cast or not. */
function onlyCall(body: string, params: readonly string[]): string | null {
  const tokens = unwrapped(tokensOf(body));
  const [name] = tokens;
  if (!isName(name) || tokens[1] !== "(" || closing(tokens, 1) !== tokens.length) return null;
  const args = argumentsOf(tokens.slice(2, -1));
  const own = (tokens: readonly string[]) => tokens.filter((token) => params.includes(token));
  const isOwn = args.every((tokens, index) => own(tokens).join() === params[index] && onlyCasts(tokens));
  return args.length === params.length && isOwn ? (name ?? null) : null;
}

/** An argument with nothing but casts around it: `(T *)(a)`, `CAST(a)`. */
function onlyCasts(tokens: readonly string[]): boolean {
  return tokens.every((token) => isName(token) || /^[()*]$/.test(token));
}

function argumentsOf(tokens: readonly string[]): string[][] {
  const args: string[][] = [[]];
  for (let index = 0; index < tokens.length; ) {
    const end = tokens[index] === "(" ? closing(tokens, index) : index + 1;
    if (tokens[index] === ",") args.push([]);
    else args.at(-1)?.push(...tokens.slice(index, end));
    index = end;
  }
  return args.length === 1 && args[0]?.length === 0 ? [] : args;
}

/** Takes parentheses around everything away. */
export function unwrapped(tokens: readonly string[]): readonly string[] {
  while (tokens[0] === "(" && closing(tokens, 0) === tokens.length) tokens = tokens.slice(1, -1);
  return tokens;
}

/** The position after the bracket that closes the one at `open`; the end where none does. */
export function closing(tokens: readonly string[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    if (/^[([{]$/.test(tokens[index] ?? "")) depth++;
    else if (/^[)\]}]$/.test(tokens[index] ?? "") && --depth === 0) return index + 1;
  }
  return tokens.length + 1;
}

/** Tokens of C as far as brackets, names and operators of an expression need it. */
export function tokensOf(body: string): string[] {
  return (
    body.match(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[\w.]*\w|->|[-+*/%&|^<>=!]=|&&|\|\||\+\+|--|<<|>>|##?|\S/g) ?? []
  );
}

function isName(token: string | undefined): boolean {
  return /^[A-Za-z_]\w*$/.test(token ?? "");
}
