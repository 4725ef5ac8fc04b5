/**
 * `npm run conformance:debian [-- --only headers|gaps|loads]`: compares capidiff with Debian's builds.
 *
 * - headers: manifests of installed headers with their own `pyconfig.h`, for three processors, and of PyPy's, compared
 *   with gcc and castxml on the same headers.
 * - gaps: functions missing in PyPy's headers, compared with gcc's errors; also sizes of structs.
 * - loads: whether modules of the usage index load, compared with the exports of libpython.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import envPaths from "env-paths";
import { checkGaps } from "./gaps.ts";
import { checkHeaders } from "./headers.ts";
import { checkLoads } from "./loads.ts";

const folder = join(envPaths("capidiff", { suffix: "" }).cache, "debian");
if (!existsSync(join(folder, "complete"))) {
  execFileSync("bash", [join(import.meta.dirname, "packages.sh"), folder], { stdio: "inherit" });
}
console.log(readFileSync(join(folder, "versions"), "utf8"));

const parts = { headers: checkHeaders, gaps: checkGaps, loads: checkLoads };
const { values } = parseArgs({ options: { only: { type: "string", multiple: true } } });
for (const [name, check] of Object.entries(parts)) {
  if (values.only && !values.only.includes(name)) continue;
  console.log(`\n== ${name}`);
  if (!(await check(folder))) process.exitCode = 1;
}
