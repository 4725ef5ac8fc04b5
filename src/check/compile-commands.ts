import { posix } from "node:path";
import { parse } from "shell-quote";
import { CapidiffError } from "../errors.ts";
import { macroDirective } from "./build-macros.ts";
import type { InputFile } from "./input-file.ts";

/** How a build compiles a source, as far as it matters here. */
export interface CompileCommand {
  /** With the working folder, if given. */
  file: string;
  /** `#define NAME VALUE` and `#undef NAME`, in order. */
  directives: string[];
  /** Folders from `-I`, `-iquote` and `-isystem`, in order. */
  folders: string[];
}

export const isCompileCommands = (path: string): boolean => posix.basename(path) === "compile_commands.json";

/**
 * Parses Clang's JSON compilation database, as written by CMake, Meson and Bear. @throws CapidiffError
 * `invalid-request` for anything else
 */
export function readCompileCommands({ file, bytes }: InputFile): CompileCommand[] {
  let entries: unknown;
  try {
    entries = JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch (error) {
    throw new CapidiffError("invalid-request", `${file}: it is not JSON: ${(error as Error).message}.`);
  }
  if (!Array.isArray(entries)) throw new CapidiffError("invalid-request", `${file}: it is not a list of commands.`);
  return entries.flatMap((entry) => {
    const command = commandOf(entry);
    return command === null ? [] : [command];
  });
}

function commandOf(entry: unknown): CompileCommand | null {
  if (typeof entry !== "object" || entry === null) return null;
  const { directory, file, command, arguments: given } = entry as Record<string, unknown>;
  if (typeof file !== "string") return null;
  const at = (path: string) => (typeof directory === "string" ? posix.resolve(directory, path) : posix.normalize(path));
  const words = Array.isArray(given) ? given : typeof command === "string" ? parse(command, (name) => `$${name}`) : [];
  const { directives, folders } = optionsIn(words.filter((word) => typeof word === "string"));
  return { file: at(file), directives, folders: folders.map(at) };
}

function optionsIn(words: readonly string[]): { directives: string[]; folders: string[] } {
  const directives: string[] = [];
  const folders: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const [, option = "", attached = ""] =
      /^(-[DUI]|\/[DUI]|-iquote|-isystem|-std=)(.*)$/.exec(words[index] ?? "") ?? [];
    if (option === "") continue;
    const value = attached === "" && option !== "-std=" ? (words[++index] ?? "") : attached;
    if (option === "-std=") directives.push(...standard(value));
    else if (/[DU]$/.test(option)) directives.push(macroDirective(option.endsWith("D") ? "-D" : "-U", value) ?? "");
    else folders.push(value);
  }
  return { directives: directives.filter((line) => line !== ""), folders };
}

/** The macros defined by a `-std` option. */
function standard(name: string): string[] {
  const [, plus, year = ""] = /^(?:c|gnu|iso9899:)(\+\+)?(?:19|20)?(\w\w)$/.exec(name) ?? [];
  const [macro, values] = plus ? (["__cplusplus", cppVersions] as const) : (["__STDC_VERSION__", cVersions] as const);
  const value = values[year];
  return value === undefined ? [] : [`#undef ${macro}`, `#define ${macro} ${value}`];
}

const cVersions: Record<string, string> = {
  ...{ "99": "199901L", "9x": "199901L", "11": "201112L", "1x": "201112L", "17": "201710L", "18": "201710L" },
  ...{ "2x": "202000L", "23": "202311L" },
};
const cppVersions: Record<string, string> = {
  ...{ "98": "199711L", "03": "199711L", "11": "201103L", "0x": "201103L", "14": "201402L", "1y": "201402L" },
  ...{ "17": "201703L", "1z": "201703L", "20": "202002L", "2a": "202002L", "23": "202302L", "2b": "202302L" },
};

/** The directives for a file: those of the command whose file matches the end of its path. */
export function directivesFor(path: string, commands: readonly CompileCommand[]): readonly string[] {
  const name = posix.normalize(path).replace(/^(?:\.\.\/)+/, "");
  const command = commands.find(({ file }) => file === name || file.endsWith(`/${name}`) || name.endsWith(`/${file}`));
  return command?.directives ?? [];
}
