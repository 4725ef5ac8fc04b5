import type { BasicName } from "./types.ts";

/** Bytes. */
export interface Layout {
  size: number;
  align: number;
}

export type IntegerName = Extract<
  BasicName,
  `${"" | "signed " | "unsigned "}${"char" | "short" | "int" | "long" | "long long" | "__int128"}` | "_Bool"
>;

/** What a compiler for one platform decides where C leaves it open. */
export interface DataModel {
  /** As members of a struct. Null: `void`, and what the compiler does not have. */
  basic: Record<BasicName, Layout | null>;
  pointer: Layout;
  /** Where the first bit-field of a storage unit lies: at its least significant end (`little`) or its most significant. */
  byteOrder: "little" | "big";
  /** Plain `char` is signed. */
  charSigned: boolean;
  /** `wchar_t`. */
  wideCharacter: "int" | "long" | "unsigned int" | "unsigned short";
  sizeType: IntegerName;
  ptrdiffType: IntegerName;
  /** `va_list` is an array (of one `struct __va_list_tag`), so that parameters of it are pointers. */
  vaListIsArray: boolean;
  /**
   * How records are laid out. `system-v`: the psABIs for x86, and Apple's arm64. `arm`: AAPCS32 and AAPCS64, the same
   * but that unnamed bit-fields align the record too. `microsoft`: Visual C++'s own rules.
   */
  records: "system-v" | "arm" | "microsoft";
  /** An enum's type. `smallest-int`: the first of (unsigned) int, long, long long that fits; `int`: always int. */
  enums: "smallest-int" | "int";
  /** What `__attribute__((aligned))` without a number aligns to, in bytes. */
  maxAligned: number;
  /** The largest `_Atomic` type that compilers agree on, in bytes: on i686, gcc has its own rule for 8, a new one since 11. */
  maxAtomic: number;
}

interface Differences {
  pointer: 4 | 8;
  long: 4 | 8;
  /** Alignment of `long long` and `double`. */
  longLongAlign: 4 | 8;
  longDouble: Layout;
  /** Null: the compiler has no such type. */
  int128: Layout | null;
  float128: boolean;
  /** An array of one struct on x86-64 (24 bytes) and s390x (32), a struct on AAPCS64 (32 bytes), else a pointer. */
  vaList: Layout;
  vaListIsArray?: boolean;
  byteOrder?: DataModel["byteOrder"];
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
    byteOrder: differences.byteOrder ?? "little",
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
 * Microsoft's "Types and storage"; test/conformance/layout.test.ts asks the compilers.
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
    byteOrder: "big",
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
