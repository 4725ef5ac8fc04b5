import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

/** The output of a tool, or null if it is not installed. */
export function output(tool: string, ...args: string[]): string | null {
  try {
    return execFileSync(tool, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 64 << 20 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

export const has = (tool: string) => output(tool, "--version") !== null;

/** Real modules that are always there: the parser's own, prebuilt for Linux, macOS and Windows. */
export const prebuilt = ["tree-sitter", "tree-sitter-c"].flatMap((name) => {
  const folder = join("node_modules", name, "prebuilds");
  return readdirSync(folder).map((target) => ({ target, path: join(folder, target, `${name}.node`) }));
});

/** Extension modules of this machine's Python, if it has any. */
export function pythonModules(): string[] {
  const print = "import sysconfig; print(sysconfig.get_path('platstdlib'))";
  const folder = join(output("python3", "-c", print)?.trim() ?? "", "lib-dynload");
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

export const sorted = (names: Iterable<string>) => [...new Set(names)].sort();
