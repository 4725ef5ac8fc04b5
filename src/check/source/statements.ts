import type { Declarator } from "./declarators.ts";
import { calleeOf, unknown } from "./type.ts";
import type { UnitReader } from "./unit-reader.ts";
import { nothing, type Value } from "./value.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));
/** Keywords followed by a parenthesized declaration or expression. */
const controls = words("if while switch for catch");
const passed = words("else do try co_return break continue default");
const assembly = words("asm __asm __asm__");
const declarationWords = words(
  "typedef extern static register const volatile auto _Thread_local thread_local __thread constexpr typename using static_assert _Static_assert inline __inline __inline__ _Alignas alignas __attribute__ __auto_type mutable template",
);

/** Reads function bodies (C11 6.8): blocks with their declarations and expressions. */
export class StatementReader {
  readonly #unit: UnitReader;

  constructor(unit: UnitReader) {
    this.#unit = unit;
  }

  /**
   * The body of a function, at its `{` or the initializers before that. Bodies in CPython's headers count too: a name they
   * lack breaks every file that includes them.
   */
  body(declarator: Declarator | null): void {
    const unit = this.#unit;
    const { cursor } = unit;
    if (unit.originOf(cursor.token) === "other") {
      unit.declarations.initializers(false);
      cursor.skipBrackets();
      return;
    }
    const start = cursor.position;
    const outer = unit.scope;
    unit.scope = declarator?.namespace ?? outer;
    unit.within(() => {
      if (declarator !== null && declarator.parameters !== null) {
        cursor.position = declarator.parameters;
        unit.declarators.bindParameters(true);
        cursor.position = start;
        const returns = calleeOf(declarator.type)?.returns;
        if (returns !== undefined) unit.constraints.complete(returns, declarator.name ?? undefined);
      }
      unit.declarations.initializers(true);
      unit.returns = (declarator && calleeOf(declarator.type)?.returns) ?? unknown;
      this.block();
      unit.returns = unknown;
    }, declarator?.owner ?? null);
    unit.scope = outer;
  }

  /** From `{` to `}`. Returns the value of the last expression, for GNU statement expressions. */
  block(): Value {
    const unit = this.#unit;
    const { cursor } = unit;
    const close = cursor.closer();
    cursor.position++;
    const outer = unit.scope;
    const around: (typeof outer)[] = [];
    let last = nothing;
    unit.scope = unit.newScope();
    while (cursor.position < close) {
      const text = cursor.text();
      if (text === "{") {
        around.push(unit.scope);
        unit.scope = unit.newScope();
        cursor.position++;
      } else if (text === "}") {
        unit.scope = around.pop() ?? unit.scope;
        cursor.position++;
      } else last = this.#statement() ?? last;
    }
    unit.scope = outer;
    cursor.leave(close);
    return last;
  }

  /** A statement or part of one; returns the value of an expression. Always consumes a token. */
  #statement(): Value | null {
    const unit = this.#unit;
    const { cursor } = unit;
    const before = cursor.position;
    const text = cursor.text();
    let value: Value | null = null;
    if (controls.has(text)) {
      cursor.position++;
      if (cursor.text() === "constexpr") cursor.position++;
      const start = cursor.position + 1;
      if (cursor.accept("(")) value = this.#simple();
      if (value !== null && (text === "if" || text === "while")) unit.constraints.scalar(value, start);
    } else if (passed.has(text)) cursor.position++;
    else if (text === "return") this.#returned();
    else if (text === "case") {
      cursor.position++;
      unit.expressions.assignment();
    } else if (text === "goto") {
      cursor.position++;
      if (cursor.isIdentifier()) cursor.position++;
    } else if (assembly.has(text)) {
      while (cursor.isIdentifier()) cursor.position++;
      if (cursor.text() === "(") unit.expressions.arguments();
    } else if (cursor.isIdentifier() && cursor.text(1) === ":") cursor.position += 2;
    else value = this.#simple();
    if (cursor.position === before) unit.skip();
    return value;
  }

  #returned(): void {
    const unit = this.#unit;
    const { cursor } = unit;
    cursor.position++;
    const start = cursor.position;
    if (cursor.text() === ";") return;
    if (cursor.text() === "{") unit.initializers.braced(unit.returns);
    else unit.constraints.converts(unit.expressions.expression(), unit.returns, null, start);
  }

  /** A declaration or an expression. */
  #simple(): Value | null {
    const unit = this.#unit;
    const { cursor } = unit;
    if (/^[;:,)\]]$/.test(cursor.text())) {
      cursor.position++;
      return null;
    }
    if (!this.#startsDeclaration()) return unit.expressions.expression();
    if (/^(?:using|template|_?[Ss]tatic_assert)$/.test(cursor.text())) unit.declarations.external();
    else unit.declarations.declaration(false);
    return null;
  }

  #startsDeclaration(): boolean {
    const unit = this.#unit;
    const { cursor } = unit;
    const text = cursor.text();
    if (!cursor.isIdentifier()) return false;
    if (declarationWords.has(text)) return true;
    const next = cursor.text(1);
    if (unit.specifiers.isTypeWord(text))
      return next !== "(" || text === "typeof" || text === "__typeof__" || text === "decltype";
    const binding = unit.scope.lookup(text);
    if (binding?.kind === "object") return false;
    if (unit.isCpp && (next === "<" || next === "::")) return this.#isQualifiedDeclaration();
    if (binding?.kind === "type")
      return (
        cursor.isIdentifier(1) ||
        next === "*" ||
        next === "&" ||
        next === "&&" ||
        next === "[" ||
        (next === "(" && cursor.text(2) === "*")
      );
    return this.#declares(1);
  }

  /** Whether a declarator instead of an operand follows what may be an undeclared type. */
  #declares(ahead: number): boolean {
    const unit = this.#unit;
    const { cursor } = unit;
    let index = ahead;
    const isOperator = (text: string) => text === "*" || (unit.isCpp && (text === "&" || text === "&&"));
    while (isOperator(cursor.text(index)) || cursor.text(index) === "const") index++;
    if (!cursor.isIdentifier(index)) return false;
    if (index === ahead) return true;
    return /^[=;,[({:)]$/.test(cursor.text(index + 1));
  }

  /** `A::B<C> d`, but not `A::b(c)`. */
  #isQualifiedDeclaration(): boolean {
    const { cursor } = this.#unit;
    let index = 0;
    for (;;) {
      if (!cursor.isIdentifier(index)) return false;
      index++;
      if (cursor.text(index) === "<") {
        const size = cursor.anglesAt(index);
        if (size === 0) return false;
        index += size;
      }
      if (cursor.text(index) !== "::") break;
      index++;
    }
    return this.#declares(index);
  }
}
