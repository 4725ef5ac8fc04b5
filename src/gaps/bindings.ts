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
  const invalid = (what: string) => new CapidiffError("invalid-bindings", `${file}: ${what}.`, { file });
  if (bytes.length > limits.bytes) throw invalid(`it is larger than ${limits.bytes / 2 ** 20} MB`);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw invalid(`it is not JSON: ${(error as Error).message}`);
  }
  let left = limits.entries;
  const count = (entries: number) => {
    left -= entries;
    if (left < 0) throw invalid(`it has more than ${limits.entries} entries`);
  };
  const record = (value: unknown, where: string, names: RegExp): [string, unknown][] => {
    if (value === undefined) return [];
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalid(`${where} is not an object`);
    const entries = Object.entries(value);
    count(entries.length);
    for (const [name] of entries)
      if (!names.test(name)) throw invalid(`${where} has ${shown(name)}, which is not a name`);
    return entries;
  };
  const only = (entries: [string, unknown][], where: string, known: readonly string[]) => {
    const other = entries.find(([name]) => !known.includes(name));
    if (other) throw invalid(`${where} has ${shown(other[0])}; there are ${known.join(", ")}`);
    return Object.fromEntries(entries);
  };
  const bytesAt = (value: unknown, where: string): number => {
    if (Number.isSafeInteger(value) && Number(value) >= 0) return Number(value);
    throw invalid(`${where} is ${shown(value)}, not a number of bytes`);
  };
  const constant = (value: unknown, where: string): string => {
    if (Number.isSafeInteger(value) || (typeof value === "string" && /^-?\d{1,40}$/.test(value)))
      return BigInt(value as number | string).toString();
    throw invalid(`${where} is ${shown(value)}, not an integer; one over 2^53 is written as a string`);
  };
  const struct = (value: unknown, where: string): BoundStruct => {
    const { size, align, members } = only(record(value, where, identifier), where, ["size", "align", "members"]);
    const places = record(members, `${where}.members`, memberPath);
    return {
      size: size === undefined ? null : bytesAt(size, `${where}.size`),
      align: align === undefined ? null : bytesAt(align, `${where}.align`),
      members: new Map(places.map(([name, at]) => [name, bytesAt(at, `${where}.members.${name}`)])),
    };
  };

  const parts = ["names", "constants", "structs"];
  if (value === undefined) throw invalid("it is empty");
  const { names = [], constants, structs } = only(record(value, "the file", identifier), "the file", parts);
  if (!Array.isArray(names)) throw invalid("names is not a list");
  count(names.length);
  for (const [index, name] of names.entries())
    if (typeof name !== "string" || !identifier.test(name))
      throw invalid(`names[${index}] is ${shown(name)}, not a name`);
  return {
    names: [...new Set<string>(names)],
    constants: new Map(
      record(constants, "constants", identifier).map(([name, value]) => [name, constant(value, `constants.${name}`)]),
    ),
    structs: new Map(
      record(structs, "structs", structName).map(([name, value]) => [name, struct(value, `structs.${name}`)]),
    ),
  };
}

const shown = (value: unknown) => (JSON.stringify(value) ?? "not there").slice(0, 60);
