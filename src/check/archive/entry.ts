import { CapidiffError } from "../../errors.ts";

/** An entry of an archive, as declared in its directory or header. */
export interface ArchiveEntry {
  /** With `/` as separator. */
  path: string;
  kind: "file" | "link" | "other";
  /** Unpacked size in bytes. */
  size: number;
  /** @throws CapidiffError `invalid-archive` if it differs from its declaration */
  read(): Promise<Uint8Array>;
}

export function invalidArchive(file: string, what: string): CapidiffError {
  return new CapidiffError("invalid-archive", `${file}: ${what}.`, { file });
}

/** Rejects paths that leave the target folder. */
export function checkPath(path: string, file: string): void {
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path) || path.split(/[/\\]/).includes("..")) {
    throw invalidArchive(file, `the path ${JSON.stringify(path)} is outside the archive`);
  }
}
