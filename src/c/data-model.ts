import type { BasicName } from "./types.ts";

/** Bytes. */
export interface Layout {
  size: number;
  align: number;
}

/** A basic integer type, signed or unsigned. */
export type IntegerName = Extract<
  BasicName,
  `${"" | "signed " | "unsigned "}${"char" | "short" | "int" | "long" | "long long" | "__int128"}` | "_Bool"
>;

/** What C leaves to the implementation, for one platform's compiler. */
export interface DataModel {
  /** Layouts as members of a struct. Null for `void` and for types the compiler lacks. */
  basic: Record<BasicName, Layout | null>;
  pointer: Layout;
  /** Whether plain `char` is signed. */
  charSigned: boolean;
  /** The type of `wchar_t`. */
  wideCharacter: "int" | "long" | "unsigned int" | "unsigned short";
  sizeType: IntegerName;
  ptrdiffType: IntegerName;
  /** Whether `va_list` is an array (of one `struct __va_list_tag`), so that parameters of that type are pointers. */
  vaListIsArray: boolean;
  /**
   * Rules of record layout. `system-v`: the psABIs for x86, and Apple's arm64. `arm`: AAPCS32 and AAPCS64, where
   * unnamed bit-fields also align the record. `microsoft`: Visual C++.
   */
  records: "system-v" | "arm" | "microsoft";
  /** The type of an enum. `smallest-int`: the first of (unsigned) int, long, long long that fits; `int`: always int. */
  enums: "smallest-int" | "int";
  /** The alignment of `__attribute__((aligned))` without an argument, in bytes. */
  maxAligned: number;
  /**
   * Size in bytes of the largest `_Atomic` type compilers agree on. On i686, gcc treats 8 bytes differently since
   * version 11.
   */
  maxAtomic: number;
}

/** Calls `note` with the name of each fact that is asked of a model: `charSigned`, `basic.long`. */
export function watched(model: DataModel, note: (fact: string) => void): DataModel {
  const basic = new Proxy(model.basic, {
    get(layouts, name: BasicName) {
      note(`basic.${name}`);
      return layouts[name];
    },
  });
  return new Proxy(model, {
    get(facts, name: keyof DataModel) {
      if (name === "basic") return basic;
      note(name);
      return facts[name];
    },
  });
}

/** The names of facts in which models differ, as `watched` calls them. */
export function differences(a: DataModel, b: DataModel): Set<string> {
  const facts = ({ basic, ...others }: DataModel) => [
    ...Object.entries(basic).map(([name, layout]) => [`basic.${name}`, JSON.stringify(layout)] as const),
    ...Object.entries(others).map(([name, fact]) => [name, JSON.stringify(fact)] as const),
  ];
  const others = new Map(facts(b));
  return new Set(facts(a).flatMap(([name, fact]) => (others.get(name) === fact ? [] : [name])));
}

interface Differences {
  pointer: 4 | 8;
  long: 4 | 8;
  /** Alignment of `long long` and `double`. */
  longLongAlign: 4 | 8;
  longDouble: Layout;
  /** Null if the compiler has no such type. */
  int128: Layout | null;
  float128: boolean;
  /**
   * An array of one struct on x86-64 (24 bytes) and s390x (32), a struct in AAPCS64 (32 bytes), otherwise a pointer.
   */
  vaList: Layout;
  vaListIsArray?: boolean;
  charSigned?: boolean;
  wideCharacter?: DataModel["wideCharacter"];
  sizeType: IntegerName;
  ptrdiffType: IntegerName;
  records: DataModel["records"];
  enums?: DataModel["enums"];
  maxAligned: number;
}

function dataModel(differences: Differences): DataModel {
  const { pointer, long, longLongAlign, longDouble, int128 } = differences;
  const natural = (size: number): Layout => ({ size, align: size });
  const longLong: Layout = { size: 8, align: longLongAlign };
  return {
    basic: {
      void: null,
      _Bool: natural(1),
      char: natural(1),
      "signed char": natural(1),
      "unsigned char": natural(1),
      short: natural(2),
      "unsigned short": natural(2),
      int: natural(4),
      "unsigned int": natural(4),
      long: natural(long),
      "unsigned long": natural(long),
      "long long": longLong,
      "unsigned long long": longLong,
      __int128: int128,
      "unsigned __int128": int128,
      float: natural(4),
      double: longLong,
      "long double": longDouble,
      __float128: differences.float128 ? natural(16) : null,
      "_Complex float": { size: 8, align: 4 },
      "_Complex double": { size: 16, align: longLongAlign },
      "_Complex long double": { size: 2 * longDouble.size, align: longDouble.align },
      __builtin_va_list: differences.vaList,
    },
    pointer: natural(pointer),
    charSigned: differences.charSigned ?? true,
    wideCharacter: differences.wideCharacter ?? "int",
    sizeType: differences.sizeType,
    ptrdiffType: differences.ptrdiffType,
    vaListIsArray: differences.vaListIsArray ?? false,
    records: differences.records,
    enums: differences.enums ?? "smallest-int",
    maxAligned: differences.maxAligned,
    maxAtomic: longLongAlign === 4 ? 4 : 2 * pointer,
  };
}

const lp64 = {
  pointer: 8,
  long: 8,
  longLongAlign: 8,
  int128: { size: 16, align: 16 },
  sizeType: "unsigned long",
  ptrdiffType: "long",
} as const;

const ilp32 = { pointer: 4, long: 4, int128: null, sizeType: "unsigned int", ptrdiffType: "int" } as const;

const wasm32 = {
  pointer: 4,
  long: 4,
  longLongAlign: 8,
  int128: { size: 16, align: 16 },
  float128: false,
  vaList: { size: 4, align: 4 },
  sizeType: "unsigned long",
  ptrdiffType: "long",
  records: "system-v",
  maxAligned: 16,
} as const;

const windows = {
  long: 4,
  longLongAlign: 8,
  longDouble: { size: 8, align: 8 },
  int128: null,
  float128: false,
  wideCharacter: "unsigned short",
  records: "microsoft",
  enums: "int",
} as const;

const llp64 = {
  ...windows,
  pointer: 8,
  vaList: { size: 8, align: 8 },
  sizeType: "unsigned long long",
  ptrdiffType: "long long",
} as const;

/**
 * By compiler triple. Sources: the System V psABIs for x86-64, i386, 64-bit ELF V2 (Power), s390x,
 * RISC-V and LoongArch, the tool conventions for WebAssembly, AAPCS32 and AAPCS64, Apple's "Writing ARM64 code",
 * Microsoft's "Types and storage"; test/conformance/layout.test.ts checks them against compilers.
 */
export const dataModels = {
  "x86_64-linux-gnu": dataModel({
    ...lp64,
    longDouble: { size: 16, align: 16 },
    float128: true,
    vaList: { size: 24, align: 8 },
    vaListIsArray: true,
    records: "system-v",
    maxAligned: 16,
  }),
  "i686-linux-gnu": dataModel({
    ...ilp32,
    longLongAlign: 4,
    longDouble: { size: 12, align: 4 },
    wideCharacter: "long",
    float128: true,
    vaList: { size: 4, align: 4 },
    records: "system-v",
    maxAligned: 16,
  }),
  "i686-linux-android": dataModel({
    ...ilp32,
    longLongAlign: 4,
    longDouble: { size: 8, align: 4 },
    float128: true,
    vaList: { size: 4, align: 4 },
    records: "system-v",
    maxAligned: 16,
  }),
  "aarch64-linux-gnu": dataModel({
    ...lp64,
    longDouble: { size: 16, align: 16 },
    float128: false,
    vaList: { size: 32, align: 8 },
    charSigned: false,
    wideCharacter: "unsigned int",
    records: "arm",
    maxAligned: 16,
  }),
  "armv7-linux-gnueabihf": dataModel({
    ...ilp32,
    longLongAlign: 8,
    longDouble: { size: 8, align: 8 },
    float128: false,
    vaList: { size: 4, align: 4 },
    charSigned: false,
    wideCharacter: "unsigned int",
    records: "arm",
    maxAligned: 8,
  }),
  "powerpc64le-linux-gnu": dataModel({
    ...lp64,
    longDouble: { size: 16, align: 16 },
    float128: true,
    vaList: { size: 8, align: 8 },
    charSigned: false,
    records: "system-v",
    maxAligned: 16,
  }),
  "powerpc64le-linux-musl": dataModel({
    ...lp64,
    longDouble: { size: 8, align: 8 },
    float128: true,
    vaList: { size: 8, align: 8 },
    charSigned: false,
    records: "system-v",
    maxAligned: 16,
  }),
  "s390x-linux-gnu": dataModel({
    ...lp64,
    longDouble: { size: 16, align: 8 },
    int128: { size: 16, align: 8 },
    float128: false,
    vaList: { size: 32, align: 8 },
    vaListIsArray: true,
    charSigned: false,
    records: "system-v",
    maxAligned: 8,
  }),
  "riscv64-linux-gnu": dataModel({
    ...lp64,
    longDouble: { size: 16, align: 16 },
    float128: false,
    vaList: { size: 8, align: 8 },
    charSigned: false,
    records: "system-v",
    maxAligned: 16,
  }),
  "loongarch64-linux-gnu": dataModel({
    ...lp64,
    longDouble: { size: 16, align: 16 },
    float128: false,
    vaList: { size: 8, align: 8 },
    records: "system-v",
    maxAligned: 16,
  }),
  "wasm32-emscripten": dataModel({ ...wasm32, longDouble: { size: 16, align: 8 } }),
  "wasm32-wasi": dataModel({ ...wasm32, longDouble: { size: 16, align: 16 } }),
  "x86_64-apple-darwin": dataModel({
    ...lp64,
    longDouble: { size: 16, align: 16 },
    float128: false,
    vaList: { size: 24, align: 8 },
    vaListIsArray: true,
    records: "system-v",
    maxAligned: 16,
  }),
  "arm64-apple-darwin": dataModel({
    ...lp64,
    longDouble: { size: 8, align: 8 },
    float128: false,
    vaList: { size: 8, align: 8 },
    records: "system-v",
    maxAligned: 16,
  }),
  "i686-pc-windows-msvc": dataModel({
    ...windows,
    ...ilp32,
    vaList: { size: 4, align: 4 },
    maxAligned: 16,
  }),
  "x86_64-pc-windows-msvc": dataModel({ ...llp64, maxAligned: 16 }),
  "aarch64-pc-windows-msvc": dataModel({ ...llp64, maxAligned: 16 }),
} as const satisfies Record<string, DataModel>;
