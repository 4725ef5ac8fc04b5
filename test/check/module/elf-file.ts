import { concatenate, nameTable, writer } from "./binary.ts";

export interface ElfFile {
  is64: boolean;
  littleEndian: boolean;
  machine: number;
  imports: string[];
  exports: string[];
  /** Whether it has Android's note. */
  isAndroid: boolean;
  /** Libraries that it needs. */
  needed: string[];
  /** The source of the number of symbols: section headers, or only a hash table. */
  counted: "sections" | "hash" | "gnu-hash" | "nothing";
  /** Whether its sections have no bytes, as in a file of debug information. */
  isDebugFile: boolean;
  /** 3 is a shared object. */
  type: number;
}

/** A shared object for x86_64 with section headers, unless said otherwise. */
export function elfFile(rest: Partial<ElfFile> = {}): Uint8Array {
  const file: ElfFile = {
    is64: true,
    littleEndian: true,
    machine: 62,
    imports: [],
    exports: ["PyInit_x"],
    needed: [],
    isAndroid: false,
    isDebugFile: false,
    counted: "sections",
    type: 3,
    ...rest,
  };
  const { is64, littleEndian, imports, exports, needed } = file;
  const { u8, u16, u32, u64 } = writer(littleEndian);
  const word = is64 ? u64 : u32;
  const join = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

  const names = nameTable([...imports, ...exports, ...needed]);
  const symbol = (name: number, section: number) =>
    is64 ? join(u32(name), u8(0x12, 0), u16(section), u64(0, 0)) : join(u32(name, 0, 0), u8(0x12, 0), u16(section));
  const rows = names.offsets
    .slice(0, imports.length + exports.length)
    .map((offset, index) => symbol(offset, index < imports.length ? 0 : 1));
  const symbols = join(symbol(0, 0), ...rows);
  const count = rows.length + 1;
  const first = imports.length + 1;
  const hash = {
    sections: u32(),
    hash: u32(1, count, 0, ...Array(count).fill(0)),
    // One bucket, one word of the Bloom filter, and a chain that ends with the last exported symbol.
    "gnu-hash": join(
      u32(1, first, 1, 0),
      word(0),
      u32(exports.length > 0 ? first : 0, ...exports.map((_, index) => (index === exports.length - 1 ? 1 : 2))),
    ),
    nothing: u32(),
  }[file.counted];

  const headerSize = is64 ? 64 : 52;
  const programSize = is64 ? 56 : 32;
  const note = file.isAndroid ? u32(8, 4, 1, 0x72646e41, 0x64696f, 24) : u32();
  const programs = file.isAndroid ? 3 : 2;
  const start = Math.ceil((headerSize + programs * programSize) / 8) * 8;
  const sizes = concatenate([symbols, names.bytes, hash, note]);
  const [symbolsAt = 0, namesAt = 0, hashAt = 0, noteAt = 0] = sizes.offsets.map((offset) => offset + start);
  const dynamicAt = start + sizes.bytes.length;
  const base = 0x10000;
  const hashTag = { sections: [], hash: [4], "gnu-hash": [0x6ffffef5], nothing: [] }[file.counted];
  const dynamic = word(
    ...names.offsets.slice(-needed.length || names.offsets.length).flatMap((offset) => [1, offset]),
    ...hashTag.flatMap((tag) => [tag, base + hashAt]),
    ...[5, base + namesAt, 6, base + symbolsAt, 10, names.bytes.length, 0, 0],
  );
  const sectionsAt = Math.ceil((dynamicAt + dynamic.length) / 8) * 8;
  const program = (type: number, at: number, size: number) =>
    is64
      ? join(u32(type, 4), u64(at, base + at, base + at, size, size, 8))
      : u32(type, at, base + at, base + at, size, size, 4, 8);
  const section = (type: number, at: number, size: number, link: number) =>
    join(u32(0, file.isDebugFile && type !== 0 ? 8 : type), word(0, base + at, at, size), u32(link, 0), word(0, 0));
  const hasSections = file.counted === "sections";
  const header = join(
    u8(0x7f, 0x45, 0x4c, 0x46, is64 ? 2 : 1, littleEndian ? 1 : 2, 1, ...Array(9).fill(0)),
    u16(file.type, file.machine),
    u32(1),
    word(0, headerSize, hasSections ? sectionsAt : 0),
    u32(0),
    u16(headerSize, programSize, programs, is64 ? 64 : 40, hasSections ? 4 : 0, 0),
  );
  const { bytes } = concatenate([
    join(
      header,
      program(1, 0, sectionsAt),
      program(2, dynamicAt, dynamic.length),
      file.isAndroid ? program(4, noteAt, note.length) : u32(),
    ),
    sizes.bytes,
    dynamic,
    hasSections
      ? join(
          section(0, 0, 0, 0),
          section(11, symbolsAt, symbols.length, 2),
          section(3, namesAt, names.bytes.length, 0),
          section(6, dynamicAt, dynamic.length, 2),
        )
      : u32(),
  ]);
  return bytes;
}
