import { writer } from "./binary.ts";

interface ImportedLibrary {
  name: string;
  /** A number is an import without a name. */
  names: (string | number)[];
}

export interface PeFile {
  is64: boolean;
  machine: number;
  imports: ImportedLibrary[];
  delayed: ImportedLibrary[];
  /** Of delayed imports: addresses in memory, as Visual C++ 6 wrote them. */
  oldDelayed: boolean;
  /** Only the table that the loader overwrites, as old Borland linkers wrote it. */
  withoutLookup: boolean;
}

const imageBase = 0x400000;
const sectionAddress = 0x1000;
const sectionOffset = 0x400;

/** A library for 64 bit Windows, unless said otherwise. */
export function peFile(rest: Partial<PeFile> = {}): Uint8Array {
  const file: PeFile = {
    is64: true,
    machine: 0x8664,
    imports: [],
    delayed: [],
    oldDelayed: false,
    withoutLookup: false,
    ...rest,
  };
  const { is64, imports, delayed, oldDelayed, withoutLookup } = file;
  const { u16, u32, u64 } = writer(true);

  const section: number[] = [];
  /** Appends to the section; returns the address. */
  const place = (bytes: ArrayLike<number>) => {
    const address = sectionAddress + section.length;
    section.push(...Array.from(bytes));
    return address;
  };
  const text = (value: string) => Buffer.from(`${value}\0`, "latin1");
  const lookupTable = (names: ImportedLibrary["names"], base: number) => {
    const isNumbered = 0x80000000;
    const entry = (low: number, high: number) => (is64 ? [...u32(low, high)] : [...u32(low + high)]);
    const rows = names.map((name) => {
      if (typeof name === "number") return entry(name, isNumbered);
      return entry(base + place([...u16(0), ...text(name)]), 0);
    });
    return place([...rows, entry(0, 0)].flat());
  };

  const importRows = imports.map(({ name, names }) => {
    const lookup = lookupTable(names, 0);
    return [...u32(withoutLookup ? 0 : lookup, 0, 0, place(text(name)), lookup)];
  });
  const importsAt = place([...importRows.flat(), ...u32(0, 0, 0, 0, 0)]);
  const base = oldDelayed ? imageBase : 0;
  const delayRows = delayed.map(({ name, names }) => {
    const lookup = lookupTable(names, base);
    return [...u32(oldDelayed ? 0 : 1, base + place(text(name)), 0, 0, base + lookup, 0, 0, 0)];
  });
  const delayedAt = place([...delayRows.flat(), ...u32(0, 0, 0, 0, 0, 0, 0, 0)]);

  const directories = Array.from({ length: 16 }, (_, index) => {
    if (index === 1) return [...u32(importsAt, imports.length * 20)];
    return index === 13 && delayed.length > 0 ? [...u32(delayedAt, delayed.length * 32)] : [...u32(0, 0)];
  });
  const optional = Array(is64 ? 112 : 96).fill(0);
  optional.splice(0, 2, ...u16(is64 ? 0x20b : 0x10b));
  if (is64) optional.splice(24, 8, ...u64(imageBase));
  else optional.splice(28, 4, ...u32(imageBase));
  optional.splice(-4, 4, ...u32(16));
  optional.push(...directories.flat());

  const dos = Array(64).fill(0);
  dos.splice(0, 2, 0x4d, 0x5a);
  dos.splice(0x3c, 4, ...u32(64));
  const coff = [...u16(file.machine, 1), ...u32(0, 0, 0), ...u16(optional.length, 0x2022)];
  const row = [...text(".rdata").subarray(0, 6), 0, 0, ...u32(section.length, sectionAddress)];
  const header = [...dos, ...u32(0x4550), ...coff, ...optional, ...row, ...u32(section.length, sectionOffset)];
  header.push(...u32(0, 0, 0, 0));
  return Uint8Array.from([...header, ...Array(sectionOffset - header.length).fill(0), ...section]);
}
