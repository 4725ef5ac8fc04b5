import { concatenate, nameTable, writer } from "./binary.ts";

export interface MachOFile {
  is64: boolean;
  littleEndian: boolean;
  machine: number;
  /** `PLATFORM_…` of `LC_BUILD_VERSION`: 1 is macOS, 2 iOS, 7 its simulator. */
  system: number;
  /** 8 is a bundle. */
  type: number;
  /** Paths of libraries that it is linked with. */
  libraries: string[];
  /** As the linker spells them: `_PyLong_AsLong`. */
  symbols: { name: string; type: number; value: number }[] | null;
  /** Imports of the chained fixups, in one of their three formats. */
  /** What the opcodes of `LC_DYLD_INFO_ONLY` bind at once and at the first call. */
  bound: { atOnce: number[]; lazily: number[] } | null;
  chained: { names: string[]; format: number; compressed?: boolean } | null;
}

/** An external symbol that nothing defines. */
export const undefinedSymbol = (name: string) => ({ name, type: 0x01, value: 0 });

/** A bundle for macOS on x86_64, unless said otherwise. */
export function machOFile(rest: Partial<MachOFile> = {}): Uint8Array {
  const file: MachOFile = {
    is64: true,
    littleEndian: true,
    machine: 0x01000007,
    system: 1,
    type: 8,
    libraries: [],
    symbols: [],
    bound: null,
    chained: null,
    ...rest,
  };
  const { is64, littleEndian, symbols, bound, chained } = file;
  const { u8, u16, u32, u64 } = writer(littleEndian);
  const join = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

  const names = nameTable((symbols ?? []).map(({ name }) => name));
  const rows = (symbols ?? []).map(({ type, value }, index) =>
    join(u32(names.offsets[index] ?? 0), u8(type, 0), u16(0), is64 ? u64(value) : u32(value)),
  );
  const table = join(...rows);
  const fixups = chained === null ? u32() : chainedFixups(chained, littleEndian);

  const libraries = file.libraries.map((path) => {
    const padded = Buffer.alloc(Math.ceil((path.length + 1) / 8) * 8, "\0");
    padded.write(path);
    return join(u32(0xc, 24 + padded.length, 24, 0, 0, 0), padded);
  });

  const headerSize = is64 ? 32 : 28;
  const librarySizes = libraries.reduce((sum, { length }) => sum + length, 0);
  const commandSizes = 24 + librarySizes + (symbols ? 24 : 0) + (bound ? 48 : 0) + (chained ? 16 : 0);
  const start = Math.ceil((headerSize + commandSizes) / 8) * 8;
  const parts = concatenate([table, names.bytes, fixups, u8(...(bound?.atOnce ?? [])), u8(...(bound?.lazily ?? []))]);
  const [tableAt = 0, namesAt = 0, fixupsAt = 0, boundAt = 0, lazyAt = 0] = parts.offsets.map(
    (offset) => offset + start,
  );
  const commands = [
    u32(0x32, 24, file.system, 0, 0, 0),
    ...libraries,
    ...(symbols ? [u32(0x2, 24, tableAt, symbols.length, namesAt, names.bytes.length)] : []),
    ...(bound
      ? [u32(0x80000022, 48, 0, 0, boundAt, bound.atOnce.length, 0, 0, lazyAt, bound.lazily.length, 0, 0)]
      : []),
    ...(chained ? [u32(0x80000034, 16, fixupsAt, fixups.length)] : []),
  ];
  const header = u32(is64 ? 0xfeedfacf : 0xfeedface, file.machine, 0, file.type, commands.length, commandSizes, 0);
  return concatenate([join(header, is64 ? u32(0) : u32(), ...commands), parts.bytes]).bytes;
}

function chainedFixups({ names, format, compressed }: NonNullable<MachOFile["chained"]>, littleEndian: boolean) {
  const { u32, u64 } = writer(littleEndian);
  const table = nameTable(names);
  const rows = table.offsets.map((offset) => {
    if (format === 3) return [...u32(1, offset), ...u64(0)];
    return format === 2 ? [...u32((offset << 9) | 1, 0)] : [...u32((offset << 9) | 1)];
  });
  const imports = Uint8Array.from(rows.flat());
  const head = 32;
  const header = u32(0, head, head, head + imports.length, names.length, format, compressed ? 1 : 0, 0);
  return Uint8Array.from([...header, ...imports, ...table.bytes]);
}

/** Several files in one, for several architectures. */
export function fatFile(files: readonly Uint8Array[], is64 = false): Uint8Array {
  const { u32, u64 } = writer(false);
  const rowSize = is64 ? 32 : 20;
  const start = Math.ceil((8 + files.length * rowSize) / 8) * 8;
  const { bytes, offsets } = concatenate(files);
  const rows = files.map(({ length }, index) => {
    const at = start + (offsets[index] ?? 0);
    return is64 ? [...u32(0, 0), ...u64(at, length), ...u32(3, 0)] : [...u32(0, 0, at, length, 3)];
  });
  const header = Uint8Array.from([...u32(is64 ? 0xcafebabf : 0xcafebabe, files.length), ...rows.flat()]);
  return concatenate([header, bytes]).bytes;
}
