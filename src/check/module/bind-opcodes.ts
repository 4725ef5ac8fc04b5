import type { ByteReader } from "./reader.ts";

/** `BIND_OPCODE_…` from Apple's `mach-o/loader.h`: the upper half of a byte, whose lower half is a small operand. */
const setSymbol = 0x4;
/** How many ULEB128 numbers follow an opcode; opcodes not listed have none. */
const numbersAfter: Record<number, number> = { 2: 1, 6: 1, 7: 1, 8: 1, 10: 1, 12: 2 };
const threaded = 0xd;
const lastOpcode = threaded;

/**
 * The names bound by a program for the dynamic linker (`LC_DYLD_INFO`). They survive stripping of symbols that only
 * data refers to.
 */
export function boundNames(reader: ByteReader, at: number, size: number): string[] {
  reader.need(at, size);
  reader.spend(size);
  const names: string[] = [];
  const end = at + size;
  let next = at;
  while (next < end) {
    const byte = reader.u8(next++);
    const opcode = byte >>> 4;
    if (opcode > lastOpcode) throw reader.invalid(`unknown bind opcode ${byte}`);
    if (opcode === setSymbol) {
      const name = reader.name(next, end);
      names.push(name);
      next += name.length + 1;
    }
    const numbers = opcode === threaded && (byte & 0xf) === 0 ? 1 : (numbersAfter[opcode] ?? 0);
    for (let number = 0; number < numbers; number++) next = afterNumber(reader, next, end);
  }
  return names;
}

/** Skips a ULEB128 number. */
function afterNumber(reader: ByteReader, at: number, end: number): number {
  let next = at;
  while (next < end && reader.u8(next) >= 0x80) next++;
  if (next >= end) throw reader.invalid("its bind opcodes end within a number");
  return next + 1;
}
