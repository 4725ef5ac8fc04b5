import { CapidiffError } from "../../errors.ts";
import type { InputFile } from "../input.ts";
import { type ArchiveEntry, invalidArchive } from "./entry.ts";
import { tarEntries } from "./tar.ts";
import { zipEntries } from "./zip.ts";

/** What all that is unpacked of one input may come to in bytes, also of archives in archives. */
export const mostUnpacked = 2 ** 30;
/** How many times the size of the archive that may be: text and machine code come to some 20. */
const mostRatio = 100;
/** Where it is small, the ratio says nothing. */
const smallest = 2 ** 24;

const isZip = (path: string) => /\.(?:whl|zip|egg)$/i.test(path);
const isTar = (path: string) => /\.(?:tar\.gz|tgz|tar)$/i.test(path);

/** Whether a file is an archive, by its name. */
export const isArchive = (path: string) => isZip(path) || isTar(path);

/** What may still be unpacked. */
export interface Budget {
  left: number;
}

/**
 * The files of an archive that are wanted, one at a time and in its order, named after the archive:
 * `wheel.whl/package/module.so`.
 * @throws CapidiffError `invalid-archive` where it cannot be read, or where what is wanted is a link, encrypted or
 * there twice; `payload-too-large` where too much would come out of it
 */
export async function* unpack(
  { file, bytes }: InputFile,
  isWanted: (path: string) => boolean,
  budget: Budget,
): AsyncGenerator<InputFile> {
  const most = Math.min(budget.left, Math.max(smallest, bytes.byteLength * mostRatio));
  const entries = await (isZip(file) ? zipEntries(bytes, file) : tarEntries(bytes, file, isWanted, most));
  const wanted = entries.filter(({ path, kind }) => kind !== "other" && isWanted(path));
  const paths = new Set<string>();
  for (const { path, kind } of wanted) {
    if (kind === "link") throw invalidArchive(file, `${path} is a link; links are not followed`);
    if (paths.has(path)) throw invalidArchive(file, `it contains ${path} twice`);
    paths.add(path);
  }
  spend(budget, wanted, bytes.byteLength, file);
  for (const { path, read } of wanted) yield { file: `${file}/${path}`, bytes: await read() };
}

/** Before anything is unpacked: sizes are told in advance, and what differs from them is an error. */
function spend(budget: Budget, wanted: readonly ArchiveEntry[], packed: number, file: string): void {
  const unpacked = wanted.reduce((sum, { size }) => sum + size, 0);
  budget.left -= unpacked;
  if (budget.left < 0) {
    throw new CapidiffError("payload-too-large", `${file} would unpack to more than ${mostUnpacked} bytes.`);
  }
  if (unpacked > smallest && unpacked > packed * mostRatio) {
    const ratio = Math.floor(unpacked / packed);
    throw new CapidiffError("payload-too-large", `${file} would unpack to ${ratio} times its size.`);
  }
}
