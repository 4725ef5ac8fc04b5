import { type Token, TokenKind } from "../../c/token.ts";
import { better, dereferenced, lost, plain, pointerTo, type Record, returned, type Type, unknown } from "./type.ts";
import { maxDepth, maxSteps, type UnitReader } from "./unit-reader.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));
const assignments = words("= += -= *= /= %= <<= >>= &= ^= |=");
const comparisons = words("== != < > <= >= && ||");
const operators = words("+ - * / % << >> & ^ | == != < > <= >= && || .* ->*");
const prefixes = words("+ - ~ ! ++ -- * & && __extension__ __real__ __imag__ co_await co_yield throw");
const sizes = words("sizeof _Alignof alignof __alignof__ __alignof noexcept typeid");
const casts = words("static_cast reinterpret_cast const_cast dynamic_cast");

/** Reads expressions (C11 6.5, and what C++ has more): notes what they use and tells their types. */
export class ExpressionReader {
  private readonly unit: UnitReader;

  constructor(unit: UnitReader) {
    this.unit = unit;
  }

  private get cursor() {
    return this.unit.cursor;
  }

  expression(): Type {
    let type = this.assignment();
    while (this.cursor.accept(",")) type = this.assignment();
    return type;
  }

  /** An expression without a comma. Of operators between operands no more is kept than what they give. */
  assignment(): Type {
    return this.guarded(() => {
      const start = this.cursor.position;
      let type = this.unary();
      for (;;) {
        const operator = this.cursor.text();
        if (operator === "?") {
          this.cursor.position++;
          const then = this.cursor.text() === ":" ? type : this.expression();
          this.cursor.accept(":");
          return better(then, this.assignment());
        }
        if (assignments.has(operator)) {
          this.noteAssigned(start);
          this.cursor.position++;
          if (this.cursor.text() === "{") this.initializer(type);
          else this.assignment();
          return type;
        }
        if (!operators.has(operator)) return type;
        this.cursor.position++;
        const right = this.unary();
        if (comparisons.has(operator)) type = plain;
        else if (operator === "+" || operator === "-") type = better(type, right);
      }
    });
  }

  /** Whether what stands before an assignment, from `start` on, is one call or what one macro gives. */
  private noteAssigned(start: number): void {
    const { cursor, unit } = this;
    const [first, last] = [cursor.tokens[start], cursor.tokens[cursor.position - 1]];
    if (first === undefined || last === undefined) return;
    const isCall = cursor.text(start + 1 - cursor.position) === "(" && cursor.closer(start + 1) === cursor.position - 1;
    const isExpansion = last.spelled !== null && last.line === first.line && last.column === first.column;
    if (isCall || isExpansion) unit.recorder.assigned(first);
  }

  /** Arguments from `(` to `)`, which are types for some built-in functions and for macros of missing headers: how many. */
  arguments(): number {
    const { cursor } = this;
    const close = cursor.closer();
    cursor.position++;
    let count = cursor.position < close ? 1 : 0;
    while (cursor.position < close) {
      if (!this.typeArgument(close)) {
        const before = cursor.position;
        if (cursor.text() === "{") this.initializer(unknown);
        else this.assignment();
        if (cursor.position > close) break;
        if (cursor.position === before && cursor.text() !== ",") this.unit.skip();
      }
      if (cursor.position < close && cursor.accept(",")) count++;
    }
    cursor.position = Math.min(close + 1, cursor.end);
    return count;
  }

  /** What is in braces, for an object of a type. */
  initializer(type: Type): void {
    this.guarded(() => {
      const { cursor } = this;
      const close = cursor.closer();
      cursor.position++;
      const record = type.kind === "record" ? this.unit.definitionOf(type) : null;
      const members = record?.members ? [...record.members.values()] : [];
      const element = type.kind === "pointer" ? type.to : unknown;
      let index = 0;
      while (cursor.position < close) {
        if (cursor.accept(",")) continue;
        const positional = record === null ? element : (members[index++] ?? unknown);
        const target = this.designated(type) ?? positional;
        const before = cursor.position;
        if (cursor.text() === "{") this.initializer(target);
        else this.assignment();
        if (cursor.position === before) this.unit.skip();
      }
      cursor.position = Math.min(close + 1, cursor.end);
      return plain;
    });
  }

  /** `.member =`, `[index] =`, or GNU's old `member:`; null where there is none. */
  private designated(type: Type): Type | null {
    const { cursor } = this;
    let target = type;
    if (cursor.isIdentifier() && cursor.text(1) === ":") {
      target = this.member(target, cursor.token as Token);
      cursor.position += 2;
      return target;
    }
    if (cursor.text() !== "." && cursor.text() !== "[") return null;
    if (cursor.text() === "[" && this.unit.isCpp) return null;
    for (;;) {
      if (cursor.text() === "." && cursor.isIdentifier(1)) {
        target = this.member(target, cursor.tokens[cursor.position + 1] as Token);
        cursor.position += 2;
      } else if (cursor.text() === "[") {
        const close = cursor.closer();
        cursor.position++;
        this.expression();
        this.unit.skipTo(close);
        cursor.position = Math.min(close + 1, cursor.end);
        target = dereferenced(target);
      } else break;
    }
    cursor.accept("=");
    return target;
  }

  /** Runs `read` unless it nests too deep or goes round in circles: then what is there is looked through for names. */
  private guarded(read: () => Type): Type {
    const { unit, cursor } = this;
    if (unit.depth >= maxDepth || ++unit.steps > maxSteps * cursor.end) {
      unit.giveUp();
      if (/^[([{]$/.test(cursor.text())) unit.skipTo(cursor.closer());
      unit.skip();
      return unknown;
    }
    unit.depth++;
    const type = read();
    unit.depth--;
    return type;
  }

  private unary(): Type {
    return this.guarded(() => {
      const { cursor, unit } = this;
      const text = cursor.text();
      if (prefixes.has(text)) {
        cursor.position++;
        const operand = this.unary();
        if (text === "*") return dereferenced(operand);
        if (text === "&") return pointerTo(operand);
        return text === "!" ? plain : operand;
      }
      if (sizes.has(text)) {
        cursor.position++;
        if (cursor.text() === "(" && this.startsType(cursor.position + 1)) this.typeInParentheses();
        else this.unary();
        return plain;
      }
      if (text === "(") {
        const cast = this.cast();
        if (cast !== null) return cast;
      }
      if (unit.isCpp) {
        if (text === "new" || (text === "::" && cursor.text(1) === "new")) return this.allocation();
        if (text === "delete") {
          cursor.position++;
          if (cursor.text() === "[") cursor.skipBrackets();
          this.unary();
          return plain;
        }
      }
      return this.postfix(this.primary());
    });
  }

  /** `(T)x`, `(T){…}`; null where the parentheses hold an expression. */
  private cast(): Type | null {
    const { cursor } = this;
    const open = cursor.position;
    if (!this.startsType(open + 1) && !this.isUnknownCast(open)) return null;
    const type = this.typeInParentheses();
    if (cursor.text() === "{") {
      this.initializer(type);
      return this.postfix(type);
    }
    this.unary();
    return type;
  }

  /** `(Name *)` and `(Name) x` of a type that nothing declares. */
  private isUnknownCast(open: number): boolean {
    const { cursor } = this;
    const name = cursor.tokens[open + 1];
    const close = cursor.closer(open);
    if (name?.kind !== TokenKind.identifier || this.unit.scope.lookup(name.text) !== null) return false;
    let index = open + 2;
    while (cursor.tokens[index]?.text === "*" || cursor.tokens[index]?.text === "const") index++;
    if (index !== close) return false;
    const next = cursor.tokens[close + 1];
    const isOperand = next?.kind === TokenKind.identifier || next?.kind === TokenKind.number;
    return index > open + 2 || (isOperand && !operators.has(next?.text ?? ""));
  }

  private typeInParentheses(): Type {
    const { cursor, unit } = this;
    const close = cursor.closer();
    cursor.position++;
    const type = unit.declarations.typeName();
    if (cursor.position < close) unit.skipTo(close);
    cursor.position = Math.min(close + 1, cursor.end);
    return type;
  }

  private startsType(index: number): boolean {
    return this.unit.declarations.startsType(index);
  }

  /** An argument that is a type: whether there is one. */
  private typeArgument(close: number): boolean {
    const { cursor, unit } = this;
    if (!this.startsType(cursor.position)) return false;
    // `T(x)` and `T{x}` are values.
    if (/^[({]$/.test(cursor.text(1)) && cursor.text(2) !== "*") return false;
    unit.declarations.typeName();
    return cursor.position >= close || cursor.text() === ",";
  }

  private allocation(): Type {
    const { cursor, unit } = this;
    cursor.accept("::");
    cursor.position++;
    if (cursor.text() === "(") this.arguments();
    const type = unit.declarations.newType();
    if (cursor.text() === "(") this.arguments();
    else if (cursor.text() === "{") this.initializer(type);
    return pointerTo(type);
  }

  private primary(): Type {
    const { cursor, unit } = this;
    const { token } = cursor;
    if (token === undefined) return unknown;
    if (token.kind === TokenKind.identifier) return this.named(token);
    if (token.kind === TokenKind.string) {
      while (cursor.token?.kind === TokenKind.string) cursor.position++;
      return pointerTo(plain);
    }
    if (token.kind === TokenKind.number || token.kind === TokenKind.character) {
      cursor.position++;
      return plain;
    }
    if (token.text === "(") return this.parenthesized();
    if (token.text === "[" && unit.isCpp) return this.lambda();
    if (token.text === "::") {
      cursor.position++;
      return this.primary();
    }
    return unknown;
  }

  private parenthesized(): Type {
    const { cursor, unit } = this;
    const close = cursor.closer();
    cursor.position++;
    let type: Type = unknown;
    if (cursor.text() === "{") {
      // GNU: a block whose last statement is the value.
      type = unit.statements.block();
    } else if (cursor.position < close) type = this.expression();
    if (cursor.position < close) unit.skipTo(close);
    cursor.position = Math.min(close + 1, cursor.end);
    return type;
  }

  /** A name and, in C++, what it is qualified with; with the call that follows it. */
  private named(token: Token): Type {
    const { cursor, unit } = this;
    if (token.text === "__builtin_offsetof" && cursor.text(1) === "(") return this.offsetof();
    if (token.text === "_Generic" || token.text === "asm" || token.text === "__asm__") {
      cursor.position++;
      if (cursor.text() === "(") this.arguments();
      return unknown;
    }
    if (unit.isCpp) {
      const special = this.cppWord(token);
      if (special !== null) return special;
    }
    if (unit.declarations.isTypeWord(token.text)) {
      const type = unit.declarations.typeName();
      if (cursor.text() === "(") this.arguments();
      else if (cursor.text() === "{") this.initializer(type);
      return type;
    }
    cursor.position++;
    if (cursor.text() !== "(") return unit.name(token) ?? unknown;
    const type = unit.name(token) ?? unknown;
    const count = this.arguments();
    unit.name(token, count);
    unit.recorder.callOfAlias(token, count);
    const isConstructed = unit.scope.lookup(token.text)?.kind === "type";
    return isConstructed ? type : returned(type);
  }

  private cppWord(token: Token): Type | null {
    const { cursor, unit } = this;
    if (casts.has(token.text)) {
      cursor.position++;
      const size = cursor.anglesAt(0);
      const end = cursor.position + size;
      cursor.position++;
      const type = unit.declarations.typeName();
      unit.skipTo(end - 1);
      cursor.position = end;
      if (cursor.text() === "(") this.arguments();
      return type;
    }
    if (token.text === "this") {
      cursor.position++;
      const record = unit.declarations.classInScope();
      return record === null ? unknown : pointerTo(record);
    }
    const isObject = unit.scope.lookup(token.text)?.kind === "object";
    const angles = cursor.text(1) === "<" && !isObject ? cursor.anglesAt(1) : 0;
    const isTemplate = angles > 0 && /^[({:]$/.test(cursor.text(1 + angles));
    if (cursor.text(1) !== "::" && !isTemplate) {
      const binding = cursor.text(1) === "{" ? unit.scope.lookup(token.text) : null;
      if (binding?.kind !== "type") return null;
      unit.name(token);
      cursor.position++;
      this.initializer(binding.type);
      return binding.type;
    }
    const { type, isType } = unit.declarations.qualifiedName();
    if (cursor.text() === "(") {
      this.arguments();
      return isType ? type : returned(type);
    }
    if (cursor.text() === "{" && isType) this.initializer(type);
    return type;
  }

  /** `offsetof(T, a.b[1])` after macro replacement. */
  private offsetof(): Type {
    const { cursor, unit } = this;
    cursor.position++;
    const close = cursor.closer();
    cursor.position++;
    let type = unit.declarations.typeName();
    if (cursor.accept(",")) {
      while (cursor.position < close && cursor.isIdentifier()) {
        type = this.member(type, cursor.token as Token);
        cursor.position++;
        while (cursor.text() === "[") {
          cursor.skipBrackets();
          type = dereferenced(type);
        }
        if (!cursor.accept(".")) break;
      }
    }
    unit.skipTo(close);
    cursor.position = Math.min(close + 1, cursor.end);
    return plain;
  }

  private lambda(): Type {
    const { cursor, unit } = this;
    const close = cursor.closer();
    cursor.position++;
    unit.skipTo(close);
    cursor.position = Math.min(close + 1, cursor.end);
    unit.within(() => {
      if (cursor.text() === "(") unit.declarations.bindParameters();
      while (cursor.position < cursor.end && !/^[{;,)]$/.test(cursor.text())) unit.skip();
      if (cursor.text() === "{") unit.statements.block();
    });
    return unknown;
  }

  private postfix(type: Type): Type {
    const { cursor, unit } = this;
    for (;;) {
      const text = cursor.text();
      if (text === "(") {
        this.arguments();
        type = returned(type);
      } else if (text === "[") {
        const close = cursor.closer();
        cursor.position++;
        if (cursor.position < close) this.expression();
        unit.skipTo(close);
        cursor.position = Math.min(close + 1, cursor.end);
        type = dereferenced(type);
      } else if (text === "->" || text === ".") {
        cursor.position++;
        if (cursor.text() === "template") cursor.position++;
        if (cursor.text() === "*" || cursor.text() === "~") {
          cursor.position++;
          this.unary();
          return unknown;
        }
        const { token } = cursor;
        if (token === undefined || !cursor.isIdentifier()) return unknown;
        type = this.member(text === "->" ? this.pointee(type) : type, token);
        cursor.position++;
        if (unit.isCpp && cursor.text() === "<") {
          const size = cursor.anglesAt(0);
          if (size > 0 && cursor.text(size) === "(") cursor.position += size;
        }
      } else if (text === "++" || text === "--") cursor.position++;
      else return type;
    }
  }

  /** What `->` reaches, also through a class's own operator. */
  private pointee(type: Type): Type {
    if (type.kind !== "record") return dereferenced(type);
    const operator = this.unit.definitionOf(type).memberType("operator->");
    return operator === null ? unknown : dereferenced(returned(operator));
  }

  /** `object.token`: notes it where that is CPython's, and tells its type. */
  private member(object: Type, token: Token): Type {
    const { recorder } = this.unit;
    if (object.kind === "unknown") {
      // A type of a name that is not the API's is another library's.
      if (object.name === null) recorder.guess(token);
      else if (recorder.isApi(object.name)) recorder.memberOf(object.name, token);
      return object.name === null ? unknown : lost;
    }
    if (object.kind !== "record") return object === lost ? lost : unknown;
    const record = this.unit.definitionOf(object);
    const type = record.memberType(token.text);
    if (isOfApi(record, (name) => recorder.isApi(name))) recorder.member(record, token, type !== null);
    return type ?? (record.members === null ? unknown : lost);
  }
}

/** CPython's, or one that nothing completes and that has a name of CPython's. */
function isOfApi(record: Record, isApi: (name: string) => boolean): boolean {
  if (record.origin === "cpython") return true;
  return record.members === null && record.name !== null && isApi(record.name);
}
