import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { CapidiffError } from "../../errors.ts";
import { type ArchiveEntry, checkPath, invalidArchive } from "./archive.ts";

/** An archive is unpacked as a whole. */
const mostBytes = 2 ** 28;
const block = 512;

/**
 * What a tar file holds, also a compressed one: POSIX's ustar and pax formats, and GNU's long names.
 * @throws CapidiffError `invalid-archive`, `payload-too-large`
 */
export async function tarEntries(bytes: Uint8Array, file: string): Promise<ArchiveEntry[]> {
  const tar = await unzipped(bytes, file);
  const entries: ArchiveEntry[] = [];
  /** What the entries before say of the next one. */
  let next: { path?: string; size?: number } = {};
  let at = 0;
  for (;;) {
    if (at + block > tar.length) throw invalidArchive(file, "it ends without an end mark: it was cut short");
    const header = tar.subarray(at, at + block);
    if (header.every((byte) => byte === 0)) return entries;
    checkSum(header, file, at);
    const type = String.fromCharCode(header[156] ?? 0);
    const isExtension = extensions.includes(type);
    const size = (isExtension ? undefined : next.size) ?? number(header.subarray(124, 136), file, at);
    const start = at + block;
    if (start + size > tar.length) throw invalidArchive(file, "it ends within a file: it was cut short");
    const data = tar.subarray(start, start + size);
    at = start + Math.ceil(size / block) * block;
    if (isExtension) {
      if (type === "x") next = { ...next, ...paxRecords(data, file) };
      if (type === "L") next = { ...next, path: text(data) };
      continue;
    }
    const path = next.path ?? pathOf(header);
    next = {};
    checkPath(path, file);
    entries.push({ path, kind: kinds[type] ?? "other", size, read: async () => data });
  }
}

/** Pax headers for the next entry and for all, and GNU's long names of paths and of what links lead to. */
const extensions = ["x", "g", "L", "K"];
const kinds: Record<string, ArchiveEntry["kind"]> = {
  "0": "file",
  "\0": "file",
  "7": "file",
  "1": "link",
  "2": "link",
};

async function unzipped(bytes: Uint8Array, file: string): Promise<Uint8Array> {
  if (!(bytes[0] === 0x1f && bytes[1] === 0x8b)) return bytes;
  try {
    return await promisify<Uint8Array, object, Buffer>(gunzip)(bytes, { maxOutputLength: mostBytes });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== "ERR_BUFFER_TOO_LARGE") throw invalidArchive(file, message);
    throw new CapidiffError("payload-too-large", `${file} would unpack to more than ${mostBytes} bytes.`);
  }
}

const text = (field: Uint8Array) => {
  const end = field.indexOf(0);
  return Buffer.from(field.subarray(0, end < 0 ? field.length : end)).toString("utf8");
};

function pathOf(header: Uint8Array): string {
  const name = text(header.subarray(0, 100));
  const isUstar = text(header.subarray(257, 262)) === "ustar";
  // GNU's own format has other fields where ustar has the prefix, and a space after the word.
  const prefix = isUstar && header[262] === 0 ? text(header.subarray(345, 500)) : "";
  return prefix === "" ? name : `${prefix}/${name}`;
}

/** Octal digits. GNU's binary numbers are for files of 8 GB and more. */
function number(field: Uint8Array, file: string, at: number): number {
  const digits = text(field).trim();
  if (!/^[0-7]+$/.test(digits)) throw invalidArchive(file, `the header at offset ${at} has no valid size`);
  return Number.parseInt(digits, 8);
}

/** The sum of the header's bytes, with spaces where it stands itself. */
function checkSum(header: Uint8Array, file: string, at: number): void {
  const sum = header.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
  if (Number.parseInt(text(header.subarray(148, 156)).trim(), 8) !== sum) {
    throw invalidArchive(file, `the header at offset ${at} has a wrong checksum`);
  }
}

/** `27 path=a/long/name.c` and a line end, where 27 is the length of all that. */
function paxRecords(data: Uint8Array, file: string): { path?: string; size?: number } {
  const records: { path?: string; size?: number } = {};
  let at = 0;
  while (at < data.length) {
    const space = data.indexOf(32, at);
    const length = Number(Buffer.from(data.subarray(at, space)).toString("latin1"));
    if (space < 0 || !Number.isInteger(length) || length <= space - at || at + length > data.length) {
      throw invalidArchive(file, "a pax header is not valid");
    }
    const [, key, value = ""] =
      /^(\w+)=(.*)\n$/s.exec(Buffer.from(data.subarray(space + 1, at + length)).toString()) ?? [];
    if (key === "path") records.path = value;
    if (key === "size" && /^\d{1,15}$/.test(value)) records.size = Number(value);
    at += length;
  }
  return records;
}
