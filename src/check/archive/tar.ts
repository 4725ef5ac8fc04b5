import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { extract, type Header } from "tar-stream";
import { CapidiffError } from "../../errors.ts";
import { nativeCall } from "../../native-calls.ts";
import { type ArchiveEntry, checkPath, invalidArchive } from "./entry.ts";

/** Maximum unpacked bytes, including unwanted files. */
const maxBytes = 2 ** 28;

/** Bytes per block; a file ends with at least one empty block. */
const block = 512;

/**
 * The wanted entries of a tar file, possibly compressed: POSIX ustar and pax, and GNU long names. It is streamed, and
 * nothing else is kept.
 * @param most maximum bytes of all wanted files
 * @throws CapidiffError `invalid-archive`, `payload-too-large`
 */
export async function tarEntries(
  bytes: Uint8Array,
  file: string,
  isWanted: (path: string) => boolean,
  most: number,
): Promise<ArchiveEntry[]> {
  const entries: ArchiveEntry[] = [];
  let [total, end, kept] = [0, 0, 0];
  const counted = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      total += chunk.length;
      if (total > maxBytes) throw tooLarge(file, maxBytes);
      yield chunk;
    }
  };
  const tar = extract();
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const source = Readable.from([bytes]);
  const fed = isGzip ? pipeline(source, nativeCall(createGunzip), counted, tar) : pipeline(source, counted, tar);
  // An error of the pipeline also ends the loop over entries, where it is thrown.
  fed.catch(() => {});
  try {
    for await (const entry of tar) {
      const { name: path, type, size = 0, byteOffset } = entry.header as Header & { byteOffset: number };
      checkPath(path, file);
      end = byteOffset + Math.ceil(size / block) * block;
      const kind = kinds[type ?? ""] ?? "other";
      if (kind === "other" || !isWanted(path)) {
        entry.resume();
        continue;
      }
      kept += size;
      if (kept > most) throw tooLarge(file, most);
      const data = await buffer(entry);
      entries.push({ path, kind, size, read: async () => data });
    }
    await fed;
  } catch (error) {
    throw error instanceof CapidiffError ? error : invalidArchive(file, (error as Error).message);
  }
  if (total < end + block) throw invalidArchive(file, "it is truncated: the end-of-archive marker is missing");
  return entries;
}

const kinds: Record<string, ArchiveEntry["kind"]> = {
  file: "file",
  "contiguous-file": "file",
  link: "link",
  symlink: "link",
};

const tooLarge = (file: string, most: number) =>
  new CapidiffError("payload-too-large", `${file} would unpack to more than ${most} bytes.`);
