import { CapidiffError } from "../../errors.ts";

/** One entry of an archive, as its directory or its header tells it. */
export interface ArchiveEntry {
  /** With `/` between folders. */
  path: string;
  kind: "file" | "link" | "other";
  /** Bytes once it is unpacked. */
  size: number;
  /** @throws CapidiffError `invalid-archive` where it is not what was told */
  read(): Promise<Uint8Array>;
}

export function invalidArchive(file: string, what: string): CapidiffError {
  return new CapidiffError("invalid-archive", `${file}: ${what}.`, { file });
}

/** A path that stays in the folder that it is unpacked to. */
export function checkPath(path: string, file: string): void {
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path) || path.split(/[/\\]/).includes("..")) {
    throw invalidArchive(file, `the path ${JSON.stringify(path)} is outside the archive`);
  }
}
