/** A WebAssembly module, as the linker lays it out. */
export interface WasmFile {
  /** Name of the first custom section; null for none. */
  custom: string | null;
  imports: { from: string; name: string; kind: "function" | "table" | "memory" | "memory64" | "global" | "tag" }[];
  exports: string[];
}

const leb = (value: number): number[] => (value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)]);
const name = (text: string) => [...leb(Buffer.byteLength(text)), ...Buffer.from(text)];
const section = (id: number, content: number[]) => [id, ...leb(content.length), ...content];
const vector = (items: number[][]) => [...leb(items.length), ...items.flat()];

const kinds = {
  function: [0, ...leb(300)],
  table: [1, 0x70, 0, 1],
  memory: [2, 1, 1, ...leb(65536)],
  memory64: [2, 4, 1],
  global: [3, 0x7f, 1],
  tag: [4, 0, 1],
};

/** A side module of Emscripten, unless said otherwise. */
export function wasmFile({ custom = "dylink.0", imports = [], exports = [] }: Partial<WasmFile> = {}): Uint8Array {
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...(custom === null ? [] : section(0, [...name(custom), 1, 2, 3])),
    ...section(1, [0]),
    ...section(
      2,
      vector(imports.map(({ from, name: field, kind }) => [...name(from), ...name(field), ...kinds[kind]])),
    ),
    ...section(7, vector(exports.map((field) => [...name(field), 0, ...leb(500)]))),
  ]);
}
