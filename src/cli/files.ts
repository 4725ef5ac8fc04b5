import { existsSync } from "node:fs";
import { lstat, readdir, readFile, realpath, stat } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import { readCompileCommands } from "../check/compile-commands.ts";
import { isInput } from "../check/input.ts";
import type { InputFile } from "../check/input-file.ts";
import { CapidiffError } from "../errors.ts";

/** Maximum number of files and bytes read by one command: more is most likely a mistaken path. */
const maxFiles = 20_000;
const maxBytes = 512 * 2 ** 20;

/**
 * The named files and, from folders, all files that show an extension's uses. What a name with a dot at its start hides
 * is left out, and debug information in macOS's `.dSYM` folders, whose files are called as the modules.
 * Links are followed within the named folder.
 * @throws CapidiffError `invalid-request` if a path is unreadable or nothing is found; `payload-too-large`
 */
export async function filesOf(paths: readonly string[]): Promise<InputFile[]> {
  const named = new Map<string, string>();
  for (const path of paths) {
    const found = await readable(path, async () => ((await stat(path)).isDirectory() ? walk(path) : [path]));
    for (const file of found) named.set(await realpath(file), file);
    if (named.size > maxFiles) throw tooLarge(`more than ${maxFiles} files`);
  }
  if (named.size === 0) {
    throw new CapidiffError("invalid-request", `No source, module or wheel found in ${paths.join(", ")}.`);
  }
  const files: InputFile[] = [];
  let left = maxBytes;
  for (const file of named.values()) {
    const bytes = await readable(file, async () => {
      left -= (await stat(file)).size;
      if (left < 0) throw tooLarge(`more than ${maxBytes / 2 ** 20} MB`);
      return readFile(file);
    });
    files.push({ file: file.split(sep).join("/"), bytes });
  }
  return files;
}

/**
 * The same with the build's `compile_commands.json`: its sources if no paths are given, and headers included from its
 * `-I` folders.
 */
export async function filesOfBuild(
  paths: readonly string[],
  folders: readonly string[],
  database: string | null,
): Promise<InputFile[]> {
  const build = database === null ? [] : await filesOf([database]);
  const commands = build.flatMap(({ bytes }) => readCompileCommands({ file: database ?? "", bytes }));
  const sources = paths.length > 0 ? paths : commands.map(({ file }) => relative(process.cwd(), file));
  const files = await filesOf(sources);
  for (const folder of folders) await readable(folder, () => stat(folder));
  const searched = [...folders, ...commands.flatMap((command) => command.folders)];
  const headers = await includedFrom([...new Set(searched)], files);
  return [...files, ...headers, ...build.map(({ bytes }) => ({ file: "compile_commands.json", bytes }))];
}

/**
 * Headers in these folders that files include, directly or not. Python's own headers come from the requested version.
 */
export async function includedFrom(folders: readonly string[], files: readonly InputFile[]): Promise<InputFile[]> {
  const own = folders.filter((folder) => !existsSync(join(folder, "patchlevel.h")));
  const known = new Set(await Promise.all(files.map(({ file }) => realpath(file))));
  const found: InputFile[] = [];
  const open = [...files];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    const text = Buffer.from(file.bytes).toString("latin1");
    for (const [, name = ""] of text.matchAll(/^[ \t]*#[ \t]*include[ \t]*["<]([^">\n]+)[">]/gm)) {
      const path = own.map((folder) => join(folder, name)).find((path) => existsSync(path));
      if (path === undefined || known.has(await realpath(path))) continue;
      known.add(await realpath(path));
      if (found.length >= maxFiles) throw tooLarge(`more than ${maxFiles} files`);
      const header = { file: path.split(sep).join("/"), bytes: await readable(path, () => readFile(path)) };
      found.push(header);
      open.push(header);
    }
  }
  return found;
}

/** Sorted, for the same result on every file system. */
async function walk(root: string): Promise<string[]> {
  const found: string[] = [];
  const home = await realpath(root);
  const seen = new Set<string>();
  const enter = async (folder: string): Promise<void> => {
    const real = await realpath(folder);
    if (seen.has(real)) return;
    seen.add(real);
    for (const name of (await readdir(folder)).sort()) {
      if (name.startsWith(".") || name.endsWith(".dSYM")) continue;
      const path = join(folder, name);
      if ((await lstat(path)).isSymbolicLink() && !(await staysIn(home, path))) continue;
      const kind = await stat(path);
      if (kind.isDirectory()) await enter(path);
      else if (kind.isFile() && isInput(name)) found.push(path);
      if (found.length > maxFiles) throw tooLarge(`more than ${maxFiles} files`);
    }
  };
  await enter(root);
  return found;
}

/** False for a broken link. */
async function staysIn(home: string, link: string): Promise<boolean> {
  const target = await realpath(link).catch(() => null);
  if (target === null) return false;
  const path = relative(home, target);
  return path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

async function readable<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CapidiffError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    const what = code === "ENOENT" ? "does not exist" : `cannot be read: ${message}`;
    throw new CapidiffError("invalid-request", `${path} ${what}.`);
  }
}

const tooLarge = (what: string) =>
  new CapidiffError("payload-too-large", `The paths contain ${what}; name the extension's folders.`);
