import type { ManifestSymbol } from "../manifest/model.ts";
import type { ManifestIndex } from "./manifest-index.ts";

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
  if (!/^[( ]*[A-Za-z_]\w*[) ]*$/.test(body)) return null;
  const tokens = unwrapped(tokensOf(body));
  return tokens.length === 1 ? (tokens[0] ?? null) : null;
}

/** `name(a, (b))`, for a macro of `a` and `b`, each cast or not. */
function onlyCall(body: string, params: readonly string[]): string | null {
  if (!/^[( ]*[A-Za-z_]\w* ?\(/.test(body)) return null;
  const tokens = unwrapped(tokensOf(body));
  const [name] = tokens;
  if (!isName(name) || tokens[1] !== "(" || closing(tokens, 1) !== tokens.length) return null;
  const args = argumentsOf(tokens.slice(2, -1));
  const isOwn = args.every((argument, index) => isCastOf(argument, params[index] ?? "", params));
  return args.length === params.length && isOwn ? (name ?? null) : null;
}

/** `a`, `(T *)(a)`, and `CAST(a)` with a macro that has the name that CPython's casts have. */
function isCastOf(argument: readonly string[], param: string, params: readonly string[]): boolean {
  const tokens = unwrapped(argument);
  if (tokens.length === 1) return tokens[0] === param;
  if (tokens[0] === "(") {
    const end = closing(tokens, 0);
    const isType = tokens
      .slice(1, end - 1)
      .every((token) => token === "*" || (isName(token) && !params.includes(token)));
    return isType && isCastOf(tokens.slice(end), param, params);
  }
  if (!/_CAST(?:_|$)/.test(tokens[0] ?? "") || tokens[1] !== "(" || closing(tokens, 1) !== tokens.length) return false;
  return isCastOf(argumentsOf(tokens.slice(2, -1)).at(-1) ?? [], param, params);
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
