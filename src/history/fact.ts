import { CapidiffError } from "../errors.ts";

/** A number that a program needs per version: the first of its spellings that exists. */
export interface Fact {
  /** Its name in tables and in generated code. */
  name: string;
  /** As requested. */
  text: string;
  spellings: Spelling[];
}

/** Size of a type or member; offset of a member (bytes); first bit and width of a bit-field; a constant. */
export type Spelling =
  | { kind: "size" | "offset" | "bit" | "width"; struct: string; path: string[] }
  | { kind: "value"; symbol: string };

const maxTextLength = 1000;
const maxSpellings = 16;

/**
 * Parses `size(PyObject)`, `PyThreadState.frame`, `size(T.m)`, `bit(T.m)`, `width(T.m)` or `PY_VERSION_HEX`.
 * Alternatives follow a bar; one without a struct is a member of the same struct: `PyThreadState.frame | cframe`.
 * @param name an identifier; by default the text itself
 * @throws CapidiffError `invalid-request`
 */
export function parseFact(text: string, name?: string): Fact {
  if (name !== undefined && !/^[A-Za-z_]\w{0,99}$/.test(name)) {
    throw new CapidiffError(
      "invalid-request",
      `${shown(name)} is not a valid name for a fact; expected an identifier.`,
    );
  }
  const parts = text.split("|");
  if (text.length > maxTextLength || parts.length > maxSpellings) {
    const message = `${shown(text)} is too long; the limit is ${maxSpellings} alternatives and ${maxTextLength} characters.`;
    throw new CapidiffError("invalid-request", message);
  }
  let struct: string | null = null;
  const spellings = parts.map((part): Spelling => {
    const [, call, argument] = /^\s*(size|bit|width)\s*\((.*)\)\s*$/s.exec(part) ?? [];
    const word = (argument ?? part).trim();
    const [, first, rest] = /^((?:(?:struct|union)\s+)?[A-Za-z_]\w*)((?:\.[A-Za-z_]\w*)*)$/.exec(word) ?? [];
    const path = rest?.split(".").slice(1) ?? [];
    if (first === undefined || (call !== "size" && call !== undefined && path.length === 0)) throw noFact(text);
    if (call !== undefined) return { kind: call as "size" | "bit" | "width", struct: first, path };
    if (path.length > 0) {
      struct = first;
      return { kind: "offset", struct, path };
    }
    if (first.includes(" ")) throw noFact(text);
    return struct === null ? { kind: "value", symbol: first } : { kind: "offset", struct, path: [first] };
  });
  const plain = text.trim().replace(/\s+/g, " ");
  return { name: name ?? plain, text: plain, spellings };
}

function noFact(text: string): CapidiffError {
  const message = `${shown(text)} is not a fact; expected size(PyObject), PyObject.ob_type, bit(PyASCIIObject.state.compact), width(…) or NAME.`;
  return new CapidiffError("invalid-request", message);
}

const shown = (text: string) => JSON.stringify(text.slice(0, 200));
