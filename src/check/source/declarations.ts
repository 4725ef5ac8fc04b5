import { Token, TokenKind } from "../../c/token.ts";
import { RecordReader } from "./records.ts";
import type { Binding } from "./scope.ts";
import { dereferenced, plain, pointerTo, type Record, type Type, unknown } from "./type.ts";
import type { UnitReader } from "./unit-reader.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));
const basic = words(
  "void char short int long float double signed unsigned _Bool bool wchar_t char8_t char16_t char32_t __int128 __int128_t __uint128_t _Complex __complex__ __signed__ __signed __int8 __int16 __int32 __int64 _Float16 _Float32 _Float64 _Float128 __float128",
);
const passed = words(
  "typedef extern static inline register const volatile restrict _Thread_local thread_local __thread constexpr consteval constinit mutable virtual explicit friend typename _Noreturn noreturn __extension__ __inline __inline__ __forceinline __const __const__ __volatile __volatile__ __restrict __restrict__ __cdecl __stdcall __fastcall __vectorcall __thiscall __w64 __ptr32 __ptr64",
);
const passedWithArgument = words("__attribute__ __attribute __declspec _Alignas alignas asm __asm __asm__");
const records = words("struct union class enum");
const typeofs = words("typeof __typeof__ __typeof decltype _Atomic typeof_unqual");
/** Only words of C++ where they stand in C++. */
const cppOnly = words(
  "bool wchar_t char8_t char16_t char32_t constexpr typename friend virtual explicit mutable class",
);

/** What stands before declarators (C11 6.7). */
interface Specifiers {
  /** Null where no type was found. */
  type: Type | null;
  isTypedef: boolean;
  isExtern: boolean;
  isStatic: boolean;
  /** C++'s `auto`: the type is the initialiser's. */
  isAuto: boolean;
}

/** A declarator (C11 6.7.6). */
export interface Declarator {
  /** Null where it declares no name, as in most prototypes. */
  name: Token | null;
  type: Type;
  /** The `(` of the parameters, where it is a function's. */
  parameters: number | null;
  /** The class that it is qualified with. */
  owner: Record | null;
}

/** Reads declarations: notes what they use, and what the names in them mean from there on. */
export class DeclarationReader {
  private readonly unit: UnitReader;
  private readonly records: RecordReader;

  constructor(unit: UnitReader) {
    this.unit = unit;
    this.records = new RecordReader(unit);
  }

  private get cursor() {
    return this.unit.cursor;
  }

  /** One external declaration, as far as it goes. */
  external(): void {
    const { cursor, unit } = this;
    const text = cursor.text();
    if (text === ";" || text === "}") cursor.position++;
    else if (text === "{") unit.statements.body(null);
    else if (unit.isCpp && (text === "template" || text === "using")) this.cppDeclaration();
    else if (/^_?[Ss]tatic_assert$/.test(text) && cursor.text(1) === "(") {
      cursor.position++;
      unit.expressions.arguments();
    } else this.declaration(true);
  }

  isTypeWord(text: string): boolean {
    if (cppOnly.has(text)) return this.unit.isCpp;
    return basic.has(text) || records.has(text) || typeofs.has(text);
  }

  /** Whether a type may begin at a token: by a word of the language, or a name that means one. */
  startsType(index: number): boolean {
    const token = this.cursor.tokens[index];
    if (token?.kind !== TokenKind.identifier) return false;
    const { text } = token;
    if (this.isTypeWord(text) || text === "const" || text === "volatile" || text === "typename") return true;
    return this.unit.scope.lookup(text)?.kind === "type";
  }

  /** `const T *(*)[4]` as in casts. */
  typeName(): Type {
    const { type } = this.specifiers();
    return this.declarator(type ?? unknown).type;
  }

  /** After `new`: a type whose `(…)` are arguments. */
  newType(): Type {
    let type = this.specifiers().type ?? unknown;
    while (this.cursor.accept("*")) type = pointerTo(type);
    while (this.cursor.text() === "[") this.unit.expressions.arguments();
    return type;
  }

  /** A declaration with its declarators, initialisers and, of a function, its body. */
  declaration(isExternal: boolean): void {
    const { cursor, unit } = this;
    const specifiers = this.specifiers();
    const { type } = specifiers;
    while (cursor.position < cursor.end && cursor.text() !== ";") {
      const before = cursor.position;
      const declarator = this.declarator(type ?? unknown, isExternal);
      if (cursor.position === before) return;
      const isBody = cursor.text() === "{" && declarator.name !== null;
      if (isExternal && isBody && cursor.tokens[cursor.position - 1]?.text === ")") {
        this.bind(declarator, specifiers, true);
        unit.statements.body(declarator);
        return;
      }
      if (declarator.parameters !== null && isExternal && this.readsBody(declarator, specifiers)) return;
      this.bind(declarator, specifiers, isBody);
      if (cursor.accept("=")) this.value(declarator, specifiers);
      else if (isBody) unit.expressions.initializer(declarator.type);
      else if (cursor.text() === ":") {
        // Of a range-based for, or a bit-field's width.
        cursor.position++;
        const range = unit.expressions.assignment();
        if (specifiers.isAuto && declarator.name !== null) this.rebind(declarator.name, dereferenced(range));
      }
      if (!cursor.accept(",")) break;
    }
    cursor.accept(";");
  }

  /** Reads the specifiers up to the first declarator. */
  specifiers(): Specifiers {
    const { cursor, unit } = this;
    const found: Specifiers = { type: null, isTypedef: false, isExtern: false, isStatic: false, isAuto: false };
    for (;;) {
      const { token } = cursor;
      const text = cursor.text();
      if (text === "[" && cursor.text(1) === "[") {
        cursor.skipBrackets();
        continue;
      }
      if (text === "::" && found.type === null && unit.isCpp) {
        cursor.position++;
        continue;
      }
      if (token === undefined || !cursor.isIdentifier()) return found;
      if (passed.has(text) && !(cppOnly.has(text) && !unit.isCpp)) {
        if (text === "typedef") found.isTypedef = true;
        else if (text === "static") found.isStatic = true;
        else if (text === "extern") found.isExtern = true;
        cursor.position++;
        if (text === "extern" && cursor.token?.kind === TokenKind.string) cursor.position++;
        if (text === "explicit" && cursor.text() === "(") cursor.skipBrackets();
      } else if (passedWithArgument.has(text)) {
        cursor.position++;
        if (cursor.text() === "(") cursor.skipBrackets();
      } else if (text === "auto" || text === "__auto_type") {
        cursor.position++;
        found.isAuto = true;
        found.type ??= this.startsType(cursor.position) ? null : unknown;
      } else if (typeofs.has(text) && cursor.text(1) === "(") {
        cursor.position++;
        const type = this.typeOf();
        found.type ??= type;
      } else if (typeofs.has(text)) {
        cursor.position++;
      } else if (records.has(text) && (text !== "class" || unit.isCpp)) {
        found.type = this.records.specifier();
      } else if (basic.has(text) && !(cppOnly.has(text) && !unit.isCpp && found.type !== null)) {
        if (cppOnly.has(text) && !unit.isCpp && unit.scope.lookup(text) === null) return found;
        found.type ??= plain;
        cursor.position++;
      } else if (found.type !== null) {
        return found;
      } else if (!this.annotation()) {
        if (unit.isCpp && (cursor.text(1) === "::" || cursor.text(1) === "<")) {
          const name = this.qualifiedName();
          found.type = name.isType || name.type.kind === "unknown" ? name.type : unknown;
          continue;
        }
        if (unit.isCpp && this.isConstructor()) {
          found.type = unknown;
          return found;
        }
        found.type = unit.name(token) ?? { kind: "unknown", name: text };
        cursor.position++;
      }
    }
  }

  /** A word that stands before the type and is none: a macro of a header that is missing. */
  private annotation(): boolean {
    const { cursor, unit } = this;
    if (unit.scope.lookup(cursor.text()) !== null) return false;
    const hasArguments = cursor.text(1) === "(";
    const after = hasArguments ? cursor.closer(cursor.position + 1) + 1 : cursor.position + 1;
    const next = cursor.tokens[after]?.text ?? "";
    if (!this.startsType(after) && !passed.has(next) && !records.has(next)) return false;
    // `Unknown const *x` is a type.
    if (!hasArguments && /^(?:const|volatile|__const|restrict)$/.test(next)) return false;
    unit.skip();
    if (hasArguments) unit.expressions.arguments();
    return true;
  }

  private typeOf(): Type {
    const { cursor, unit } = this;
    const close = cursor.closer();
    cursor.position++;
    const type = this.startsType(cursor.position) ? this.typeName() : unit.expressions.expression();
    unit.skipTo(close);
    cursor.position = Math.min(close + 1, cursor.end);
    return type;
  }

  /** `Class(` of a constructor, inside of the class. */
  private isConstructor(): boolean {
    const { cursor, unit } = this;
    return cursor.text(1) === "(" && unit.scope.record !== null && unit.scope.record.tag === cursor.text();
  }

  /** `isExternal`: parentheses after a name hold parameters. */
  declarator(base: Type, isExternal = true): Declarator {
    const { cursor, unit } = this;
    let type = base;
    for (;;) {
      const text = cursor.text();
      if (text === "*" || text === "^") type = pointerTo(type);
      else if (text === "[" && cursor.text(1) === "[") {
        cursor.skipBrackets();
        continue;
      } else if (passedWithArgument.has(text)) {
        cursor.position++;
        if (cursor.text() === "(") cursor.skipBrackets();
        continue;
      } else if (text !== "&" && text !== "&&" && !(passed.has(text) && cursor.isIdentifier())) break;
      cursor.position++;
    }
    let inner: number | null = null;
    let name: Token | null = null;
    let owner: Record | null = null;
    if (cursor.text() === "(" && this.isNested()) {
      inner = cursor.position;
      cursor.skipBrackets();
    } else if (cursor.isIdentifier() || cursor.text() === "~" || cursor.text() === "::") {
      ({ name, owner } = this.declaredName());
    }
    let parameters: number | null = null;
    const suffixes: ("array" | "function")[] = [];
    for (;;) {
      const text = cursor.text();
      if (text === "[" && cursor.text(1) === "[") cursor.skipBrackets();
      else if (text === "[") {
        const close = cursor.closer();
        cursor.position++;
        if (cursor.position < close) unit.expressions.expression();
        unit.skipTo(close);
        cursor.position = Math.min(close + 1, cursor.end);
        suffixes.push("array");
      } else if (text === "(") {
        if (!isExternal && inner === null && name !== null && !this.holdsParameters()) {
          unit.expressions.arguments();
          break;
        }
        parameters ??= cursor.position;
        suffixes.push("function");
        this.prototype();
      } else if (passedWithArgument.has(text)) {
        cursor.position++;
        if (cursor.text() === "(") cursor.skipBrackets();
      } else break;
    }
    for (const suffix of suffixes.reverse())
      type = suffix === "array" ? pointerTo(type) : { kind: "function", returns: type };
    if (inner === null) return { name, type, parameters, owner };
    const after = cursor.position;
    cursor.position = inner + 1;
    const nested = this.nested(type, isExternal);
    cursor.position = after;
    // `int (f)(void)` is a function, `int (*f)(void)` is none.
    const isFunction = nested.parameters === null && nested.type === type;
    return { ...nested, parameters: isFunction ? parameters : nested.parameters };
  }

  private nested(type: Type, isExternal: boolean): Declarator {
    const { unit } = this;
    if (unit.depth > 100) return { name: null, type: unknown, parameters: null, owner: null };
    unit.depth++;
    const declarator = this.declarator(type, isExternal);
    unit.depth--;
    return declarator;
  }

  /** Whether a `(` holds a declarator, and not the parameters of one without a name. */
  private isNested(): boolean {
    const { cursor } = this;
    const text = cursor.text(1);
    if (text === "*" || text === "&" || text === "&&" || text === "^" || text === "(") return true;
    if (passedWithArgument.has(text)) return true;
    if (/^__(?:cdecl|stdcall|fastcall)$/.test(text)) return true;
    return cursor.isIdentifier(1) && !this.startsType(cursor.position + 1) && !passed.has(text);
  }

  /** Whether the parentheses after the name of a local are a function's, and not C++'s arguments for it. */
  private holdsParameters(): boolean {
    const { cursor } = this;
    return cursor.text(1) === ")" || this.startsType(cursor.position + 1);
  }

  /** A declared name; in C++ with what it is qualified with, or an operator's. */
  private declaredName(): { name: Token | null; owner: Record | null } {
    const { cursor, unit } = this;
    let owner: Record | null = null;
    const isQualifier = () => cursor.isIdentifier() && (cursor.text(1) === "::" || this.isQualifiedTemplate());
    while (unit.isCpp && (cursor.text() === "::" || isQualifier())) {
      if (cursor.isIdentifier()) {
        const type = unit.scope.lookup(cursor.text())?.type ?? unknown;
        owner = type.kind === "record" ? type : null;
        cursor.position++;
        cursor.position += cursor.text() === "<" ? cursor.anglesAt(0) : 0;
      }
      cursor.accept("::");
    }
    cursor.accept("~");
    const token = cursor.token ?? null;
    if (token === null || !cursor.isIdentifier()) return { name: null, owner };
    cursor.position++;
    if (token.text === "operator" && unit.isCpp) {
      const start = cursor.position;
      if (cursor.text() === "(") cursor.skipBrackets();
      while (cursor.position < cursor.end && cursor.text() !== "(" && cursor.text() !== ";") cursor.position++;
      const spelling = cursor.tokens.slice(start, cursor.position).map(({ text }) => text);
      const { kind, space, header, line, column, spelled } = token;
      const name = new Token(kind, `operator${spelling.join("")}`, space, header, line, false, column, spelled);
      return { name, owner };
    }
    if (unit.isCpp && cursor.text() === "<") {
      const size = cursor.anglesAt(0);
      if (cursor.text(size) === "(") cursor.position += size;
    }
    return { name: token, owner };
  }

  private isQualifiedTemplate(): boolean {
    const { cursor } = this;
    if (cursor.text(1) !== "<") return false;
    const size = cursor.anglesAt(1);
    return size > 0 && cursor.text(1 + size) === "::";
  }

  /** `A::B<C>::d` where an expression or a type may stand. */
  qualifiedName(): { type: Type; isType: boolean } {
    const { cursor, unit } = this;
    let type: Type = unknown;
    let isType = false;
    for (let isFirst = true; ; isFirst = false) {
      const { token } = cursor;
      if (token === undefined || !cursor.isIdentifier()) break;
      if (isFirst) {
        type = unit.name(token) ?? unknown;
        isType = unit.scope.lookup(token.text)?.kind === "type";
      } else {
        const member: Type | null = type.kind === "record" ? unit.definitionOf(type).memberType(token.text) : null;
        type = member ?? unknown;
        isType = false;
      }
      cursor.position++;
      if (cursor.text() === "<") {
        const end = cursor.position + cursor.anglesAt(0);
        if (end > cursor.position) {
          while (cursor.position < end - 1) unit.skip();
          cursor.position = end;
        }
      }
      if (!cursor.accept("::")) break;
      if (cursor.text() === "template") cursor.position++;
    }
    return { type, isType };
  }

  /** The parameters of a prototype: their names mean nothing outside of it. */
  private prototype(): void {
    this.unit.within(() => this.bindParameters());
    const { cursor } = this;
    // What may follow the parameters of a C++ function.
    while (this.unit.isCpp && /^(?:const|noexcept|override|final|volatile|throw|&|&&|->)$/.test(cursor.text())) {
      const word = cursor.text();
      cursor.position++;
      if (cursor.text() === "(") cursor.skipBrackets();
      if (word === "->") this.typeName();
    }
  }

  /** From `(` to `)`: the parameters become names of the scope. */
  bindParameters(): void {
    const { cursor, unit } = this;
    const close = cursor.closer();
    cursor.position++;
    while (cursor.position < close) {
      const before = cursor.position;
      if (cursor.accept("...")) continue;
      const { type } = this.specifiers();
      if (cursor.position < close) {
        const declarator = this.declarator(type ?? unknown);
        if (declarator.name !== null) this.declare(declarator.name, "object", declarator.type, true);
      }
      if (cursor.position < close && cursor.accept("=")) unit.expressions.assignment();
      if (cursor.position >= close) break;
      if (!cursor.accept(",") && cursor.position === before) unit.skip();
    }
    cursor.position = Math.min(close + 1, cursor.end);
  }

  /** The class of the innermost method. */
  classInScope(): Record | null {
    for (let scope: typeof this.unit.scope | null = this.unit.scope; scope !== null; scope = scope.parent)
      if (scope.record !== null) return scope.record;
    return null;
  }

  /** A function's body, where one follows: whether it does. */
  private readsBody(declarator: Declarator, specifiers: Specifiers): boolean {
    const { cursor, unit } = this;
    const start = cursor.position;
    this.initializers(false);
    const hasBody = cursor.text() === "{";
    cursor.position = start;
    if (!hasBody) return false;
    this.bind(declarator, specifiers, true);
    unit.statements.body(declarator);
    return true;
  }

  /** `: member(value), other{value}` of a constructor, up to its body; `reads` for what the values use. */
  initializers(reads: boolean): void {
    const { cursor, unit } = this;
    if (!unit.isCpp || cursor.text() !== ":") return;
    cursor.position++;
    while (cursor.position < cursor.end) {
      while (cursor.isIdentifier() || cursor.text() === "::") cursor.position++;
      if (cursor.text() === "<") cursor.position += cursor.anglesAt(0);
      if (cursor.text() !== "(" && cursor.text() !== "{") return;
      if (!reads) cursor.skipBrackets();
      else if (cursor.text() === "(") unit.expressions.arguments();
      else unit.expressions.initializer(unknown);
      cursor.accept("...");
      if (!cursor.accept(",")) return;
    }
  }

  private bind({ name, type, parameters, owner }: Declarator, specifiers: Specifiers, hasBody: boolean): void {
    const { cursor, unit } = this;
    if (name === null || owner !== null) return;
    if (specifiers.isTypedef) {
      if (type.kind === "record") type.typedef ??= name.text;
      this.declare(name, "type", type, true);
      return;
    }
    const hasValue = hasBody || cursor.text() === "=";
    const isDeclared = !hasValue && (specifiers.isExtern || (parameters !== null && !specifiers.isStatic));
    this.declare(name, unit.isTemplate ? "template" : "object", type, !isDeclared);
    unit.isTemplate = false;
    if (!isDeclared && !specifiers.isStatic && unit.scope === unit.file && unit.originOf(name) === "own")
      unit.recorder.definition(name.text);
  }

  private declare(name: Token, kind: Binding["kind"], type: Type, defined: boolean): void {
    this.unit.scope.declare(name.text, { kind, type, origin: this.unit.originOf(name), defined });
  }

  private rebind(name: Token, type: Type): void {
    this.declare(name, "object", type, true);
  }

  /** What follows `=`. */
  private value({ name, type }: Declarator, { isAuto }: Specifiers): void {
    const { cursor, unit } = this;
    if (cursor.text() === "{") unit.expressions.initializer(type);
    else {
      const value = unit.expressions.assignment();
      if (isAuto && name !== null) this.rebind(name, value);
    }
  }

  private cppDeclaration(): void {
    const { cursor, unit } = this;
    if (cursor.accept("template")) {
      const end = cursor.position + cursor.anglesAt(0);
      while (cursor.position < end) {
        const isParameter = /^(?:class|typename)$/.test(cursor.text());
        if (isParameter) cursor.position++;
        if (isParameter && cursor.isIdentifier()) this.declare(cursor.token as Token, "type", unknown, true);
        unit.skip();
      }
      unit.isTemplate = true;
      return;
    }
    cursor.position++;
    const { token } = cursor;
    if (token !== undefined && cursor.text(1) === "=") {
      cursor.position += 2;
      this.declare(token, "type", this.typeName(), true);
    }
    while (cursor.position < cursor.end && cursor.text() !== ";") cursor.position++;
  }
}
