import type { Image } from "./image.ts";
import { ByteReader } from "./reader.ts";

/** System V ABI, chapters 4 and 5; for the GNU hash table the sources of binutils and glibc. */
export const isElf = (bytes: Uint8Array) =>
  bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;

/** @throws CapidiffError `invalid-module` */
export function readElf(bytes: Uint8Array, file: string): Image {
  const elf = open(bytes, file);
  const { reader, is64 } = elf;
  const type = reader.u16(16);
  if (type !== sharedObject && type !== executable) {
    throw reader.invalid("it is not linked; expected a shared object or an executable");
  }
  if (isDebugFile(elf)) throw reader.invalid("it has only the debug information of a module that was stripped of it");
  const symbols = symbolsOfSections(elf) ?? symbolsOfSegments(elf);
  const libraries = neededLibraries(elf);
  return {
    format: "ELF",
    architecture: architectureOf(reader, is64),
    system: [0, 3].includes(reader.u8(7)) ? systemOf(elf, libraries) : null,
    libraries,
    imports: symbols === null ? [] : namesOf(elf, symbols, false).map((name) => ({ name, library: null })),
    exports: symbols === null ? [] : namesOf(elf, symbols, true),
  };
}

/**
 * The bytes of a section by name; null if the file has no such section, or no section headers. @throws CapidiffError
 * `invalid-module`
 */
export function elfSection(bytes: Uint8Array, file: string, name: string): Uint8Array | null {
  const elf = open(bytes, file);
  const { reader, word } = elf;
  const { header, section } = elf.layout;
  const rows = sectionHeaders(elf);
  const [first] = rows;
  if (first === undefined) return null;
  // An index too large for the header is stored in the first section.
  const index = reader.u16(header.sectionCount + 2);
  const strings = first + (index === 0xffff ? reader.u32(first + section.link) : index) * section.size;
  const [names, end] = [
    word(strings + section.offset),
    word(strings + section.offset) + word(strings + section.length),
  ];
  for (const row of rows) {
    if (reader.u32(row + 4) === unstored || reader.name(names + reader.u32(row), end) !== name) continue;
    return reader.part(word(row + section.offset), word(row + section.length));
  }
  return null;
}

/** A section that occupies no bytes in the file (`SHT_NOBITS`). */
const unstored = 8;

interface Elf {
  reader: ByteReader;
  is64: boolean;
  layout: Layout;
  /** A number as wide as the file's addresses. */
  word(at: number): number;
}

/** The dynamic symbol table: `count` rows, and their names. */
interface SymbolTable {
  at: number;
  count: number;
  names: { at: number; size: number };
}

const executable = 2;
const sharedObject = 3;

/** Field offsets for one address width. */
interface Layout {
  header: { programs: number; sections: number; programCount: number; sectionSize: number; sectionCount: number };
  program: { size: number; offset: number; address: number; fileSize: number };
  section: { size: number; address: number; offset: number; length: number; link: number };
  symbol: { size: number; section: number };
}

const layout32: Layout = {
  header: { programs: 28, sections: 32, programCount: 44, sectionSize: 46, sectionCount: 48 },
  program: { size: 32, offset: 4, address: 8, fileSize: 16 },
  section: { size: 40, address: 12, offset: 16, length: 20, link: 24 },
  symbol: { size: 16, section: 14 },
};
const layout64: Layout = {
  header: { programs: 32, sections: 40, programCount: 56, sectionSize: 58, sectionCount: 60 },
  program: { size: 56, offset: 8, address: 16, fileSize: 32 },
  section: { size: 64, address: 16, offset: 24, length: 32, link: 40 },
  symbol: { size: 24, section: 6 },
};

function open(bytes: Uint8Array, file: string): Elf {
  const [width, order] = [bytes[4], bytes[5]];
  const reader = new ByteReader(bytes, file, order === 1);
  if ((width !== 1 && width !== 2) || (order !== 1 && order !== 2)) {
    throw reader.invalid("its ELF header has no valid class or byte order");
  }
  const is64 = width === 2;
  const layout = is64 ? layout64 : layout32;
  return { reader, is64, layout, word: (at) => (is64 ? reader.u64(at) : reader.u32(at)) };
}

/** Where each section header is; none if they were stripped. */
function sectionHeaders({ reader, layout: { header, section }, word }: Elf): number[] {
  const at = word(header.sections);
  if (at === 0) return [];
  // A number too large for the header is stored in the first section.
  const count = reader.u16(header.sectionCount) || word(at + section.length);
  if (reader.u16(header.sectionSize) !== section.size) throw reader.invalid("its section headers have an unknown size");
  reader.need(at, count * section.size);
  return Array.from({ length: count }, (_, index) => at + index * section.size);
}

const dynamicSymbols = 11;

/** Found through section headers, which contain the number of symbols; null if they were stripped. */
function symbolsOfSections(elf: Elf): SymbolTable | null {
  const { reader, word } = elf;
  const { section, symbol } = elf.layout;
  const rows = sectionHeaders(elf);
  const row = rows.find((row) => reader.u32(row + 4) === dynamicSymbols);
  if (row === undefined) return null;
  const link = reader.u32(row + section.link);
  const strings = rows[link];
  if (strings === undefined) throw reader.invalid(`its dynamic symbols name section ${link} of ${rows.length}`);
  return {
    at: word(row + section.offset),
    count: Math.floor(word(row + section.length) / symbol.size),
    names: { at: word(strings + section.offset), size: word(strings + section.length) },
  };
}

/** Whether all but the debug information was left out, as by `objcopy --only-keep-debug`: sections lack their bytes. */
function isDebugFile(elf: Elf): boolean {
  const { reader, layout, word } = elf;
  const dynamic = programHeaders(elf).find(({ type }) => type === dynamicSegment);
  if (!dynamic) return false;
  return sectionHeaders(elf).some(
    (row) => reader.u32(row + 4) === unstored && word(row + layout.section.address) === dynamic.address,
  );
}

const loadSegment = 1;
const dynamicSegment = 2;
const noteSegment = 4;
const tag = { needed: 1, hash: 4, strings: 5, symbols: 6, stringsSize: 10, gnuHash: 0x6ffffef5 };

/** Which C library it is for: Android marks its files, and musl's has one name on Alpine and one elsewhere. */
function systemOf(elf: Elf, libraries: readonly string[]): "linux" | "musllinux" | "android" {
  if (isForAndroid(elf)) return "android";
  return libraries.some((name) => /^libc\.(?:musl-|so$)/.test(name)) ? "musllinux" : "linux";
}

/** Whether a note is by Android, whose start files have one of its API level. */
function isForAndroid(elf: Elf): boolean {
  const { reader } = elf;
  for (const { type, offset, size } of programHeaders(elf)) {
    if (type !== noteSegment) continue;
    reader.need(offset, size);
    for (let at = offset; at + 12 <= offset + size; ) {
      const [nameSize, contentSize] = [reader.u32(at), reader.u32(at + 4)];
      if (nameSize === 8 && reader.text(at + 12, 8) === "Android") return true;
      at += 12 + Math.ceil(nameSize / 4) * 4 + Math.ceil(contentSize / 4) * 4;
    }
  }
  return false;
}

function neededLibraries(elf: Elf): string[] {
  const dynamic = dynamicSection(elf);
  const strings = dynamic?.offsetOf(tag.strings) ?? null;
  if (dynamic === null || strings === null) return [];
  const end = Math.min(strings + (dynamic.values(tag.stringsSize)[0] ?? 0), elf.reader.size);
  return dynamic.values(tag.needed).map((offset) => elf.reader.name(strings + offset, end));
}

/** The entries of the dynamic section; null where nothing is linked dynamically. */
function dynamicSection(elf: Elf) {
  const { reader, is64, word } = elf;
  const segments = programHeaders(elf);
  const dynamic = segments.find(({ type }) => type === dynamicSegment);
  if (!dynamic) return null;
  const entries: { key: number; value: number }[] = [];
  const width = is64 ? 8 : 4;
  reader.need(dynamic.offset, dynamic.size);
  for (let at = dynamic.offset; at + 2 * width <= dynamic.offset + dynamic.size; at += 2 * width) {
    const key = word(at);
    if (key === 0) break;
    entries.push({ key, value: word(at + width) });
  }

  const values = (key: number) => entries.filter((entry) => entry.key === key).map(({ value }) => value);
  /** Where in the file that is whose address an entry has. */
  const offsetOf = (key: number): number | null => {
    const address = values(key).at(-1);
    if (address === undefined) return null;
    const segment = segments.find(
      ({ type, address: start, size }) => type === loadSegment && address >= start && address < start + size,
    );
    if (!segment) throw reader.invalid(`its dynamic section has the address ${address}, which is in no segment`);
    return address - segment.address + segment.offset;
  };
  return { values, offsetOf };
}

/** Found as the dynamic linker does, by addresses; null for a static file. */
function symbolsOfSegments(elf: Elf): SymbolTable | null {
  const { reader } = elf;
  const dynamic = dynamicSection(elf);
  if (dynamic === null) return null;
  const { values, offsetOf } = dynamic;
  const [symbols, names, hash, gnuHash] = [
    offsetOf(tag.symbols),
    offsetOf(tag.strings),
    offsetOf(tag.hash),
    offsetOf(tag.gnuHash),
  ];
  if (symbols === null || names === null) return null;
  const count = hash === null ? countByGnuHash(elf, gnuHash) : reader.u32(hash + 4);
  return { at: symbols, count, names: { at: names, size: values(tag.stringsSize).at(-1) ?? reader.size - names } };
}

interface Segment {
  type: number;
  offset: number;
  address: number;
  size: number;
}

function programHeaders({ reader, layout: { header, program }, word }: Elf): Segment[] {
  const at = word(header.programs);
  const count = reader.u16(header.programCount);
  reader.need(at, count * program.size);
  return Array.from({ length: count }, (_, index) => {
    const row = at + index * program.size;
    return {
      type: reader.u32(row),
      offset: word(row + program.offset),
      address: word(row + program.address),
      size: word(row + program.fileSize),
    };
  });
}

/** The number of symbols, from the end of the last bucket's chain, whose last entry is odd. */
function countByGnuHash({ reader, is64 }: Elf, at: number | null): number {
  if (at === null) throw reader.invalid("it has neither section headers nor a hash table that counts its symbols");
  const [bucketCount, firstHashed, bloomCount] = [reader.u32(at), reader.u32(at + 4), reader.u32(at + 8)];
  const buckets = at + 16 + bloomCount * (is64 ? 8 : 4);
  reader.need(buckets, bucketCount * 4);
  let last = 0;
  for (let index = 0; index < bucketCount; index++) last = Math.max(last, reader.u32(buckets + index * 4));
  // A table without symbols, as written by GNU ld, does not count unhashed symbols.
  if (last < firstHashed) throw reader.invalid("it has no section headers, and its hash table counts no symbols");
  const chains = buckets + bucketCount * 4;
  while ((reader.u32(chains + (last - firstHashed) * 4) & 1) === 0) last++;
  return last + 1;
}

/** Names as in `nm -D --undefined-only` or `--defined-only`, without duplicates. */
function namesOf({ reader, layout: { symbol } }: Elf, { at, count, names }: SymbolTable, isDefined: boolean): string[] {
  reader.need(at, count * symbol.size);
  reader.need(names.at, names.size);
  const found = new Set<number>();
  // The first symbol is reserved.
  for (let row = at + symbol.size; row < at + count * symbol.size; row += symbol.size) {
    if ((reader.u16(row + symbol.section) !== 0) === isDefined) found.add(reader.u32(row));
  }
  const end = names.at + names.size;
  return [...found].map((offset) => reader.name(names.at + offset, end)).filter((name) => name !== "");
}

/** Machines (System V ABI, `e_machine`) by their names in wheel tags. */
const machines: Record<number, string> = {
  3: "i686",
  8: "mips",
  20: "ppc",
  21: "ppc64",
  22: "s390x",
  40: "armv7l",
  62: "x86_64",
  183: "aarch64",
  243: "riscv64",
  258: "loongarch64",
};

/** The usual width and byte order of machines; others are different architectures. */
const usual: Record<string, { is64: boolean; order: number }> = {
  i686: { is64: false, order: 1 },
  armv7l: { is64: false, order: 1 },
  x86_64: { is64: true, order: 1 },
  aarch64: { is64: true, order: 1 },
  s390x: { is64: true, order: 2 },
  riscv64: { is64: true, order: 1 },
  loongarch64: { is64: true, order: 1 },
};

function architectureOf(reader: ByteReader, is64: boolean): string {
  const order = reader.u8(5);
  const machine = machines[reader.u16(18)] ?? `machine ${reader.u16(18)}`;
  if (machine === "ppc64") return order === 1 ? "ppc64le" : "ppc64";
  const expected = usual[machine];
  if (!expected || (expected.is64 === is64 && expected.order === order)) return machine;
  return `${machine} (${is64 ? 64 : 32} bit, ${order === 1 ? "little" : "big"} endian)`;
}
