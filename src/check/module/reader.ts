import { CapidiffError } from "../../errors.ts";

/**
 * Reads numbers and names from an untrusted file: anything outside its bounds is `invalid-module`, and the work is
 * bounded by its size.
 */
export class ByteReader {
  readonly file: string;
  readonly size: number;
  readonly #bytes: Buffer;
  readonly #view: DataView;
  readonly #littleEndian: boolean;
  /** Budget for names and tables: twice the size, as names may be inside a table. */
  #unread: number;

  constructor(bytes: Uint8Array, file: string, littleEndian: boolean) {
    this.file = file;
    this.size = bytes.byteLength;
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#littleEndian = littleEndian;
    this.#unread = 2 * this.size;
  }

  u8(at: number): number {
    this.need(at, 1);
    return this.#view.getUint8(at);
  }

  u16(at: number): number {
    this.need(at, 2);
    return this.#view.getUint16(at, this.#littleEndian);
  }

  u32(at: number): number {
    this.need(at, 4);
    return this.#view.getUint32(at, this.#littleEndian);
  }

  /** Inexact above 2^53, which no file reaches. */
  u64(at: number): number {
    return Number(this.bigU64(at));
  }

  bigU64(at: number): bigint {
    this.need(at, 8);
    return this.#view.getBigUint64(at, this.#littleEndian);
  }

  /** The text up to a NUL before `end`. */
  name(at: number, end: number): string {
    this.need(at, 1);
    const stop = this.#bytes.indexOf(0, at);
    if (stop < 0 || stop >= end) throw this.invalid(`unterminated name at offset ${at}`);
    this.spend(stop - at + 1);
    return this.#bytes.toString("latin1", at, stop);
  }

  /** The text in a fixed-size, NUL-padded field. */
  text(at: number, size: number): string {
    this.need(at, size);
    return this.#bytes.toString("latin1", at, at + size).replace(/\0.*$/s, "");
  }

  /** A part of the file. */
  part(at: number, size: number): Uint8Array {
    this.need(at, size);
    return this.#bytes.subarray(at, at + size);
  }

  /** Charges the budget for names and tables: if they overlap, reading all could take forever. */
  spend(size: number): void {
    this.#unread -= size;
    if (this.#unread < 0) throw this.invalid("its tables and names overlap");
  }

  /** Checks that `size` bytes exist at `at`, before a table's rows are visited. */
  need(at: number, size: number): void {
    if (!(at >= 0 && size >= 0 && at + size <= this.size)) {
      throw this.invalid(`it is truncated or damaged: it has ${this.size} bytes, but declares ${size} at offset ${at}`);
    }
  }

  invalid(what: string): CapidiffError {
    return new CapidiffError("invalid-module", `${this.file}: ${what}.`, { file: this.file });
  }
}
