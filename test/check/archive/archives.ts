import { crc32, deflateRawSync } from "node:zlib";
import { writer } from "../module/binary.ts";

export interface ZipEntry {
  path: string;
  data?: Uint8Array | string;
  /** The declared value, if not that of the data. */
  size?: number;
  crc?: number;
  /** 8 is deflate. */
  method?: number;
  encrypted?: boolean;
  /** Unix mode. */
  mode?: number;
  /** Takes the data of the first entry, as bombs do. */
  shared?: boolean;
}

const { u16, u32 } = writer(true);
const bytesOf = (data: Uint8Array | string) => (typeof data === "string" ? Buffer.from(data) : data);

export function zipFile(entries: readonly ZipEntry[]): Uint8Array {
  const chunks: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  let first: Uint8Array | null = null;
  for (const entry of entries) {
    const { path, data = "", method = 8, encrypted = false, mode = 0o100644 } = entry;
    const content = bytesOf(data);
    const packed: Uint8Array = (entry.shared && first) || (method === 8 ? deflateRawSync(content) : content);
    const { size = content.length, crc = crc32(content) } = entry;
    const name = Buffer.from(path);
    const common = Buffer.concat([
      u16(20, 0x800 | (encrypted ? 1 : 0), method, 0, 0),
      u32(crc, packed.length, size),
      u16(name.length, 0),
    ]);
    const isFirst = first === null;
    const local = Buffer.concat([u32(0x04034b50), common, name, packed]);
    const offset = entry.shared && !isFirst ? 0 : at;
    directory.push(u32(0x02014b50), u16(0x031e), common, u16(0, 0, 0), u32((mode << 16) >>> 0, offset), name);
    if (entry.shared && !isFirst) continue;
    first ??= packed;
    chunks.push(local);
    at += local.length;
  }
  const list = Buffer.concat(directory);
  const end = [u32(0x06054b50), u16(0, 0, entries.length, entries.length), u32(list.length, at), u16(0)];
  return Buffer.concat([...chunks, list, ...end]);
}

export interface TarEntry {
  path: string;
  data?: Uint8Array | string;
  /** `0` is a file. */
  type?: string;
  /** The declared value, if not that of the data. */
  size?: number;
  prefix?: string;
}

export function tarFile(entries: readonly TarEntry[], { ended = true } = {}): Uint8Array {
  const blocks = entries.flatMap(({ path, data = "", type = "0", prefix = "", size }) => {
    const content = bytesOf(data);
    const header = Buffer.alloc(512);
    header.write(path, 0, 100);
    header.write("0000644\0", 100);
    header.write(`${(size ?? content.length).toString(8).padStart(11, "0")}\0`, 124);
    header.write("        ", 148);
    header.write(type, 156);
    header.write("ustar\x0000", 257);
    header.write(prefix, 345);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(ended ? 1024 : 0)]);
}
