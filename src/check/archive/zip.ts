import { promisify } from "node:util";
import { crc32, inflateRaw } from "node:zlib";
import yauzl from "yauzl";
import { nativeCall } from "../../native-calls.ts";
import { type ArchiveEntry, checkPath, invalidArchive } from "./entry.ts";

/** Maximum entries per archive: no package lists more. */
const maxEntries = 100_000;

/**
 * The entries in a zip file's central directory.
 * @throws CapidiffError `invalid-archive`
 */
export async function zipEntries(bytes: Uint8Array, file: string): Promise<ArchiveEntry[]> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: ArchiveEntry[] = [];
  const ranges: Range[] = [];
  await orInvalid(file, async () => {
    const zip = await yauzl.fromBufferPromise(buffer, { lazyEntries: true });
    if (zip.entryCount > maxEntries) throw invalidArchive(file, `it lists more than ${maxEntries} files`);
    for await (const entry of zip.eachEntry()) {
      checkPath(entry.fileName, file);
      const { relativeOffsetOfLocalHeader: start, fileNameLength, compressedSize } = entry;
      ranges.push({ path: entry.fileName, start, end: start + localHeader + fileNameLength + compressedSize });
      entries.push({
        path: entry.fileName,
        kind: kindOf(entry),
        size: entry.uncompressedSize,
        read: () => orInvalid(`${file}/${entry.fileName}`, () => readEntry(zip, entry, buffer)),
      });
    }
  });
  refuseOverlaps(ranges, file);
  return entries;
}

/** Bytes before an entry's name and data. */
const localHeader = 30;

/** The minimum extent of an entry. */
interface Range {
  path: string;
  start: number;
  end: number;
}

/** Overlapping entries, which no tool writes, could unpack to any multiple of the file's size. */
function refuseOverlaps(ranges: Range[], file: string): void {
  ranges.sort((a, b) => a.start - b.start);
  for (const [index, { path, start }] of ranges.entries()) {
    const before = ranges[index - 1];
    if (before && start < before.end) throw invalidArchive(file, `${before.path} and ${path} overlap`);
  }
}

/** Unix file types in the upper half of the external attributes, if the archive was made on Unix. */
const fileType = { mask: 0o170000, regular: 0o100000, link: 0o120000 };

function kindOf({ fileName, externalFileAttributes, versionMadeBy }: yauzl.Entry): ArchiveEntry["kind"] {
  if (fileName.endsWith("/")) return "other";
  const type = versionMadeBy >>> 8 === 3 ? (externalFileAttributes >>> 16) & fileType.mask : 0;
  if (type === fileType.link) return "link";
  return type === 0 || type === fileType.regular ? "file" : "other";
}

const inflate = promisify(inflateRaw) as (data: Uint8Array, options: { maxOutputLength: number }) => Promise<Buffer>;

async function readEntry(zip: yauzl.ZipFile, entry: yauzl.Entry, buffer: Buffer): Promise<Uint8Array> {
  if (entry.isEncrypted()) throw new Error("it is encrypted");
  const { compressionMethod: method, uncompressedSize: size } = entry;
  if (method !== 0 && method !== 8) throw new Error(`unsupported compression method ${method}; expected 0 or 8`);
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  const packed = buffer.subarray(fileDataStart, fileDataStart + entry.compressedSize);
  // The bound must be at least 1.
  const data = method === 0 ? packed : await nativeCall(() => inflate(packed, { maxOutputLength: Math.max(size, 1) }));
  if (data.length !== size) throw new Error(`it has ${data.length} bytes instead of the declared ${size}`);
  if (crc32(data) !== entry.crc32) throw new Error("its checksum is wrong");
  return data;
}

/** Errors of yauzl and zlib are about the archive. */
async function orInvalid<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "invalid-archive") throw error;
    throw invalidArchive(file, (error as Error).message.replace(/\.$/, ""));
  }
}
