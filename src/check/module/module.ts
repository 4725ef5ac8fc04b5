import { type Abi, type Platform, platforms } from "../../cpython/target.ts";
import { CapidiffError } from "../../errors.ts";
import { once } from "../../once.ts";
import type { SymbolUse } from "../use.ts";
import { isElf, readElf } from "./elf.ts";
import type { Image, ImportedName } from "./image.ts";
import { isMachO, readMachO } from "./mach-o.ts";
import { isPe, readPe } from "./pe.ts";
import { toolIn } from "./tool.ts";
import { isWasm, readWasm } from "./wasm.ts";

/** The Python a module was built for. */
export interface ModuleBuild {
  abi: Abi;
  /** The series, `3.13`; for a limited ABI the limited API version. Null if unknown. */
  version: string | null;
}

/** A linked extension module or one of its libraries. */
export interface BuiltModule {
  /** As named by the caller; inside an archive prefixed with the archive's name. */
  file: string;
  format: Image["format"];
  /** The machine as in wheel tags: `x86_64`, `s390x`. */
  architecture: string;
  /** Null if capidiff does not support it. */
  platform: Platform | null;
  /** From the Python library it is linked with, as on Windows, or from the file's name; null if neither is conclusive. */
  build: ModuleBuild | null;
  /** Other limited ABIs that its wheel's tags promise; absent if there are none. */
  alsoFor?: ModuleBuild[];
  /** Whether it is built for PyPy, whose names for the API all differ; absent for other modules. */
  isOfPyPy?: true;
  /** Imported names starting with `Py` or `_Py`, sorted; none of PyPy's. */
  imports: string[];
  /** Exported names of that kind, if known for the format. */
  exports?: string[];
  /** What wrote its code, if it imports anything and that can be seen: `Cython 3.0.11`. */
  tool?: string;
}

/** Whether a file is a built module, by its magic bytes. */
export const isModule = (bytes: Uint8Array) => isElf(bytes) || isMachO(bytes) || isPe(bytes) || isWasm(bytes);

/**
 * The modules in a file: several only for a universal Mach-O file.
 * @throws CapidiffError `invalid-module` if the file is truncated, damaged or not linked
 */
export function readModules(bytes: Uint8Array, file: string): BuiltModule[] {
  const toolOfFile = once(() => toolIn(bytes));
  return imagesOf(bytes, file).map(({ format, architecture, system, libraries, imports, exports = [] }) => {
    const numbered = imports.find(({ name, library }) => name.startsWith("#") && buildOfLibrary(library ?? ""));
    if (numbered) {
      throw new CapidiffError(
        "invalid-module",
        `${file}: it imports from ${numbered.library} by ordinal, without names.`,
      );
    }
    const all = ofPython(imports);
    const names = new Set(all.filter((name) => /^_?Py(?!Py)/.test(name)));
    // A large library that is bundled with a module would be searched in vain.
    const tool = names.size > 0 ? toolOfFile() : null;
    return {
      file,
      format,
      architecture,
      platform: platformOf(file, system, architecture),
      build: buildOf(file, libraries),
      ...(all.some((name) => /^_?PyPy/.test(name)) && { isOfPyPy: true }),
      imports: [...names].sort(),
      exports: exports.filter((name) => /^_?Py/.test(name) && !name.startsWith("PyInit_")).sort(),
      ...(tool !== null && { tool }),
    };
  });
}

/** The names that may be Python's: all, unless the format says which library they are from and Python's is one. */
function ofPython(imports: readonly ImportedName[]): string[] {
  const named = imports.filter(({ library }) => buildOfLibrary(library ?? "") !== null);
  return (named.length > 0 ? named : imports).map(({ name }) => name);
}

/** The uses of a built module: its imports. */
export const moduleUses = ({ file, imports }: BuiltModule): SymbolUse[] =>
  imports.map((name) => ({ kind: "symbol", name, place: { file } }));

function imagesOf(bytes: Uint8Array, file: string): Image[] {
  if (isElf(bytes)) return [readElf(bytes, file)];
  if (isMachO(bytes)) return readMachO(bytes, file);
  if (isPe(bytes)) return [readPe(bytes, file)];
  if (isWasm(bytes)) return [readWasm(bytes, file)];
  throw new CapidiffError("invalid-module", `${file}: it is neither ELF nor Mach-O nor PE nor WebAssembly.`);
}

function platformOf(file: string, system: Image["system"], architecture: string): Platform | null {
  const name = platformName(systemOfName(file) ?? system, architecture);
  return platforms.find((platform) => platform === name) ?? null;
}

/** The system by the end of the suffix (PEP 3149, PEP 738), if the file itself does not show it. */
function systemOfName(file: string): Image["system"] {
  const [, system] = /-linux-(musl|android)\w*\.so$/.exec(file) ?? [];
  return system === undefined ? null : system === "musl" ? "musllinux" : "android";
}

const abisOfAndroid: Record<string, string> = { aarch64: "arm64_v8a", armv7l: "armeabi_v7a", i686: "x86" };

function platformName(system: Image["system"], architecture: string): string {
  switch (system) {
    case "windows":
      return architecture === "x86" ? "win32" : `win_${architecture}`;
    case "android":
      return `android_${abisOfAndroid[architecture] ?? architecture}`;
    case "ios":
      return `ios_${architecture}_iphoneos`;
    case "iossimulator":
      return `ios_${architecture}_iphonesimulator`;
    default:
      return `${system}_${architecture}`;
  }
}

/** What it is linked with decides: a module that imports from `python313.dll` and `python3.dll` loads on 3.13 alone. */
function buildOf(file: string, libraries: readonly string[]): ModuleBuild | null {
  const linked = libraries.flatMap((library) => buildOfLibrary(library) ?? []);
  return linked.find(({ version }) => version !== null) ?? buildOfName(file) ?? linked[0] ?? null;
}

/**
 * From the suffixes Python searches for (PEP 3149, PEP 384, PEP 803): `.cpython-313t-x86_64-linux-gnu.so`,
 * `.cp313-win_amd64.pyd`, `.abi3.so`.
 */
function buildOfName(file: string): ModuleBuild | null {
  const suffix =
    /\.(?:(abi3t?)(?:-[\w-]+)?|(?:cpython-|cp)(\d)(\d+)([a-z]*)(?:-[\w.-]+)?)\.(?:so|pyd|dylib|dll)(?:\.[\d.]+)?$/.exec(
      file,
    );
  if (!suffix) return null;
  const [, limited, major, minor, flags = ""] = suffix;
  if (limited === "abi3" || limited === "abi3t") return { abi: limited, version: null };
  const isDebug = flags.includes("d") || /_d\.[^/]*\.pyd$/.test(file);
  return { abi: defaultAbi(flags.includes("t"), isDebug), version: `${major}.${minor}` };
}

/**
 * From the Python library: `python3.dll`, `python313t_d.dll`, MinGW's `libpython3.11.dll`, `libpython3.13td.so.1.0`, macOS's
 * `/Library/Frameworks/Python.framework/Versions/3.13/Python`.
 */
function buildOfLibrary(path: string): ModuleBuild | null {
  const framework = /\/PythonT?\.framework\/Versions\/3\.(\d+)(t)?\/PythonT?$/.exec(path);
  const file = /(?:^|\/)(?:lib)?python3(?:\.?(\d+))?(t)?(_?d)?m?\.(?:dll|so|dylib)(?:\.|$)/i.exec(path);
  const match = framework ?? file;
  if (!match) return null;
  const [, minor, threads, debug] = match;
  if (minor === undefined) return { abi: threads ? "abi3t" : "abi3", version: null };
  return { abi: defaultAbi(threads !== undefined, debug !== undefined), version: `3.${minor}` };
}

const defaultAbi = (isThreaded: boolean, isDebug: boolean): Abi =>
  isThreaded ? (isDebug ? "cptd" : "cpt") : isDebug ? "cpd" : "cp";
