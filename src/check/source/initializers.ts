import type { Token } from "../../c/token.ts";
import { type Record, type Type, unknown } from "./type.ts";
import type { UnitReader } from "./unit-reader.ts";
import { nothing, type Source } from "./value.ts";

/** A struct or array being initialized, and its next part. */
interface Frame {
  of: Type;
  next: number;
}

/** A part of an object: its type, and its name if it is a member of a CPython struct. */
interface Part {
  type: Type;
  record: Record | null;
  member: string | null;
}

const anything: Part = { type: unknown, record: null, member: null };

/** Reads braced initializers (C11 6.7.9): positional, designated, and with omitted inner braces. */
export class InitializerReader {
  readonly #unit: UnitReader;

  constructor(unit: UnitReader) {
    this.#unit = unit;
  }

  /** From `{` to `}`, for an object of a type; `source` is what has a number or pointer of this type. */
  braced(type: Type, source: Source | null = null): void {
    this.#unit.expressions.guarded(() => {
      const unit = this.#unit;
      const { cursor } = unit;
      const close = cursor.closer();
      cursor.position++;
      let frames: Frame[] = [{ of: type, next: 0 }];
      while (cursor.position < close) {
        if (cursor.accept(",")) continue;
        const before = cursor.position;
        const designated = this.#designated(type);
        if (designated !== null) frames = designated;
        this.#part(frames, isAggregate(type) ? null : source);
        // Something not understood, such as a macro of a missing header, may cover any number of parts.
        if (cursor.position < close && cursor.text() !== ",") frames = [{ of: unknown, next: 0 }];
        if (cursor.position === before) unit.skip();
      }
      cursor.leave(close);
      return nothing;
    });
  }

  /** Reads one initializer for the next part. */
  #part(frames: Frame[], outer: Source | null): void {
    const unit = this.#unit;
    const { cursor } = unit;
    let part = this.#next(frames);
    const start = cursor.position;
    if (cursor.text() === "{") {
      this.braced(part.type, this.#note(part, start) ?? outer);
      return;
    }
    const value = unit.expressions.assignment();
    const isWhole = (type: Type) =>
      value.type.kind === "record" ||
      value.type.kind === "unknown" ||
      (type.kind === "array" && value.type.kind === "array");
    // Omitted inner braces (C11 6.7.9p20).
    for (let depth = 0; isAggregate(part.type) && !isWhole(part.type) && depth < 50; depth++) {
      frames.push({ of: part.type, next: 0 });
      part = this.#next(frames);
    }
    if (isAggregate(part.type) && value.type.kind === "unknown") {
      // It is unknown whether it initializes the whole or its first part, and so what the rest initializes.
      frames.splice(0, frames.length, { of: unknown, next: 0 });
      return;
    }
    const source = this.#note(part, start) ?? outer;
    if (!isAggregate(part.type) || value.type.kind === "record")
      unit.constraints.converts(value, part.type, source, start);
  }

  /** The part that the next initializer is for. */
  #next(frames: Frame[]): Part {
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const part = this.#partOf(frame.of, frame.next);
      if (part !== null) {
        // Only one member of a union is initialized.
        frame.next = isUnion(frame.of) ? Number.POSITIVE_INFINITY : frame.next + 1;
        return part;
      }
      // The enclosing aggregate continues.
      if (frames.length === 1) return anything;
      frames.pop();
    }
    return anything;
  }

  /** A part by position; null past the last one. */
  #partOf(type: Type, index: number): Part | null {
    if (type.kind === "array") {
      return type.length !== null && index >= type.length ? null : { type: type.of, record: null, member: null };
    }
    if (type.kind !== "record") return index === 0 ? { ...anything, type } : null;
    const record = this.#unit.definitionOf(type);
    // C++ classes may have constructors and bases.
    if (record.members === null || (this.#unit.isCpp && record.origin !== "cpython")) return anything;
    const field = record.fields[index];
    return field === undefined ? null : { type: field.type, record, member: field.name };
  }

  /** Initializing a member of a CPython struct is a use. */
  #note(part: Part, start: number): Source | null {
    const unit = this.#unit;
    const token = this.#unit.cursor.tokens[start];
    if (part.record === null || part.member === null || token === undefined) return null;
    if (!unit.recorder.isOfApi(part.record)) return null;
    return unit.recorder.member(part.record, token, true, part.member);
  }

  /** `.member =`, `[index] =`, or GNU's old `member:`: where initialization continues; null without a designator. */
  #designated(type: Type): Frame[] | null {
    const { cursor } = this.#unit;
    if (cursor.isIdentifier() && cursor.text(1) === ":") {
      const frames: Frame[] = [{ of: type, next: 0 }];
      this.#enter(frames, cursor.token as Token);
      cursor.position += 2;
      return frames;
    }
    if (cursor.text() !== "." && cursor.text() !== "[") return null;
    if (cursor.text() === "[" && this.#unit.isCpp) return null;
    const frames: Frame[] = [{ of: type, next: 0 }];
    for (let isFirst = true; ; isFirst = false) {
      if (cursor.text() === "." && cursor.isIdentifier(1)) {
        if (!isFirst) this.#descend(frames);
        this.#enter(frames, cursor.tokens[cursor.position + 1] as Token);
        cursor.position += 2;
      } else if (cursor.text() === "[") {
        if (!isFirst) this.#descend(frames);
        const close = cursor.closer();
        cursor.position++;
        const isNumber = cursor.position === close - 1 && /^\d+$/.test(cursor.text());
        (frames.at(-1) as Frame).next = isNumber ? Number(cursor.text()) : 0;
        this.#unit.expressions.expression();
        this.#unit.leave(close);
      } else break;
    }
    cursor.accept("=");
    return frames;
  }

  /** Enters the designated part. */
  #descend(frames: Frame[]): void {
    const frame = frames.at(-1) as Frame;
    const part = this.#partOf(frame.of, frame.next) ?? anything;
    frame.next++;
    frames.push({ of: part.type, next: 0 });
  }

  /** Enters a member, possibly of an anonymous struct or union. */
  #enter(frames: Frame[], token: Token): void {
    const unit = this.#unit;
    const frame = frames.at(-1) as Frame;
    const { type } = unit.expressions.member(frame.of, token);
    const path = frame.of.kind === "record" ? pathTo(unit.definitionOf(frame.of), token.text) : null;
    if (path === null) {
      frames.push({ of: { kind: "array", of: type, isConst: false, length: null }, next: 0 });
      return;
    }
    for (const [depth, index] of path.entries()) {
      const at = frames.at(-1) as Frame;
      at.next = index;
      if (depth === path.length - 1) return;
      const inner = unit.definitionOf(at.of as Record).fields[index]?.type ?? unknown;
      at.next = isUnion(at.of) ? Number.POSITIVE_INFINITY : index + 1;
      frames.push({ of: inner, next: 0 });
    }
  }
}

const isUnion = (type: Type) => type.kind === "record" && type.isUnion;
const isAggregate = ({ kind }: Type) => kind === "record" || kind === "array";

/** The positions leading to a member through anonymous structs and unions, or null. */
function pathTo(record: Record, name: string, depth = 0): number[] | null {
  for (const [index, field] of record.fields.entries()) {
    if (field.name === name) return [index];
    if (field.name !== null || field.type.kind !== "record" || depth > 50) continue;
    const inner = pathTo(field.type, name, depth + 1);
    if (inner !== null) return [index, ...inner];
  }
  return null;
}
