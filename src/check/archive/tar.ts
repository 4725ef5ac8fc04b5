import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { extract, type Header } from "tar-stream";
import { CapidiffError } from "../../errors.ts";
import { type ArchiveEntry, checkPath, invalidArchive } from "./entry.ts";

/** Bytes that an archive may unpack to, what nobody wants included. */
const mostBytes = 2 ** 28;

/** Bytes of a block; a file ends with at least one that is empty. */
const block = 512;

/**
 * What of a tar file, also a compressed one, is wanted: POSIX's ustar and pax formats, and GNU's long names. It is read
 * as a stream, and nothing else of it is kept.
 * @param most bytes of all files that are wanted
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
      if (total > mostBytes) throw tooLarge(file, mostBytes);
      yield chunk;
    }
  };
  const tar = extract();
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const source = Readable.from([bytes]);
  const fed = isGzip ? pipeline(source, createGunzip(), counted, tar) : pipeline(source, counted, tar);
  // What ends the pipeline ends the entries too, where it is thrown.
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
