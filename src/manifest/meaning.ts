import { argumentsOf, closing, isOpener, unwrapped } from "../c/brackets.ts";
import { type Code, isCall, isName } from "./code.ts";
import { isExported } from "./exported.ts";
import type { FunctionSymbol, Implementation, MacroSymbol, ManifestSymbol } from "./model.ts";

/** What a symbol's code means once the other symbols are known. */
export type CodeFacts = Partial<
  Pick<MacroSymbol, "deprecated" | "standsFor" | "assignable"> & Pick<FunctionSymbol, "implementation">
>;

const noNames: ReadonlySet<string> = new Set();

/** What the build of CPython decides about code. */
export interface Build {
  /** Whether `assert` checks, as it does in debug builds. */
  asserts: boolean;
  /** See {@link hidesUnmarked}. */
  hides: boolean;
}

type Callable = FunctionSymbol | MacroSymbol;

/**
 * Finds what the code of symbols means: what a macro stands for, whether it may be assigned to, what is compiled into
 * those who use a function or a macro, and what that imports.
 */
export class Meaning {
  readonly #symbols: ReadonlyMap<string, ManifestSymbol>;
  readonly #codeOf: (name: string) => Code | undefined;
  readonly #build: Build;
  readonly #imports = new Map<string, { found: ReadonlySet<string>; asked: ReadonlySet<string> }>();
  /** Names of which the imports are being found, each used by the one before. */
  readonly #importing = new Set<string>();
  /** Names of which was asked what they are, also those that are nothing. */
  #asked = new Set<string>();

  /** @param symbols by name */
  constructor(symbols: ReadonlyMap<string, ManifestSymbol>, codeOf: (name: string) => Code | undefined, build: Build) {
    this.#symbols = symbols;
    this.#codeOf = codeOf;
    this.#build = build;
  }

  /** What the code of a symbol means, and the names of others that this depends on; null for one without code. */
  of(symbol: ManifestSymbol): { meaning: CodeFacts; asked: ReadonlySet<string> } | null {
    const isMacro = symbol.kind === "macro";
    if (!isMacro && symbol.kind !== "function" && symbol.kind !== "inline-function") return null;
    this.#asked = new Set();
    const implementation = this.#implementationOf(symbol);
    const meaning = isMacro
      ? {
          deprecated: this.#deprecationOf(symbol.name),
          standsFor: this.#aliasOf(symbol),
          assignable: this.#isLvalue(symbol.name),
          implementation,
        }
      : { implementation };
    return { meaning, asked: this.#asked };
  }

  #symbol(name: string): ManifestSymbol | undefined {
    this.#asked.add(name);
    return this.#symbols.get(name);
  }

  /** The name a macro stands for: `name`, or a call of it with the macro's own arguments, each possibly cast. */
  #aliasOf({ name, params }: MacroSymbol): string | null {
    const tokens = unwrapped(this.#macro(name));
    const [target] = tokens;
    if (!isName(target) || target === name) return null;
    if (params === null) return tokens.length === 1 ? target : null;
    if (!isCall(tokens)) return null;
    const args = argumentsOf(tokens.slice(2, -1));
    const isOwn = args.every((argument, index) => this.#isCastOf(argument, params[index] ?? "", params));
    return args.length === params.length && isOwn ? target : null;
  }

  /** `a`, `(T *)(a)`, `(assert(…), a)`, or `CAST(a)` where CAST casts its last parameter. */
  #isCastOf(argument: readonly string[], param: string, params: readonly string[], depth = 0): boolean {
    const tokens = unwrapped(argument);
    if (tokens.length === 1) return tokens[0] === param;
    if (depth > 8) return false;
    if (tokens[0] === "assert") {
      const end = closing(tokens, 1);
      return tokens[end] === "," && this.#isCastOf(tokens.slice(end + 1), param, params, depth + 1);
    }
    if (tokens[0] === "(") {
      const end = closing(tokens, 0);
      const type = tokens.slice(1, end - 1);
      const isType = type.every((token) => token === "*" || (isName(token) && !params.includes(token)));
      return isType && this.#isCastOf(tokens.slice(end), param, params, depth + 1);
    }
    const cast = isCall(tokens) ? this.#symbol(tokens[0] as string) : undefined;
    const last = argumentsOf(tokens.slice(2, -1)).at(-1) ?? [];
    return cast !== undefined && this.#isCast(cast, depth + 1) && this.#isCastOf(last, param, params, depth + 1);
  }

  /** Whether a macro only casts its last parameter, to a type that another parameter may name. */
  #isCast(symbol: ManifestSymbol, depth = 0): boolean {
    if (symbol.kind !== "macro" || symbol.params === null) return false;
    const last = symbol.params.at(-1) ?? "";
    const tokens = unwrapped(this.#macro(symbol.name));
    return tokens.length > 1 && this.#isCastOf(tokens, last, [last], depth + 1);
  }

  /** What using a function or macro compiles in; null if nothing is called. */
  #implementationOf(symbol: Callable): Implementation | null {
    const found = this.#work(symbol, noNames);
    if (found === null) return null;
    const { kind, name } = found;
    return { kind, name, imports: [...this.#importsOf(symbol.name)].sort() };
  }

  #work(symbol: Callable, via: ReadonlySet<string>): Omit<Implementation, "imports"> | null {
    const { name } = symbol;
    const isMacro = symbol.kind === "macro";
    const own = { kind: symbol.kind === "inline-function" ? ("inline" as const) : ("call" as const), name };
    if (!isMacro && symbol.macro === null) return own;
    const params = isMacro ? symbol.params : (symbol.macro?.params ?? null);
    const call = params === null ? null : this.#callOf(this.#macro(name));
    const target = params === null ? this.#onlyName(name) : (call?.[0] ?? null);
    if (!isMacro && (target === name || (target === null && params === null))) return own;
    const other = target === null || via.has(target) ? undefined : this.#symbol(target);
    const text = params === null ? null : { kind: "macro" as const, name: null };
    if (other === undefined || !isCallable(other)) return text;
    const found = this.#work(other, new Set([...via, name])) ?? text;
    // Inline code called with something besides the macro's arguments, as in `Py_IS_TYPE(op, &PyList_Type)`, is only
    // part of the macro.
    return found?.kind === "inline" && call !== null && !this.#passesOn(call, params ?? []) ? text : found;
  }

  /** The call that is the whole replacement list, its result possibly cast, also by a macro. */
  #callOf(tokens: readonly string[]): readonly string[] | null {
    for (let call = callOf(tokens); ; call = callOf(argumentsOf(call.slice(2, -1)).at(-1) ?? [])) {
      const cast = call === null ? undefined : this.#symbol(call[0] as string);
      if (call === null || cast === undefined || !this.#isCast(cast)) return call;
    }
  }

  /**
   * Whether a call passes only the macro's own arguments, possibly cast, and names that are not CPython's, such as
   * `__FILE__`.
   */
  #passesOn(call: readonly string[], params: readonly string[]): boolean {
    return argumentsOf(call.slice(2, -1)).every(
      (argument) =>
        params.some((param) => this.#isCastOf(argument, param, params)) || !argument.some((token) => this.#has(token)),
    );
  }

  #onlyName(macro: string): string | null {
    const tokens = unwrapped(this.#macro(macro));
    return tokens.length === 1 && isName(tokens[0]) ? tokens[0] : null;
  }

  /** Exported functions and variables reached by using a name. */
  #importsOf(name: string): ReadonlySet<string> {
    const known = this.#imports.get(name);
    if (known !== undefined) {
      for (const other of known.asked) this.#asked.add(other);
      return known.found;
    }
    if (this.#importing.has(name)) return noNames;
    // A result cut short by a cycle is complete only where the cycle began.
    if (this.#importing.size > 0) return this.#findImports(name);
    const outer = this.#asked;
    this.#asked = new Set();
    const found = this.#findImports(name);
    this.#imports.set(name, { found, asked: this.#asked });
    for (const other of this.#asked) outer.add(other);
    this.#asked = outer;
    return found;
  }

  #findImports(name: string): ReadonlySet<string> {
    this.#importing.add(name);
    const found = new Set<string>();
    const symbol = this.#symbol(name);
    const shadow = symbol !== undefined && "macro" in symbol ? symbol.macro : null;
    const isImport = symbol !== undefined && isExported(symbol, this.#build.hides);
    if (isImport && shadow === null) found.add(name);
    const code = this.#codeOf(name);
    if (symbol?.kind === "macro" || shadow !== null) {
      const params = symbol?.kind === "macro" ? symbol.params : (shadow?.params ?? null);
      for (const other of this.#mentions(code?.macro ?? [], params ?? [])) {
        // Inside its own replacement list a macro's name is the one it hides (C11 6.10.3.4p2).
        if (other !== name) for (const one of this.#importsOf(other)) found.add(one);
        else if (isImport) found.add(name);
      }
    }
    if (symbol?.kind === "inline-function") {
      for (const other of this.#mentions(code?.body ?? [], []))
        if (other !== name) for (const one of this.#importsOf(other)) found.add(one);
    }
    this.#importing.delete(name);
    return found;
  }

  /** The names in code that this manifest has, except in inactive assertions and after member operators. */
  #mentions(tokens: readonly string[], params: readonly string[]): ReadonlySet<string> {
    let found: Set<string> | undefined;
    for (let index = 0; index < tokens.length; index++) {
      const token = tokens[index] as string;
      if (token === "assert" && tokens[index + 1] === "(" && !this.#build.asserts)
        index = closing(tokens, index + 1) - 1;
      else if (
        !found?.has(token) &&
        !isMemberAccess(tokens[index - 1]) &&
        !params.includes(token) &&
        this.#has(token)
      ) {
        if (!this.#isLeft(tokens, index)) found = (found ?? new Set()).add(token);
      }
    }
    return found ?? noNames;
  }

  /**
   * Whether a name is that of a function-like macro and stays as it is, since no `(` follows (C11 6.10.3p10) and nothing
   * that might expand it: `arg` in `visit(op, arg)`.
   */
  #isLeft(tokens: readonly string[], index: number): boolean {
    if (tokens[index + 1] === "(" || index === tokens.length - 1 || !this.#isFunctionLike(tokens[index])) return false;
    return !tokens.some((token, at) => tokens[at + 1] === "(" && this.#isFunctionLike(token));
  }

  #isFunctionLike(token: string | undefined): boolean {
    const symbol = isName(token) ? this.#symbol(token) : undefined;
    return symbol?.kind === "macro" && symbol.params !== null;
  }

  /**
   * The deprecation of anything a macro uses, directly or through other macros: compilers warn where the macro is used.
   */
  #deprecationOf(name: string, via = new Set<string>()): string | null {
    const symbol = this.#symbol(name);
    if (symbol?.kind !== "macro") return symbol?.deprecated ?? null;
    if (via.has(name)) return null;
    via.add(name);
    let found: string | null = null;
    for (const other of this.#mentions(this.#macro(name), symbol.params ?? [])) {
      found = this.#deprecationOf(other, via);
      if (found !== null) break;
    }
    via.delete(name);
    return found;
  }

  /**
   * Whether a macro is assignable: its body is an expression that ends in a member or an element, or follows a pointer
   * (C11 6.5.2.1, 6.5.2.3, 6.5.3.2), or is a variable or another such macro.
   */
  #isLvalue(name: string, via: ReadonlySet<string> = noNames): boolean {
    const symbol = this.#symbol(name);
    if (symbol?.kind === "variable") return true;
    if (symbol?.kind !== "macro" || symbol.value !== null || via.has(name)) return false;
    const tokens = unwrapped(this.#macro(name));
    const [first, second] = tokens;
    if (first === undefined) return false;
    // The target of `*`, if only casts, calls and the like follow.
    if (first === "*") return !hasOperator(tokens.slice(1));
    if (hasOperator(tokens)) return false;
    // `(T *)x->y` is a cast; `((T *)x)->y` is not.
    if (first === "(" && /^[\w(]/.test(tokens[closing(tokens, 0)] ?? "")) return false;
    if (tokens.length > 2 && isMemberAccess(tokens.at(-2))) return true;
    if (tokens.at(-1) === "]") return true;
    const isOther = tokens.length === 1 || (second === "(" && closing(tokens, 1) === tokens.length);
    return isOther && this.#isLvalue(first, new Set([...via, name]));
  }

  #has(token: string): boolean {
    return beginningOfName.test(token) && this.#symbol(token) !== undefined;
  }

  #macro(name: string): readonly string[] {
    return this.#codeOf(name)?.macro ?? [];
  }
}

/** Numbers, strings and punctuators begin otherwise. */
const beginningOfName = /^[^\d\s!-#%-/:-@[-^`{-~]/;

const isMemberAccess = (token: string | undefined) => token === "->" || token === ".";

function isCallable(symbol: ManifestSymbol): symbol is Callable {
  return symbol.kind === "macro" || symbol.kind === "function" || symbol.kind === "inline-function";
}

/**
 * The call that is the whole replacement list, its result possibly cast: `f(…)`, `(T *)f(…)`, `do { f(…); } while (0)`.
 */
function callOf(body: readonly string[]): readonly string[] | null {
  let tokens = unwrapped(body);
  if (tokens[0] === "do" && tokens[1] === "{") {
    const end = closing(tokens, 1);
    if (tokens.slice(end).join("") !== "while(0)") return null;
    tokens = tokens.slice(2, end - 1);
    if (tokens.at(-1) === ";") tokens = tokens.slice(0, -1);
  }
  for (let end = closing(tokens, 0); tokens[0] === "(" && end < tokens.length; end = closing(tokens, 0)) {
    if (!tokens.slice(1, end - 1).every((token) => token === "*" || isName(token))) return null;
    tokens = unwrapped(tokens.slice(end));
  }
  return isCall(tokens) ? tokens : null;
}

/** Whether an operator outside all brackets makes it a value. */
function hasOperator(tokens: readonly string[]): boolean {
  for (let index = 0; index < tokens.length; ) {
    const token = tokens[index] as string;
    if (isOpener(token)) {
      index = closing(tokens, index);
      continue;
    }
    if (!/^(?:[\w.]*\w|->|\.|\*)$/.test(token)) return true;
    // Between operands it is multiplication.
    if (token === "*" && index > 0 && /^[\w)\]]/.test(tokens[index - 1] ?? "")) return true;
    index++;
  }
  return false;
}
