import { boundNames } from "./bind-opcodes.ts";
import type { Image } from "./image.ts";
import { ByteReader } from "./reader.ts";

/** Apple's `mach-o/loader.h`, `nlist.h`, `fat.h` and `fixup-chains.h`. */
const magics = { thin: [0xfeedface, 0xfeedfacf], fat: [0xcafebabe, 0xcafebabf] };

/** The first four bytes of a file, big-endian. */
function magicOf(bytes: Uint8Array): number {
  return bytes.length < 4 ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
}

const swapped = (magic: number) => Buffer.from(Uint32Array.of(magic).buffer).readUInt32BE();
const isThin = (magic: number) => magics.thin.includes(magic) || magics.thin.includes(swapped(magic));

/** Thin or universal, in either byte order, by the magic number. */
export const isMachO = (bytes: Uint8Array) => isThin(magicOf(bytes)) || magics.fat.includes(magicOf(bytes));

/**
 * One image per architecture.
 * @throws CapidiffError `invalid-module`
 */
export function readMachO(bytes: Uint8Array, file: string): Image[] {
  return thinParts(bytes, file).map((part) => readThin(part, file));
}

/** The section of this name for each architecture. @throws CapidiffError `invalid-module` */
export function machOSections(
  bytes: Uint8Array,
  file: string,
  name: string,
): { architecture: string; littleEndian: boolean; bytes: Uint8Array }[] {
  return thinParts(bytes, file).flatMap((part) => {
    const { reader, is64, littleEndian } = open(part, file);
    const architecture = architectureOf(reader);
    for (const { kind, at } of loadCommands(reader, is64)) {
      if (kind !== (is64 ? segment64 : segment32).command) continue;
      const { count, first, size, length, offset } = is64 ? segment64 : segment32;
      const sections = reader.u32(at + count);
      reader.need(at + first, sections * size);
      for (let row = at + first; row < at + first + sections * size; row += size) {
        if (reader.text(row, 16) !== name) continue;
        const bytes = reader.part(reader.u32(row + offset), is64 ? reader.u64(row + length) : reader.u32(row + length));
        return [{ architecture, littleEndian, bytes }];
      }
    }
    return [];
  });
}

/** `LC_SEGMENT` and `LC_SEGMENT_64`: offsets of the sections' count and start, and of their fields. */
const segment32 = { command: 0x1, count: 48, first: 56, size: 68, length: 36, offset: 40 };
const segment64 = { command: 0x19, count: 64, first: 72, size: 80, length: 40, offset: 48 };

/** The single-architecture files that a file is or contains. */
function thinParts(bytes: Uint8Array, file: string): Uint8Array[] {
  if (!magics.fat.includes(magicOf(bytes))) return [bytes];
  const reader = new ByteReader(bytes, file, false);
  const is64 = reader.u32(0) === magics.fat[1];
  const count = reader.u32(4);
  // A higher count means a Java class file, which starts with the same bytes and has its version there.
  if (count === 0 || count > 32)
    throw reader.invalid(`it is not a universal Mach-O file: its count of architectures is ${count}`);
  const size = is64 ? 32 : 20;
  return Array.from({ length: count }, (_, index) => {
    const row = 8 + index * size;
    const [at, length] = is64
      ? [reader.u64(row + 8), reader.u64(row + 16)]
      : [reader.u32(row + 8), reader.u32(row + 12)];
    reader.spend(length);
    const part = reader.part(at, length);
    if (!isThin(magicOf(part))) throw reader.invalid(`part ${index + 1} of ${count} is not a Mach-O file`);
    return part;
  });
}

function open(bytes: Uint8Array, file: string) {
  const littleEndian = !magics.thin.includes(magicOf(bytes));
  const reader = new ByteReader(bytes, file, littleEndian);
  return { reader, littleEndian, is64: reader.u32(0) === magics.thin[1] };
}

const architectureOf = (reader: ByteReader) => architectures[reader.u32(4)] ?? `machine ${reader.u32(4)}`;

const bundle = 8;
const dynamicLibrary = 6;
const executable = 2;
/** Of `dsymutil`. */
const debugFile = 10;
const command = {
  symbols: 0x2,
  library: 0xc,
  weakLibrary: 0x80000018,
  minimumMacos: 0x24,
  minimumIos: 0x25,
  build: 0x32,
};
/** `PLATFORM_…` of `LC_BUILD_VERSION`. */
const systems: Record<number, Image["system"]> = { 1: "macosx", 2: "ios", 7: "iossimulator" };

function readThin(bytes: Uint8Array, file: string): Image {
  const { reader, is64 } = open(bytes, file);
  const type = reader.u32(12);
  if (type === debugFile) throw reader.invalid("it has only the debug information of a module");
  if (![bundle, dynamicLibrary, executable].includes(type)) {
    throw reader.invalid("it is not linked; expected a bundle or a library");
  }
  const names = new Set<string>();
  const libraries: string[] = [];
  const exports: string[] = [];
  let system: Image["system"] = null;
  let hasNames = false;
  for (const { kind, at } of loadCommands(reader, is64)) {
    if (kind === command.minimumMacos) system = "macosx";
    else if (kind === command.minimumIos) system = "ios";
    else if (kind === command.build) system = systems[reader.u32(at + 8)] ?? system;
    else if (kind === command.library || kind === command.weakLibrary) {
      libraries.push(reader.name(at + reader.u32(at + 8), at + reader.u32(at + 4)));
    }
    const importsOf = importers.get(kind);
    if (importsOf === undefined) continue;
    hasNames = true;
    for (const name of importsOf(reader, at, is64)) names.add(name);
    if (kind === command.symbols) exports.push(...symbolNames(reader, at, is64, isDefined));
  }
  if (!hasNames) throw reader.invalid("it has neither a symbol table nor bind information");
  return {
    format: "Mach-O",
    architecture: architectureOf(reader),
    system,
    libraries,
    imports: [...names].map((name) => ({ name: inC(name), library: null })),
    exports: exports.map(inC),
  };
}

/** Without the linker's underscore. */
const inC = (name: string) => name.replace(/^_/, "");

type Importer = (reader: ByteReader, at: number, is64: boolean) => string[];

/**
 * Load commands that describe imports: `LC_SYMTAB`, `LC_DYLD_INFO`, `LC_DYLD_INFO_ONLY`, `LC_DYLD_CHAINED_FIXUPS`. A
 * file has several; if it is stripped, a name may be in only one.
 */
const importers = new Map<number, Importer>([
  [command.symbols, (reader, at, is64) => symbolNames(reader, at, is64, isUndefined)],
  [0x22, boundImports],
  [0x80000022, boundImports],
  [0x80000034, chainedImports],
]);

function loadCommands(reader: ByteReader, is64: boolean): { kind: number; at: number }[] {
  const commands: { kind: number; at: number }[] = [];
  const first = is64 ? 32 : 28;
  const end = first + reader.u32(20);
  reader.need(first, end - first);
  let at = first;
  for (let left = reader.u32(16); left > 0; left--) {
    const size = reader.u32(at + 4);
    if (size < 8 || at + size > end) throw reader.invalid(`its load command at offset ${at} has a wrong size, ${size}`);
    commands.push({ kind: reader.u32(at), at });
    at += size;
  }
  return commands;
}

/** Names of the wanted entries of the symbol table (`LC_SYMTAB`). */
function symbolNames(
  reader: ByteReader,
  at: number,
  is64: boolean,
  isWanted: (type: number, value: number) => boolean,
): string[] {
  const [rows, count, strings, stringsSize] = [8, 12, 16, 20].map((field) => reader.u32(at + field)) as Four;
  const size = is64 ? 16 : 12;
  reader.need(rows, count * size);
  reader.need(strings, stringsSize);
  reader.spend(count * size);
  const offsets = new Set<number>();
  for (let row = rows; row < rows + count * size; row += size) {
    const value = is64 ? reader.u64(row + 8) : reader.u32(row + 8);
    if (isWanted(reader.u8(row + 4), value)) offsets.add(reader.u32(row));
  }
  return namesOf(reader, offsets, strings, strings + stringsSize);
}

type Four = [number, number, number, number];

/** External, not a debugging entry, of type `N_UNDF`; a common symbol has its size as value. */
const isUndefined = (type: number, value: number) => (type & 0b1110_1111) === 0b0001 && value === 0;
/** External also to the library, of type `N_SECT`. */
const isDefined = (type: number) => type === 0b0000_1111;

/** Bound at load time, and lazily. */
function boundImports(reader: ByteReader, at: number): string[] {
  return [16, 32].flatMap((field) => boundNames(reader, reader.u32(at + field), reader.u32(at + field + 4)));
}

/** Imports bound through chains in the data (`LC_DYLD_CHAINED_FIXUPS`). */
function chainedImports(reader: ByteReader, at: number): string[] {
  const [start, length] = [reader.u32(at + 8), reader.u32(at + 12)];
  reader.need(start, length);
  const [imports, symbols, count, format] = [8, 12, 16, 20].map((field) => reader.u32(start + field)) as Four;
  const size = importSizes[format];
  if (size === undefined) throw reader.invalid(`its chained fixups have the unknown format ${format}`);
  if (reader.u32(start + 24) !== 0)
    throw reader.invalid("the names of its chained fixups are compressed, which is not supported");
  reader.need(start + imports, count * size);
  reader.spend(count * size);
  const offsets = new Set<number>();
  for (let row = start + imports; row < start + imports + count * size; row += size) {
    // The name's offset is in the upper bits of the first word: 23 of 32, or the upper half of 64.
    offsets.add(format === addend64 ? reader.u32(row + 4) : reader.u32(row) >>> 9);
  }
  return namesOf(reader, offsets, start + symbols, start + length);
}

const addend64 = 3;
/** `DYLD_CHAINED_IMPORT`, `…_ADDEND` and `…_ADDEND64`. */
const importSizes: Record<number, number> = { 1: 4, 2: 8, [addend64]: 16 };

const namesOf = (reader: ByteReader, offsets: ReadonlySet<number>, at: number, end: number) =>
  [...offsets].map((offset) => reader.name(at + offset, end)).filter((name) => name !== "");

const architectures: Record<number, string> = {
  7: "i386",
  18: "ppc",
  16777223: "x86_64",
  16777228: "arm64",
  16777234: "ppc64",
};
