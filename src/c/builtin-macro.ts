import { lex } from "./lexer.ts";
import { Macro } from "./macro.ts";
import { Token, TokenKind } from "./token.ts";

const make = (names: string) => names.split(" ").map((name) => new Macro(name, null, false, [], "", 0, true));

const common = make("__FILE__ __LINE__ __COUNTER__ __DATE__ __TIME__ __TIMESTAMP__ __has_include _Pragma");
const gnu = make("__INCLUDE_LEVEL__ __BASE_FILE__ __has_include_next __has_attribute __has_c_attribute __has_builtin");

/** The compiler whose extensions apply: gcc, clang, or Visual C++. */
export type Dialect = "gnu" | "clang" | "microsoft";

/** Macros with a computed replacement: the standard's (C11 6.10.8.1, 6.10.9) and the compilers'. */
export const builtinMacros: Readonly<Record<Dialect, readonly Macro[]>> = {
  gnu: [...common, ...gnu],
  clang: [...common, ...gnu, ...make("__has_feature __has_extension")],
  microsoft: [...common, ...make("__pragma")],
};

/** The names of all macros that a compiler computes itself, of all dialects. */
export const builtinMacroNames: ReadonlySet<string> = new Set(
  Object.values(builtinMacros).flatMap((macros) => macros.map(({ name }) => name)),
);

/** What they expand to differs from place to place. */
const placed: ReadonlySet<string> = new Set(["__LINE__", "__COUNTER__", "__INCLUDE_LEVEL__"]);

/** The services that built-in macros need from the preprocessor. */
export interface BuiltinHost {
  /** Paths of the header being read and of the outermost header. */
  readonly path: string;
  readonly basePath: string;
  readonly line: number;
  readonly includeDepth: number;
  /** False while a macro is expanded by itself, at no place in a header. */
  readonly isReading: boolean;
  /** Whether a condition is being expanded. */
  readonly isConditional: boolean;
  nextCount(): number;
  /** Marks the current header as depending on more than its text and macros. */
  spoil(): void;
  /** Marks the current lines as depending on more than the macros they look up. */
  dependsOnMore(): void;
  /** The tokens in the parentheses that follow; null, after a diagnostic, if there are none. */
  operand(name: Token): Token[] | null;
  hasInclude(operand: readonly Token[]): boolean;
  /** The value of `__has_attribute(feature)` and the like. */
  has(macro: string, feature: string): boolean;
  pragma(tokens: readonly Token[], at: Token): void;
}

/** The replacement of the built-in macro at `at`; null if it expands to nothing. */
export function expandBuiltin(name: Token, at: Token, host: BuiltinHost): Token | null {
  const give = (kind: TokenKind, text: string) => new Token(kind, text, name.space, at.header, at.line);
  const number = (value: number | boolean) => give(TokenKind.number, String(Number(value)));
  if (!host.isReading && placed.has(name.text)) return name;
  switch (name.text) {
    case "__LINE__":
      return number(at.line || host.line);
    case "__COUNTER__":
      host.spoil();
      return number(host.nextCount());
    case "__INCLUDE_LEVEL__":
      host.spoil();
      return number(host.includeDepth);
    case "__FILE__":
      return give(TokenKind.string, JSON.stringify(host.path));
    case "__BASE_FILE__":
      host.spoil();
      return give(TokenKind.string, JSON.stringify(host.basePath));
    // A fixed date and time: the same text must always preprocess to the same tokens.
    case "__DATE__":
      return give(TokenKind.string, '"Jan  1 1970"');
    case "__TIME__":
      return give(TokenKind.string, '"00:00:00"');
    case "__TIMESTAMP__":
      return give(TokenKind.string, '"Thu Jan  1 00:00:00 1970"');
    case "_Pragma":
      host.dependsOnMore();
      host.pragma(destringized(host.operand(name)?.[0], name.header), at);
      return null;
    case "__pragma":
      host.dependsOnMore();
      host.pragma(host.operand(name) ?? [], at);
      return null;
    default: {
      const isInclude = name.text.startsWith("__has_include");
      if (isInclude && !host.isConditional) return name;
      const operand = host.operand(name);
      if (operand === null) return number(0);
      host.dependsOnMore();
      return number(isInclude ? host.hasInclude(operand) : host.has(name.text, operand.at(-1)?.text ?? ""));
    }
  }
}

/** Destringizes the operand of `_Pragma` (C11 6.10.9p1). */
function destringized(literal: Token | undefined, header: string): readonly Token[] {
  const text = literal?.text.replace(/^L?"|"$/g, "").replace(/\\(["\\])/g, "$1") ?? "";
  return lex(header, text).items[0]?.tokens ?? [];
}
