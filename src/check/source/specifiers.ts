import { extensionWords } from "../../c/keywords.ts";
import { TokenKind } from "../../c/token.ts";
import { RecordReader } from "./records.ts";
import { aliased, character, named, plain, type Type, unknown, voidType } from "./type.ts";
import type { UnitReader } from "./unit-reader.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));
const basic = words(
  "void char short int long float double signed unsigned _Bool bool wchar_t char8_t char16_t char32_t __int128 __int128_t __uint128_t _Complex __complex__ __signed__ __signed __int8 __int16 __int32 __int64 _Float16 _Float32 _Float64 _Float128 __float128",
);
const passed = words(
  "typedef extern static inline register const volatile restrict _Thread_local thread_local __thread constexpr consteval constinit mutable virtual explicit friend typename _Noreturn noreturn __extension__ __inline __inline__ __forceinline __const __const__ __volatile __volatile__ __restrict __restrict__ __cdecl __stdcall __fastcall __vectorcall __thiscall __w64 __ptr32 __ptr64",
);
const records = words("struct union class enum");
const typeofs = words("typeof __typeof__ __typeof decltype _Atomic typeof_unqual");
/** Keywords of C++ only. */
const cppOnly = words(
  "bool wchar_t char8_t char16_t char32_t constexpr typename friend virtual explicit mutable class",
);

/** The part of a declaration before the declarators (C11 6.7). */
export interface Specifiers {
  /** Null if no type was found. */
  type: Type | null;
  /** Whether the type is const. */
  isConst: boolean;
  isTypedef: boolean;
  isExtern: boolean;
  /** Whether it begins with `extern "C"`. */
  isInC: boolean;
  isStatic: boolean;
  isInline: boolean;
  /** C++'s `auto`: the type comes from the initializer. */
  isAuto: boolean;
}

/** Reads declaration specifiers and type names. */
export class SpecifierReader {
  readonly #unit: UnitReader;
  readonly #records: RecordReader;

  constructor(unit: UnitReader) {
    this.#unit = unit;
    this.#records = new RecordReader(unit);
  }

  /** Whether a word of a declaration is not part of its type. */
  isPassed(text: string): boolean {
    return passed.has(text);
  }

  isTypeWord(text: string): boolean {
    if (cppOnly.has(text)) return this.#unit.isCpp;
    return basic.has(text) || records.has(text) || typeofs.has(text);
  }

  /** Whether a type may start at a token: a keyword, or a name bound to a type. */
  startsType(index: number): boolean {
    const token = this.#unit.cursor.tokens[index];
    if (token?.kind !== TokenKind.identifier) return false;
    const { text } = token;
    if (this.isTypeWord(text) || text === "const" || text === "volatile" || text === "typename") return true;
    return this.#unit.scope.lookup(text)?.kind === "type";
  }

  /** Reads the specifiers up to the first declarator. */
  read(): Specifiers {
    const unit = this.#unit;
    const { cursor } = unit;
    const found: Specifiers = {
      type: null,
      isTypedef: false,
      isExtern: false,
      isInC: false,
      isConst: false,
      isInline: false,
      isStatic: false,
      isAuto: false,
    };
    const basics: string[] = [];
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
        else if (/^_*const_*$/.test(text)) found.isConst = true;
        else if (/inline/.test(text)) found.isInline = true;
        cursor.position++;
        if (text === "extern" && cursor.token?.kind === TokenKind.string) {
          found.isInC = cursor.text() === '"C"';
          cursor.position++;
        }
        if (text === "explicit" && cursor.text() === "(") cursor.skipBrackets();
      } else if (extensionWords.has(text)) {
        cursor.position++;
        if (cursor.text() === "(") cursor.skipBrackets();
      } else if (text === "auto" || text === "__auto_type") {
        cursor.position++;
        found.isAuto = true;
        found.type ??= this.startsType(cursor.position) ? null : unknown;
      } else if (typeofs.has(text) && cursor.text(1) === "(") {
        cursor.position++;
        const type = this.#typeOf();
        found.type ??= type;
      } else if (typeofs.has(text)) {
        cursor.position++;
      } else if (records.has(text) && (text !== "class" || unit.isCpp)) {
        found.type = this.#records.specifier();
      } else if (basic.has(text) && !(cppOnly.has(text) && !unit.isCpp && found.type !== null)) {
        if (cppOnly.has(text) && !unit.isCpp && unit.scope.lookup(text) === null) return found;
        if (found.type === null || basics.length > 0) {
          basics.push(text);
          found.type = basicType(basics);
        }
        cursor.position++;
      } else if (found.type !== null) {
        return found;
      } else if (!this.#annotation()) {
        if (unit.isCpp && (this.#isConstructor() || this.#isMemberWithoutType())) {
          found.type = unknown;
          return found;
        }
        if (unit.isCpp && (cursor.text(1) === "::" || cursor.text(1) === "<")) {
          const name = unit.declarators.qualifiedName();
          found.type = name.isType || name.type.kind === "unknown" ? name.type : unknown;
          continue;
        }
        const binding = unit.scope.lookup(text);
        const type = unit.name(token) ?? named(text);
        unit.systemName(token);
        found.type = binding?.origin === "cpython" ? aliased(type, text) : type;
        cursor.position++;
      }
    }
  }

  /** Skips a word before the type that is not part of it: a macro of a missing header. */
  #annotation(): boolean {
    const unit = this.#unit;
    const { cursor } = unit;
    const hasArguments = this.#isUndeclared(0) && cursor.text(1) === "(";
    const after = hasArguments ? cursor.closer(cursor.position + 1) + 1 : cursor.position + 1;
    if (hasArguments ? !this.#startsSpecifier(after) : this.#annotations() === 0) return false;
    unit.skip();
    if (hasArguments) unit.expressions.arguments();
    return true;
  }

  /** How many of the undeclared names here are not the type: the last is, unless one follows or it is the declarator. */
  #annotations(): number {
    const { cursor } = this.#unit;
    let count = 0;
    while (this.#isUndeclared(count)) count++;
    const next = cursor.text(count);
    const isPointer = next === "(" && cursor.text(count + 1) === "*";
    if (isPointer || /^(?:[*&<]|::|const|volatile|__const|restrict)$/.test(next)) return Math.max(0, count - 1);
    if (this.#startsSpecifier(this.#afterAttributes(cursor.position + count))) return count;
    return next === "(" ? Math.max(0, count - 2) : 0;
  }

  #afterAttributes(index: number): number {
    const { cursor } = this.#unit;
    let after = index;
    while (after < cursor.end && extensionWords.has(cursor.tokens[after]?.text ?? ""))
      after = cursor.tokens[after + 1]?.text === "(" ? cursor.closer(after + 1) + 1 : after + 1;
    return after;
  }

  #isUndeclared(ahead: number): boolean {
    const unit = this.#unit;
    const { cursor } = unit;
    const index = cursor.position + ahead;
    if (!cursor.isIdentifier(ahead) || this.#startsSpecifier(index)) return false;
    const text = cursor.text(ahead);
    return !extensionWords.has(text) && text !== "operator" && unit.scope.lookup(text) === null;
  }

  #startsSpecifier(index: number): boolean {
    const text = this.#unit.cursor.tokens[index]?.text ?? "";
    return this.startsType(index) || passed.has(text) || records.has(text);
  }

  #typeOf(): Type {
    const unit = this.#unit;
    const { cursor } = unit;
    const close = cursor.closer();
    cursor.position++;
    const type = this.startsType(cursor.position) ? unit.declarators.typeName() : unit.expressions.expression().type;
    unit.leave(close);
    return type;
  }

  /** `Class(` of a constructor inside the class. */
  #isConstructor(): boolean {
    const unit = this.#unit;
    const { cursor } = unit;
    return cursor.text(1) === "(" && unit.scope.record !== null && unit.scope.record.tag === cursor.text();
  }

  /** `operator T(`; `A<T>::A(`, `A::~A(` or `A::operator T(`, as outside the class. */
  #isMemberWithoutType(): boolean {
    const { cursor } = this.#unit;
    if (cursor.text() === "operator") return true;
    let ahead = 0;
    for (;;) {
      const name = cursor.text(ahead);
      if (!cursor.isIdentifier(ahead)) return false;
      ahead++;
      if (cursor.text(ahead) === "<") ahead += cursor.anglesAt(ahead);
      if (cursor.text(ahead) !== "::") return false;
      ahead++;
      const member = cursor.text(ahead);
      if (member === "~" || member === "operator") return true;
      if (member === name && cursor.text(ahead + 1) === "(") return true;
    }
  }
}

/** The type formed by keywords (C11 6.7.2). */
function basicType(basics: readonly string[]): Type {
  const count = (pattern: RegExp) => basics.filter((word) => pattern.test(word)).length;
  if (count(/^void$/) > 0) return voidType;
  const sign = count(/^unsigned$/) > 0 ? "unsigned " : "";
  if (count(/^(?:_Bool|bool)$/) > 0) return plain("_Bool");
  if (count(/^(?:char|__int8)$/) > 0) {
    if (sign === "" && count(/signed/) === 0) return character;
    return plain(`${sign || "signed "}char`);
  }
  const longs = count(/^long$/) + 2 * count(/^__int64$/);
  const exact = basics.find((word) =>
    /^(?:float|double|wchar_t|char\d+_t|__u?int128(?:_t)?|_Float\d+|__float128)$/.test(word),
  );
  if (exact === "double") return plain(longs > 0 ? "long double" : "double");
  if (exact !== undefined) return plain(`${sign}${exact}`);
  if (count(/complex/i) > 0) return plain("");
  if (count(/^(?:short|__int16)$/) > 0) return plain(`${sign}short`);
  return plain(`${sign}${longs === 0 ? "int" : longs === 1 ? "long" : "long long"}`);
}
