import type { ByteReader } from "./reader.ts";

/** `BIND_OPCODE_…` of Apple's `mach-o/loader.h`: the upper half of a byte, whose lower half is a small number. */
const setSymbol = 0x4;
/** How many numbers of any length (ULEB128) follow an opcode; those that are not here have none. */
const numbersAfter: Record<number, number> = { 2: 1, 6: 1, 7: 1, 8: 1, 10: 1, 12: 2 };
const threaded = 0xd;
const lastOpcode = threaded;

/**
 * The names that a program of the dynamic linker binds (`LC_DYLD_INFO`). They stay where a file is stripped of the
 * symbols that only data refer to.
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

/** Behind a number whose bytes have their highest bit set, save the last. */
function afterNumber(reader: ByteReader, at: number, end: number): number {
  let next = at;
  while (next < end && reader.u8(next) >= 0x80) next++;
  if (next >= end) throw reader.invalid("its bind opcodes end within a number");
  return next + 1;
}
