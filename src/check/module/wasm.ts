import type { Image } from "./image.ts";
import { ByteReader } from "./reader.ts";

/**
 * WebAssembly modules: the binary format of https://webassembly.github.io/spec/core/binary/modules.html and, for those that
 * are linked dynamically, https://github.com/WebAssembly/tool-conventions/blob/main/DynamicLinking.md
 */
export const isWasm = (bytes: Uint8Array) =>
  bytes[0] === 0x00 && bytes[1] === 0x61 && bytes[2] === 0x73 && bytes[3] === 0x6d;

const section = { custom: 0, import: 2, export: 7 };
const kind = { function: 0, table: 1, memory: 2, global: 3, tag: 4 };

/** What imports of a side module are from: functions, addresses of data and addresses of functions. */
const pythonModules = new Set(["env", "GOT.mem", "GOT.func"]);

/** @throws CapidiffError `invalid-module` */
export function readWasm(bytes: Uint8Array, file: string): Image {
  const reader = new ByteReader(bytes, file, true);
  if (reader.u32(4) !== 1) throw reader.invalid("it is not version 1 of WebAssembly's binary format");
  let isDynamic = false;
  let imported: Imports = { names: [], is64: false };
  let exports: string[] = [];
  const cursor = new Cursor(reader, 8);
  while (cursor.at < reader.size) {
    const id = cursor.byte();
    const size = cursor.number();
    reader.need(cursor.at, size);
    const next = cursor.at + size;
    if (id === section.custom) {
      const name = cursor.name();
      if (name === "linking") throw reader.invalid("it is not linked: a module is needed, as the linker makes it");
      isDynamic ||= name === "dylink.0" || name === "dylink";
    } else if (id === section.import) imported = importsAt(cursor);
    else if (id === section.export) exports = exportsAt(cursor);
    if (cursor.at > next) throw reader.invalid(`its section ${id} is longer than its size, ${size}`);
    cursor.at = next;
  }
  const own = new Set(exports);
  return {
    format: "WebAssembly",
    architecture: imported.is64 ? "wasm64" : "wasm32",
    // WASI has no dynamic linking in CPython.
    system: isDynamic ? "emscripten" : null,
    libraries: [],
    // Addresses of a side module's own symbols are imported, too, in case another module overrides them.
    imports: imported.names.filter((name) => !own.has(name)).map((name) => ({ name, library: null })),
    exports,
  };
}

interface Imports {
  names: string[];
  is64: boolean;
}

function importsAt(cursor: Cursor): Imports {
  const names = new Set<string>();
  let is64 = false;
  for (let left = cursor.number(); left > 0; left--) {
    const from = cursor.name();
    const name = cursor.name();
    if (pythonModules.has(from)) names.add(name);
    const what = cursor.byte();
    if (what === kind.function) cursor.number();
    else if (what === kind.table) {
      cursor.byte();
      cursor.limits();
    } else if (what === kind.memory) is64 ||= cursor.limits();
    else if (what === kind.global || what === kind.tag) {
      cursor.byte();
      cursor.number();
    } else throw cursor.reader.invalid(`it imports something of the unknown kind ${what}`);
  }
  return { names: [...names], is64 };
}

function exportsAt(cursor: Cursor): string[] {
  const names: string[] = [];
  for (let left = cursor.number(); left > 0; left--) {
    names.push(cursor.name());
    cursor.byte();
    cursor.number();
  }
  return names;
}

/** Reads one field after another. */
class Cursor {
  readonly reader: ByteReader;
  at: number;

  constructor(reader: ByteReader, at: number) {
    this.reader = reader;
    this.at = at;
  }

  byte(): number {
    return this.reader.u8(this.at++);
  }

  /** LEB128, of up to 64 bits for limits; inexact above 2^53. */
  number(): number {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw this.reader.invalid(`a number at offset ${this.at} has no end`);
  }

  name(): string {
    const size = this.number();
    this.reader.spend(size);
    const text = Buffer.from(this.reader.part(this.at, size)).toString();
    this.at += size;
    return text;
  }

  /** The limits of a table or memory. @returns whether addresses have 64 bits */
  limits(): boolean {
    const flags = this.byte();
    this.number();
    if (flags & 1) this.number();
    return (flags & 4) !== 0;
  }
}
