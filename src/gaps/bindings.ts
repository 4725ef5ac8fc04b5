import { CapidiffError } from "../errors.ts";

/** The declarations of a binding to the C API, such as PyO3's `ffi` or the `cdef extern` of .pxd files. */
export interface Bindings {
  /** Functions, variables, types and everything else known by name only. */
  names: string[];
  /** Integer constants by name, in decimal. */
  constants: Map<string, string>;
  structs: Map<string, BoundStruct>;
}

export interface BoundStruct {
  /** Bytes; null if not declared. */
  size: number | null;
  align: number | null;
  /** Offsets in bytes by member path: `state.kind`. */
  members: Map<string, number>;
}

/** Maximum size of a file in bytes, and of its entries. */
export const limits = { bytes: 16 * 2 ** 20, entries: 200_000 };

const identifier = /^[A-Za-z_]\w{0,254}$/;
const structName = /^(?:(?:struct|union) )?[A-Za-z_]\w{0,254}$/;
const memberPath = /^[A-Za-z_]\w{0,254}(?:\.[A-Za-z_]\w{0,254}){0,8}$/;

/**
 * Reads `{"names": ["PyList_New"], "constants": {"Py_LT": 0}, "structs": {"PyObject": {"size": 16, "align": 8, "members":
 * {"ob_type": 8}}}}`; each part is optional. A constant beyond 2^53 is a string.
 * @throws CapidiffError `invalid-bindings`, with the position in the file
 */
export function readBindings(bytes: Uint8Array, file: string): Bindings {
  return new BindingsReader(file).read(bytes);
}

class BindingsReader {
  readonly #file: string;
  #left = limits.entries;

  constructor(file: string) {
    this.#file = file;
  }

  read(bytes: Uint8Array): Bindings {
    const value = this.#parsed(bytes);
    if (value === undefined) throw this.#invalid("it is empty");
    const parts = this.#known(value, "the file", ["names", "constants", "structs"]);
    const constants = this.#entries(parts.constants, "constants", identifier);
    const structs = this.#entries(parts.structs, "structs", structName);
    return {
      names: this.#names(parts.names ?? []),
      constants: new Map(constants.map(([name, value]) => [name, this.#constant(value, `constants.${name}`)])),
      structs: new Map(structs.map(([name, value]) => [name, this.#struct(value, `structs.${name}`)])),
    };
  }

  #parsed(bytes: Uint8Array): unknown {
    if (bytes.length > limits.bytes) throw this.#invalid(`it is larger than ${limits.bytes / 2 ** 20} MB`);
    try {
      return JSON.parse(new TextDecoder("utf8", { fatal: true }).decode(bytes));
    } catch (error) {
      throw this.#invalid(`it is not JSON: ${(error as Error).message}`);
    }
  }

  #names(value: unknown): string[] {
    if (!Array.isArray(value)) throw this.#invalid("names is not a list");
    this.#count(value.length);
    for (const [index, name] of value.entries())
      if (typeof name !== "string" || !identifier.test(name))
        throw this.#invalid(`names[${index}] is ${shown(name)}, not a name`);
    return [...new Set<string>(value)];
  }

  #constant(value: unknown, where: string): string {
    if (Number.isSafeInteger(value) || (typeof value === "string" && /^-?\d{1,40}$/.test(value)))
      return BigInt(value as number | string).toString();
    throw this.#invalid(`${where} is ${shown(value)}, not an integer; one over 2^53 is written as a string`);
  }

  #struct(value: unknown, where: string): BoundStruct {
    const { size, align, members } = this.#known(value, where, ["size", "align", "members"]);
    const places = this.#entries(members, `${where}.members`, memberPath);
    return {
      size: size === undefined ? null : this.#bytes(size, `${where}.size`),
      align: align === undefined ? null : this.#bytes(align, `${where}.align`),
      members: new Map(places.map(([name, at]) => [name, this.#bytes(at, `${where}.members.${name}`)])),
    };
  }

  #bytes(value: unknown, where: string): number {
    if (Number.isSafeInteger(value) && Number(value) >= 0) return Number(value);
    throw this.#invalid(`${where} is ${shown(value)}, not a number of bytes`);
  }

  /** An object that has only these keys. */
  #known(value: unknown, where: string, keys: readonly string[]): Record<string, unknown> {
    const entries = this.#entries(value, where, identifier);
    const other = entries.find(([name]) => !keys.includes(name));
    if (other) throw this.#invalid(`${where} has ${shown(other[0])}; there are ${keys.join(", ")}`);
    return Object.fromEntries(entries);
  }

  /** The entries of an object with such names; none if it is undefined. */
  #entries(value: unknown, where: string, names: RegExp): [string, unknown][] {
    if (value === undefined) return [];
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw this.#invalid(`${where} is not an object`);
    const entries = Object.entries(value);
    this.#count(entries.length);
    const other = entries.find(([name]) => !names.test(name));
    if (other) throw this.#invalid(`${where} has ${shown(other[0])}, which is not a name`);
    return entries;
  }

  #count(entries: number): void {
    this.#left -= entries;
    if (this.#left < 0) throw this.#invalid(`it has more than ${limits.entries} entries`);
  }

  #invalid(what: string): CapidiffError {
    return new CapidiffError("invalid-bindings", `${this.#file}: ${what}.`, { file: this.#file });
  }
}

const shown = (value: unknown) => (JSON.stringify(value) ?? "not there").slice(0, 60);
