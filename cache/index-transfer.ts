import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { parseRef } from "../src/cpython/refs.ts";
import type { Repository } from "../src/cpython/repository.ts";
import { type TargetRequest, targetRequest } from "../src/cpython/target.ts";
import { parseVersion } from "../src/cpython/version.ts";
import { CapidiffError } from "../src/errors.ts";
import { TargetIndex } from "../src/history/target-index.ts";
import { type Manifest, schemaVersion } from "../src/manifest/model.ts";
import { manifestVersion } from "./engine-version.ts";
import type { Indexes } from "./indexes.ts";

/** An exported index: gzip of a line of JSON (`Header`) followed by the files of the targets, and a pack of git. */
interface Header {
  format: "capidiff-index";
  /** The version of capidiff that created it: another one would build other manifests. */
  version: string;
  /** In order, with the size of each file in bytes. */
  targets: { target: TargetRequest; bytes: number }[];
}

/** Where the headers of tags are, and go to. */
type HeaderPacks = Pick<Repository, "pack" | "addPack">;

/** Maximum bytes of an imported file, and of its uncompressed content. */
const maxBytes = 256 * 2 ** 20;
const maxContent = 2 ** 30;

/** Milliseconds allowed for a download. */
const timeout = 600_000;

/**
 * Exports the indexes of targets to a file, with the headers of their tags as far as they are here: a check reads those
 * of its target.
 * @throws CapidiffError `invalid-request` if there is no data, or the file cannot be written
 */
export async function exportIndex(
  indexes: Indexes,
  headers: HeaderPacks,
  targets: readonly TargetRequest[],
  file: string,
): Promise<{ sha256: string; size: number; tags: number }> {
  const parts: { target: TargetRequest; bytes: Buffer }[] = [];
  const commits = new Set<string>();
  let tags = 0;
  for (const target of targets) {
    const index = await indexes.of(target);
    const { bytes, count } = await compacted(index);
    tags += count;
    for (const { head } of index.tags.values()) commits.add(head.commit);
    if (count > 0) parts.push({ target, bytes });
  }
  if (tags === 0) {
    throw new CapidiffError("invalid-request", "The index has no data for these targets; run `capidiff index` first.");
  }
  const header: Header = {
    format: "capidiff-index",
    version: manifestVersion,
    targets: parts.map(({ target, bytes }) => ({ target, bytes: bytes.length })),
  };
  const pack = (await headers.pack([...commits])) ?? Buffer.alloc(0);
  const line = Buffer.from(`${JSON.stringify(header)}\n`);
  const content = Buffer.concat([line, ...parts.map(({ bytes }) => bytes), pack]);
  const packed = await promisify(gzip)(content, { level: 9 });
  try {
    await writeFile(file, packed);
  } catch (error) {
    throw new CapidiffError("invalid-request", `${file} cannot be written: ${(error as Error).message}.`);
  }
  return { sha256: sha256Of(packed), size: packed.length, tags };
}

/** An index rewritten without damaged records, duplicates and moved tags. */
async function compacted(index: TargetIndex): Promise<{ bytes: Buffer; count: number }> {
  const fresh = new TargetIndex();
  const records: Buffer[] = [];
  let count = 0;
  const add = (record: Buffer) => {
    records.push(record);
    fresh.take(record);
    count++;
  };
  for (const { head } of index.tags.values()) {
    const bytes = index.manifest(head.ref, head.commit);
    const record = bytes && fresh.record(JSON.parse(bytes.toString()), bytes);
    if (record) add(record);
  }
  for (const absence of index.absences.values()) add(fresh.absenceRecord(absence));
  return { bytes: Buffer.concat(records), count };
}

/** The result of importing one target. */
export interface Imported {
  target: TargetRequest;
  /** Number of new tags. */
  added: number;
  /** Number of tags whose manifest is invalid or does not match its hash. */
  refused: number;
}

/**
 * Imports entries that are missing here, and headers. Nothing in the file is trusted: each manifest must match its hash
 * and be of this version of capidiff, and is added as if it were built here; the headers of a commit are those that its
 * id is a hash of.
 * @param sha256 expected hash of the file in hex; null to accept any
 * @throws CapidiffError `invalid-request` for another kind of file, another version, or another hash
 */
export async function importIndex(
  indexes: Indexes,
  headers: HeaderPacks,
  packed: Buffer,
  sha256: string | null,
): Promise<Imported[]> {
  if (sha256 !== null && sha256Of(packed) !== sha256.toLowerCase()) {
    throw refused(`The file's sha256 is ${sha256Of(packed)}, which differs from the expected one`);
  }
  const content = await unpacked(packed);
  const end = content.indexOf("\n");
  const targets = targetsIn(content.subarray(0, Math.max(0, end)).toString());
  const imported: Imported[] = [];
  let at = end + 1;
  for (const { target, bytes } of targets) {
    imported.push(await importTarget(indexes, target, content.subarray(at, at + bytes)));
    at += bytes;
  }
  if (at < content.length) await importHeaders(indexes, headers, content.subarray(at));
  return imported;
}

/** Headers that cannot be imported, as without git, are fetched when they are needed. */
async function importHeaders(indexes: Indexes, headers: HeaderPacks, pack: Buffer): Promise<void> {
  try {
    await headers.addPack(pack);
  } catch (error) {
    if (!(error instanceof CapidiffError)) throw error;
    indexes.warn(`The headers in the file were not taken: ${error.message}`, error);
  }
}

async function importTarget(indexes: Indexes, target: TargetRequest, file: Buffer): Promise<Imported> {
  const theirs = new TargetIndex();
  theirs.take(file);
  const known = await indexes.of(target);
  const result: Imported = { target, added: 0, refused: 0 };
  for (const { head } of theirs.tags.values()) {
    if (known.has(head.ref, head.commit)) continue;
    const bytes = manifestIn(theirs, head.ref, head.commit);
    const manifest = bytes && parseManifest(bytes, target);
    if (bytes && manifest) {
      await indexes.add(target, manifest, bytes);
      result.added++;
    } else result.refused++;
  }
  return result;
}

/** Undefined also for data that cannot be inflated. */
function manifestIn(index: TargetIndex, ref: string, commit: string): Buffer | undefined {
  try {
    return index.manifest(ref, commit);
  } catch {
    return undefined;
  }
}

/** Null if it is not a manifest of a release for the target. */
function parseManifest(bytes: Buffer, { abi, platform }: TargetRequest): Manifest | null {
  let value: Partial<Manifest>;
  try {
    value = JSON.parse(bytes.toString());
    parseRef(value.ref ?? "");
  } catch {
    return null;
  }
  const isEntry = (entry: unknown) => typeof entry === "object" && entry !== null && "name" in entry;
  const lists = [value.symbols, value.structs, value.enums, value.elsewhere];
  const isManifest =
    value.schemaVersion === schemaVersion &&
    typeof value.version === "string" &&
    parseVersion(value.version) !== null &&
    /^[0-9a-f]{40}$/.test(value.commit ?? "") &&
    value.target?.platform === platform &&
    value.target.abi.startsWith(abi.startsWith("abi3") ? abi : "cp") &&
    Array.isArray(value.headers) &&
    Array.isArray(value.diagnostics) &&
    lists.every((list) => Array.isArray(list) && list.every(isEntry));
  return isManifest ? (value as Manifest) : null;
}

async function unpacked(packed: Buffer): Promise<Buffer> {
  try {
    return await promisify(gunzip)(packed, { maxOutputLength: maxContent });
  } catch {
    throw refused("The file is incomplete, or was not created by `capidiff index --export`");
  }
}

/** @throws CapidiffError `invalid-request` */
function targetsIn(line: string): Header["targets"] {
  let header: Partial<Header>;
  try {
    header = JSON.parse(line);
  } catch {
    header = {};
  }
  if (header.format !== "capidiff-index" || !Array.isArray(header.targets)) {
    throw refused("The file was not created by `capidiff index --export`");
  }
  if (header.version !== manifestVersion) {
    throw refused(
      `The file was created by another version of capidiff (${header.version}; this is ${manifestVersion})`,
    );
  }
  return header.targets.map(({ target, bytes }) => {
    if (!Number.isSafeInteger(bytes) || bytes < 0)
      throw refused("The file was not created by `capidiff index --export`");
    const { abi, platform, limitedApi, macros } = target;
    if (macros !== undefined) throw refused("The file is for a build with its own macros, which cannot be imported");
    return { target: targetRequest({ abi, platform, limitedApi: limitedApi ?? undefined }), bytes };
  });
}

/**
 * The bytes of a file, or of an http or https URL, up to the maximum size.
 * @throws CapidiffError `invalid-request` if it is unreadable, `payload-too-large`
 */
export async function readSource(source: string): Promise<Buffer> {
  try {
    const stream = /^https?:\/\//.test(source) ? await download(source) : createReadStream(source);
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of stream) {
      size += part.length;
      if (size > maxBytes) {
        throw new CapidiffError("payload-too-large", `${source} has more than ${maxBytes / 2 ** 20} MB.`);
      }
      parts.push(part);
    }
    return Buffer.concat(parts);
  } catch (error) {
    if (error instanceof CapidiffError) throw error;
    const { message, cause } = error as Error;
    throw refused(`${source} cannot be read: ${cause instanceof Error ? cause.message : message}`);
  }
}

async function download(url: string): Promise<AsyncIterable<Uint8Array>> {
  const { ok, status, body } = await fetch(url, { signal: AbortSignal.timeout(timeout) });
  if (!ok || body === null) throw new Error(`the server answers ${status}`);
  return body;
}

const sha256Of = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

const refused = (why: string) => new CapidiffError("invalid-request", `${why}.`);
