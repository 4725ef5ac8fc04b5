import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Folder of our package.json: one above `src/` as written, two above it as built to `dist/src/`. */
export const packageRoot = ancestorWith("package.json", import.meta.dirname);

/** capidiff's own version, from its package.json. */
export const packageVersion: string = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")).version;

function ancestorWith(file: string, folder: string): string {
  return existsSync(join(folder, file)) ? folder : ancestorWith(file, dirname(folder));
}
