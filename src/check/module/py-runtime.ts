import { type Platform, platforms } from "../../cpython/target.ts";
import type { DebugOffsets } from "../../manifest/debug-offsets.ts";
import { elfSection, isElf, readElf } from "./elf.ts";
import type { Image } from "./image.ts";
import { isMachO, machOSections } from "./mach-o.ts";
import { isPe, peSection, readPe } from "./pe.ts";
import { ByteReader } from "./reader.ts";

/** `_PyRuntime` in a libpython or python file, for one architecture. */
export interface PyRuntime {
  file: string;
  format: Image["format"];
  architecture: string;
  /** The platforms such a file may be for. */
  platforms: Platform[];
  /** The magic string at its start. */
  cookie: string;
  /** `PY_VERSION_HEX`. */
  version: number;
  /** Its bytes, up to the end of the section. */
  bytes: Uint8Array;
  littleEndian: boolean;
}

/** The name of the section since CPython 3.13: with a dot in ELF, truncated in PE. */
const sectionName = "PyRuntime";
const cookie = "xdebugpy";

/**
 * Finds `_PyRuntime` in an untrusted file: in CPython's own section, or in an ELF file without section headers by its
 * cookie.
 * @throws CapidiffError `invalid-module` if the file is damaged, not linked, or has none, like 3.12 and older
 */
export function pyRuntimes(bytes: Uint8Array, file: string): PyRuntime[] {
  const found = sectionsOf(bytes, file);
  if (found.length > 0) return found;
  const reader = new ByteReader(bytes, file, true);
  throw reader.invalid(
    `it has no section ${sectionName}: it is not Python 3.13 or newer, or it is a launcher that uses a shared library`,
  );
}

function sectionsOf(bytes: Uint8Array, file: string): PyRuntime[] {
  if (isElf(bytes)) {
    const { format, architecture, system } = readElf(bytes, file);
    const littleEndian = bytes[5] === 1;
    const section = elfSection(bytes, file, `.${sectionName}`) ?? atCookie(bytes, file, littleEndian);
    const names = system === "linux" ? [`linux_${architecture}`, `musllinux_${architecture}`] : [];
    return section === null ? [] : [runtime(section, file, { format, architecture, names, littleEndian })];
  }
  if (isMachO(bytes)) {
    return machOSections(bytes, file, sectionName).map(({ architecture, littleEndian, bytes }) => {
      const names = [`macosx_${architecture}`];
      return runtime(bytes, file, { format: "Mach-O", architecture, names, littleEndian });
    });
  }
  if (isPe(bytes)) {
    const { format, architecture } = readPe(bytes, file);
    const names = [architecture === "x86" ? "win32" : `win_${architecture}`];
    const section = peSection(bytes, file, sectionName);
    return section === null ? [] : [runtime(section, file, { format, architecture, names, littleEndian: true })];
  }
  throw new ByteReader(bytes, file, true).invalid("it is neither ELF nor Mach-O nor PE");
}

/** The position of a cookie followed by a valid version number, or null. */
function atCookie(bytes: Uint8Array, file: string, littleEndian: boolean): Uint8Array | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const reader = new ByteReader(bytes, file, littleEndian);
  for (let at = text.indexOf(cookie); at >= 0 && at + 16 <= bytes.length; at = text.indexOf(cookie, at + 1)) {
    if (isVersion(reader.u64(at + 8))) return reader.part(at, bytes.length - at);
  }
  return null;
}

const isVersion = (hex: number) => hex >= 0x030d0000 && hex < 0x04000000;

function runtime(
  bytes: Uint8Array,
  file: string,
  { names, ...facts }: Pick<PyRuntime, "format" | "architecture" | "littleEndian"> & { names: string[] },
): PyRuntime {
  const reader = new ByteReader(bytes, file, facts.littleEndian);
  const [text, version] = [reader.text(0, 8), reader.u64(8)];
  if (text !== cookie || !isVersion(version)) {
    throw reader.invalid(
      `its section ${sectionName} does not begin with ${cookie} and a version from 3.13 on: it is an older Python, or damaged`,
    );
  }
  return { file, ...facts, platforms: platforms.filter((name) => names.includes(name)), cookie: text, version, bytes };
}

/** A value that differs between a file and a build's headers. */
export interface RuntimeDifference {
  name: string;
  /** Decimal text above 2^53; null if the file ends before it. */
  file: number | string | null;
  headers: number | null;
}

/** The values in the file, at the offsets given by the headers. */
export function runtimeValues({ bytes, file, littleEndian }: PyRuntime, offsets: DebugOffsets) {
  const reader = new ByteReader(bytes, file, littleEndian);
  return offsets.values.map(({ name, offset, size }) => {
    const isThere = (size === 8 || size === 4) && offset + size <= bytes.byteLength;
    return { name, value: isThere ? (size === 8 ? exact(reader.bigU64(offset)) : reader.u32(offset)) : null };
  });
}

const exact = (value: bigint) => (value > Number.MAX_SAFE_INTEGER ? String(value) : Number(value));

/** The values that differ. One that the file ends before, or that the headers do not give, counts as different. */
export function runtimeDifferences(runtime: PyRuntime, offsets: DebugOffsets): RuntimeDifference[] {
  return runtimeValues(runtime, offsets).flatMap(({ name, value }, at) => {
    const headers = offsets.values[at]?.value ?? null;
    return value === headers && value !== null ? [] : [{ name, file: value, headers }];
  });
}
