import { CapidiffError } from "../../errors.ts";
import type { InputFile } from "../input-file.ts";
import { type ArchiveEntry, invalidArchive } from "./entry.ts";

/** Maximum bytes unpacked from one input, including nested archives. */
export const maxUnpacked = 2 ** 30;
/** Maximum expansion ratio: text and machine code reach about 20. */
const maxRatio = 100;
/** Below this size the ratio is not checked. */
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
 * The wanted files of an archive, one at a time in archive order, named with the archive:
 * `wheel.whl/package/module.so`.
 * @throws CapidiffError `invalid-archive` if it is unreadable, or a wanted file is a link, encrypted or duplicate;
 * `payload-too-large` if it would unpack to too much
 */
export async function* unpack(
  { file, bytes }: InputFile,
  isWanted: (path: string) => boolean,
  budget: Budget,
): AsyncGenerator<InputFile> {
  const most = Math.min(budget.left, Math.max(smallest, bytes.byteLength * maxRatio));
  // Loaded here, as most checks have no archive.
  const entries = isZip(file)
    ? await (await import("./zip.ts")).zipEntries(bytes, file)
    : await (await import("./tar.ts")).tarEntries(bytes, file, isWanted, most);
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

/** Checked before unpacking, by declared sizes; deviations from them are errors. */
function spend(budget: Budget, wanted: readonly ArchiveEntry[], packed: number, file: string): void {
  const unpacked = wanted.reduce((sum, { size }) => sum + size, 0);
  budget.left -= unpacked;
  if (budget.left < 0) {
    throw new CapidiffError("payload-too-large", `${file} would unpack to more than ${maxUnpacked} bytes.`);
  }
  if (unpacked > smallest && unpacked > packed * maxRatio) {
    const ratio = Math.floor(unpacked / packed);
    throw new CapidiffError("payload-too-large", `${file} would unpack to ${ratio} times its size.`);
  }
}
