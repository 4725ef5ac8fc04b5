/** Numbers of a width, in a byte order, one after another: the building blocks of every format. */
export interface Writer {
  u8(...values: number[]): Uint8Array;
  u16(...values: number[]): Uint8Array;
  u32(...values: number[]): Uint8Array;
  u64(...values: number[]): Uint8Array;
}

export function writer(littleEndian: boolean): Writer {
  const write =
    (width: 1 | 2 | 4 | 8) =>
    (...values: number[]) => {
      const bytes = new Uint8Array(values.length * width);
      const view = new DataView(bytes.buffer);
      for (const [index, value] of values.entries()) {
        const at = index * width;
        if (width === 1) view.setUint8(at, value);
        if (width === 2) view.setUint16(at, value, littleEndian);
        if (width === 4) view.setUint32(at, value, littleEndian);
        if (width === 8) view.setBigUint64(at, BigInt(value), littleEndian);
      }
      return bytes;
    };
  return { u8: write(1), u16: write(2), u32: write(4), u64: write(8) };
}

/** Names one after another, each ended by a NUL, and their offsets. */
export function nameTable(names: readonly string[]): { bytes: Uint8Array; offsets: number[] } {
  const offsets: number[] = [];
  let text = "\0";
  for (const name of names) {
    offsets.push(text.length);
    text += `${name}\0`;
  }
  return { bytes: Buffer.from(text, "latin1"), offsets };
}

/** Parts one after another, each aligned to 8, and their offsets. */
export function concatenate(parts: readonly Uint8Array[]): { bytes: Uint8Array; offsets: number[] } {
  const offsets: number[] = [];
  let size = 0;
  for (const part of parts) {
    offsets.push(size);
    size += Math.ceil(part.byteLength / 8) * 8;
  }
  const bytes = new Uint8Array(size);
  for (const [index, part] of parts.entries()) bytes.set(part, offsets[index]);
  return { bytes, offsets };
}
