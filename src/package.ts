import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of package.json: one level above `src/`, two above the built `dist/src/`. */
export const packageRoot = ancestorWith("package.json", import.meta.dirname);

/** The folder of `src/`, `routes/` and `cache/`, built or not. The command line is bundled, and so lies elsewhere. */
export const codeRoot = ancestorWith("routes", import.meta.dirname);

/** capidiff's version. */
export const packageVersion: string = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")).version;

function ancestorWith(name: string, folder: string): string {
  return existsSync(join(folder, name)) ? folder : ancestorWith(name, dirname(folder));
}
