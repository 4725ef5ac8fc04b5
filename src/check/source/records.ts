import { recordAttributeWords } from "../../c/keywords.ts";
import { type Token, TokenKind } from "../../c/token.ts";
import { common } from "./conversion.ts";
import type { Declarator } from "./declarators.ts";
import { enumeration, int, Record, type Type, unknown } from "./type.ts";
import type { UnitReader } from "./unit-reader.ts";

/** Reads `struct`, `union`, `class` and `enum` (C11 6.7.2) and binds what they define. */
export class RecordReader {
  readonly #unit: UnitReader;

  constructor(unit: UnitReader) {
    this.#unit = unit;
  }

  /** Starts at the keyword. */
  specifier(): Type {
    const unit = this.#unit;
    const { cursor } = unit;
    const start = cursor.position;
    const keyword = cursor.text();
    const first = cursor.token;
    cursor.position++;
    if (keyword === "enum" && (cursor.text() === "class" || cursor.text() === "struct")) cursor.position++;
    this.#attributes();
    const tag = this.#tag();
    const members = this.#openingBrace();
    const isDefinition = members !== null;
    const origin = unit.originOf(tag ?? first);
    const typedef = tag !== null && unit.isCpp ? this.#typedef(tag, start) : null;
    if (typedef !== null && !isDefinition) return typedef;
    if (keyword === "enum") return this.#enumerated(tag, isDefinition);
    const record = tag === null ? new Record(null, origin) : unit.tagged(tag.text, isDefinition, origin);
    if (tag !== null && unit.isCpp) {
      const known = unit.scope.lookup(tag.text);
      const isTag = known?.kind !== "type" || known.isTag === true;
      unit.scope.declare(tag.text, { kind: "type", type: record, origin: record.origin, defined: true, isTag });
    }
    if (!isDefinition) return record;
    record.isUnion = keyword === "union";
    // A class may be an argument of its own base's template.
    record.bases.push(...this.#bases(members));
    this.#members(record);
    return record;
  }

  /**
   * The type of a typedef, which C++ refuses after `struct` or `enum` unless a declaration in a namespace or class hides
   * it.
   */
  #typedef(tag: Token, start: number): Type | null {
    const unit = this.#unit;
    const { cursor } = unit;
    const known = unit.scope.lookup(tag.text);
    const isTypedef = known?.kind === "type" && known.isTag !== true && unit.scope.tag(tag.text) === null;
    if (!isTypedef || known.origin !== "cpython" || cursor.tokens[cursor.position - 2]?.text === "::") return null;
    const isFriend = cursor.tokens[start - 1]?.text === "friend";
    if (!unit.isGlobal && !isFriend && /^[;:{]$/.test(cursor.text())) return null;
    const message = `${tag.text} is a typedef, which cannot stand after ${cursor.tokens[start]?.text}.`;
    unit.recorder.fault({ kind: "symbol", name: tag.text }, tag, { kind: "redeclared", message });
    return known.type;
  }

  #attributes(): void {
    const { cursor } = this.#unit;
    for (let text = cursor.text(); text === "[" || recordAttributeWords.has(text); text = cursor.text()) {
      if (text !== "[") cursor.position++;
      if (cursor.text() !== "(" && cursor.text() !== "[") return;
      cursor.skipBrackets();
    }
  }

  /** The last name before the members or declarator: earlier ones may be macros of missing headers. */
  #tag(): Token | null {
    const unit = this.#unit;
    const { cursor } = unit;
    let tag: Token | null = null;
    while (cursor.isIdentifier() || (unit.isCpp && cursor.text() === "::")) {
      if (cursor.accept("::")) continue;
      if (cursor.text() === "final") cursor.position++;
      else {
        // In `struct tag name` the second is a declarator, unless members follow.
        if (tag !== null && !/^(?:\{|:|final)$/.test(cursor.text(1))) break;
        tag = cursor.token as Token;
        cursor.position++;
        if (unit.isCpp && cursor.text() === "<") cursor.position += cursor.anglesAt(0);
      }
    }
    return tag;
  }

  /** Where the members begin, after base classes if there are any; null if no members follow. */
  #openingBrace(): number | null {
    const { cursor, isCpp } = this.#unit;
    let index = cursor.position;
    if (isCpp && cursor.text() === ":")
      while (index < cursor.end && !/^[;{]$/.test(cursor.tokens[index]?.text ?? "")) index++;
    return cursor.tokens[index]?.text === "{" ? index : null;
  }

  #bases(members: number): Type[] {
    const unit = this.#unit;
    const { cursor } = unit;
    const bases: Type[] = [];
    while (cursor.position < members) {
      const binding = unit.scope.lookup(cursor.text());
      if (binding?.kind === "type") {
        bases.push(binding.type);
        const isArgument = !/^(?::|virtual|public|protected|private)$/.test(cursor.text(-1));
        if (!isArgument && /^[,{]$/.test(cursor.text(1))) unit.constraints.complete(binding.type, cursor.token);
      }
      unit.skip();
    }
    return bases;
  }

  #enumerated(tag: Token | null, isDefinition: boolean): Type {
    const unit = this.#unit;
    const { cursor } = unit;
    const hasType = cursor.accept(":");
    if (hasType) while (cursor.isIdentifier()) cursor.position++;
    if (tag !== null && unit.isCpp && (isDefinition || hasType)) {
      const origin = unit.originOf(tag);
      // C++ has one namespace for all tags.
      unit.tagged(tag.text, isDefinition, origin);
      unit.scope.declare(tag.text, { kind: "type", type: enumeration, origin, defined: true });
    }
    if (cursor.text() !== "{") return enumeration;
    const close = cursor.closer();
    cursor.position++;
    while (cursor.position < close) {
      const { token } = cursor;
      if (token?.kind === TokenKind.identifier) {
        const what = { kind: "object", isConstant: true } as const;
        unit.declarations.redeclared(token, int, { ...what, hasBody: false, isInC: false });
        const binding = { ...what, type: int, origin: unit.originOf(token), defined: true };
        unit.scope.declare(token.text, binding);
      }
      cursor.position++;
      this.#attributes();
      if (cursor.accept("=")) unit.expressions.assignment();
      while (cursor.position < close && !cursor.accept(",")) unit.skip();
    }
    cursor.leave(close);
    return enumeration;
  }

  /** From `{` to `}`. Method bodies are read after all members, which they may use. */
  #members(record: Record): void {
    const unit = this.#unit;
    const { cursor } = unit;
    const close = cursor.closer();
    cursor.position++;
    record.members ??= new Map();
    const bodies: { position: number; declarator: Declarator }[] = [];
    if (unit.depth > 100) {
      cursor.leave(close);
      return;
    }
    unit.depth++;
    const read = () => {
      while (cursor.position < close) {
        const before = cursor.position;
        this.#member(record, close, bodies);
        if (cursor.position === before) unit.skip();
      }
      for (const { position, declarator } of bodies) {
        cursor.position = position;
        unit.statements.body(declarator);
      }
    };
    if (unit.isCpp) unit.within(read, record);
    else read();
    unit.depth--;
    cursor.leave(close);
  }

  #member(record: Record, close: number, bodies: { position: number; declarator: Declarator }[]): void {
    const unit = this.#unit;
    const { cursor } = unit;
    const text = cursor.text();
    if (text === ";") {
      cursor.position++;
      return;
    }
    if (unit.isCpp) {
      if (/^(?:public|private|protected)$/.test(text) && cursor.text(1) === ":") {
        cursor.position += 2;
        return;
      }
      if (unit.declarations.templateHeads()) return;
      if (text === "using") {
        unit.declarations.external();
        return;
      }
    }
    const { type, isConst, isTypedef } = unit.specifiers.read();
    if (cursor.text() === ";") {
      if (type?.kind === "record" && type.name === null) this.#add(record, null, type);
      else if (type?.kind === "record" && !unit.isCpp && type.members !== null) this.#add(record, null, type);
      return;
    }
    while (cursor.position < close && cursor.text() !== ";") {
      const before = cursor.position;
      const declarator = unit.declarators.declarator(type ?? unknown, isConst);
      if (cursor.position === before && cursor.text() !== ":") return;
      const { name } = declarator;
      if (name !== null && isTypedef) {
        const binding = { kind: "type", type: declarator.type, origin: unit.originOf(name), defined: true } as const;
        unit.scope.declare(name.text, binding);
      } else if (name !== null) {
        if (declarator.parameters === null) unit.constraints.complete(declarator.type, name);
        // In C++ the name of a constructor means the class.
        const isConstructor = unit.isCpp && name.text === record.tag && declarator.parameters !== null;
        if (!isConstructor) this.#add(record, name.text, declarator.type);
      }
      if (cursor.text() === ":" && declarator.parameters === null) {
        cursor.position++;
        unit.expressions.assignment();
      }
      if (cursor.accept("=")) {
        if (cursor.text() === "{") unit.initializers.braced(declarator.type);
        else unit.expressions.assignment();
      }
      const position = cursor.position;
      if (declarator.parameters !== null) unit.declarations.initializers(false);
      if (cursor.text() === "{") {
        if (declarator.parameters === null) unit.initializers.braced(declarator.type);
        else {
          bodies.push({ position, declarator });
          cursor.skipBrackets();
          return;
        }
      }
      if (!cursor.accept(",")) break;
    }
    cursor.accept(";");
  }

  #add(record: Record, name: string | null, type: Type): void {
    const unit = this.#unit;
    const inner = type.kind === "record" ? unit.definitionOf(type) : type;
    const known = unit.isCpp && name !== null ? record.members?.get(name) : undefined;
    record.add(name, name === null ? inner : known === undefined ? type : common(known, type));
    if (record.origin === "own" && name !== null) unit.recorder.ownMember(name);
  }
}
