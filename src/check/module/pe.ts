import type { Image, ImportedName } from "./image.ts";
import { ByteReader } from "./reader.ts";

/** Microsoft's "PE Format": https://learn.microsoft.com/windows/win32/debug/pe-format */
export const isPe = (bytes: Uint8Array) => bytes[0] === 0x4d && bytes[1] === 0x5a;

/** @throws CapidiffError `invalid-module` */
export function readPe(bytes: Uint8Array, file: string): Image {
  const pe = open(new ByteReader(bytes, file, true));
  const imports = [...importTable(pe), ...delayImportTable(pe)];
  const libraries = [...new Set(imports.flatMap(({ library }) => library ?? []))];
  return {
    format: "PE",
    architecture: architectures[pe.machine] ?? `machine ${pe.machine}`,
    system: libraries.some(isOfCygwin) ? null : "windows",
    libraries,
    imports,
  };
}

/** Cygwin and MSYS2 have types of Unix on Windows: `long` has 64 bits. */
const isOfCygwin = (library: string) => /^(?:cygwin1|msys-2\.0)\.dll$/i.test(library);

/**
 * The bytes of a section by name, which the format limits to eight bytes; null if there is none. @throws CapidiffError
 * `invalid-module`
 */
export function peSection(bytes: Uint8Array, file: string, name: string): Uint8Array | null {
  const { reader, sections } = open(new ByteReader(bytes, file, true));
  const found = sections.find((section) => section.name === name.slice(0, 8));
  return found ? reader.part(found.offset, found.size) : null;
}

interface Pe {
  reader: ByteReader;
  machine: number;
  is64: boolean;
  imageBase: number;
  /** Offset and number of the data directories. */
  directories: { at: number; count: number };
  sections: { name: string; address: number; size: number; offset: number }[];
}

function open(reader: ByteReader): Pe {
  const header = reader.u32(0x3c);
  if (reader.u32(header) !== 0x4550) throw reader.invalid("it is a DOS program without a PE header");
  const optional = header + 24;
  const is64 = reader.u16(optional) === 0x20b;
  if (!is64 && reader.u16(optional) !== 0x10b) throw reader.invalid("its optional header has an unknown format");
  const at = optional + (is64 ? 112 : 96);
  return {
    reader,
    machine: reader.u16(header + 4),
    is64,
    imageBase: is64 ? reader.u64(optional + 24) : reader.u32(optional + 28),
    directories: { at, count: reader.u32(at - 4) },
    sections: sectionsOf(reader, optional + reader.u16(header + 20), reader.u16(header + 6)),
  };
}

function sectionsOf(reader: ByteReader, at: number, count: number): Pe["sections"] {
  // The limit of the Windows loader.
  if (count > 96) throw reader.invalid(`it names ${count} sections`);
  reader.need(at, count * 40);
  return Array.from({ length: count }, (_, index) => {
    const row = at + index * 40;
    // Bytes beyond the file's data are zero in memory.
    const name = reader.text(row, 8);
    return { name, address: reader.u32(row + 12), size: reader.u32(row + 16), offset: reader.u32(row + 20) };
  });
}

/** The position in the file for an address in memory, and the end of its section in the file. */
function locate({ reader, sections }: Pe, address: number): { at: number; end: number } {
  const section = sections.find(({ address: start, size }) => address >= start && address < start + size);
  if (!section) throw reader.invalid(`its imports lie at address 0x${address.toString(16)}, which is in no section`);
  return { at: section.offset + address - section.address, end: section.offset + section.size };
}

const directory = { imports: 1, delayImports: 13 };

/** The address of a data directory, or null. */
function directoryAddress({ reader, directories }: Pe, index: number): number | null {
  return index < directories.count ? reader.u32(directories.at + index * 8) || null : null;
}

function importTable(pe: Pe): ImportedName[] {
  return tableRows(pe, directory.imports, 20).flatMap((row) => {
    const [lookup, library, addresses] = [0, 12, 16].map((field) => pe.reader.u32(row + field)) as Three;
    // Some old linkers only write the address table, which has the same content until loading.
    return importedNames(pe, nameAt(pe, library), lookup || addresses, 0);
  });
}

/** Up to Visual C++ 6, addresses were absolute instead of relative to the image. */
function delayImportTable(pe: Pe): ImportedName[] {
  return tableRows(pe, directory.delayImports, 32).flatMap((row) => {
    const [attributes, library, lookup] = [0, 4, 16].map((field) => pe.reader.u32(row + field)) as Three;
    const base = attributes & 1 ? 0 : pe.imageBase;
    return importedNames(pe, nameAt(pe, library - base), lookup - base, base);
  });
}

type Three = [number, number, number];

/** The rows of a table that ends with an empty row, or with its section. */
function tableRows(pe: Pe, index: number, size: number): number[] {
  const address = directoryAddress(pe, index);
  if (address === null) return [];
  const rows: number[] = [];
  const { at, end } = locate(pe, address);
  for (let row = at; row + size <= end; row += size) {
    // Every row has the library's name.
    if (pe.reader.u32(row + (size === 20 ? 12 : 4)) === 0) break;
    rows.push(row);
  }
  return rows;
}

/** @param base of the addresses in the table */
function importedNames(pe: Pe, library: string, lookup: number, base: number): ImportedName[] {
  const { reader, is64 } = pe;
  const names: ImportedName[] = [];
  const width = is64 ? 8 : 4;
  const { at, end } = locate(pe, lookup);
  for (let row = at; row + width <= end; row += width) {
    reader.spend(width);
    const low = reader.u32(row);
    const high = is64 ? reader.u32(row + 4) : low;
    if (low === 0 && high === 0) break;
    const isNumbered = high >>> 31 === 1;
    // A two-byte hint precedes the name.
    const name = isNumbered ? `#${low & 0xffff}` : nameAt(pe, low - base + 2);
    names.push({ name, library });
  }
  return names;
}

function nameAt(pe: Pe, address: number): string {
  const { at, end } = locate(pe, address);
  return pe.reader.name(at, end);
}

const architectures: Record<number, string> = {
  332: "x86",
  452: "arm",
  34404: "amd64",
  43620: "arm64",
};
