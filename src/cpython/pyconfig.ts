import { type BuildMacros, directives, namesOfMacros } from "./build-macros.ts";
import type { GeneratedHeader } from "./headers.ts";
import type { PlatformDefinition } from "./platforms/platform.ts";
import type { Abi } from "./target.ts";
import type { SourceTree } from "./tree.ts";
import { versionOf } from "./version.ts";

/** A `pyconfig.h` generated without building CPython. */
export interface Pyconfig extends GeneratedHeader {
  /** Names of the ref's `pyconfig.h.in` for which the platform has no value; left undefined in `text`. */
  unknown: ReadonlySet<string>;
}

/** Where an installed CPython has it on Linux. */
export const pyconfigPath = "Include/pyconfig.h";

/** Whether `Py_DEBUG` is defined. */
export const isDebug = (abi: Abi): boolean => abi === "cpd" || abi === "cptd";

/** Whether `Py_GIL_DISABLED` is defined. */
export const isFreeThreaded = (abi: Abi): boolean => abi === "cpt" || abi === "cptd";

/**
 * What configure's `--with-pydebug` and `--disable-gil` write to pyconfig.h.
 * `Py_NOGIL` is 3.13.0a1's name for `Py_GIL_DISABLED`.
 */
function abiConfig(abi: Abi): Record<string, string> {
  return {
    ...(isDebug(abi) ? { Py_DEBUG: "1" } : {}),
    ...(isFreeThreaded(abi) ? { Py_GIL_DISABLED: "1", Py_NOGIL: "1" } : {}),
  };
}

/**
 * `#define` lines from the compiler's command line. Sysconfig's CFLAGS include `-DNDEBUG` unless it is a debug build.
 * On Windows, setuptools and CPython's project files select the build; the latter also define `WIN32`.
 */
export function commandLine(
  { pyconfig }: PlatformDefinition,
  abi: Abi,
  internal: boolean,
  macros: BuildMacros = [],
): string {
  const names = isDebug(abi) ? [] : ["NDEBUG"];
  if (pyconfig !== "configure") {
    if (isDebug(abi)) names.push("_DEBUG");
    if (isFreeThreaded(abi)) names.push("Py_GIL_DISABLED");
    if (internal) names.push("WIN32");
  }
  return names.map((name) => `#define ${name} 1\n`).join("") + directives(macros);
}

/**
 * The `pyconfig.h` of a build of the tree for the platform, which is the tree's own if it has one; macros given on the
 * command line are consistent with it.
 */
export function pyconfig(tree: SourceTree, platform: PlatformDefinition, abi: Abi, macros: BuildMacros = []): Pyconfig {
  const { path, text, unknown } = configuration(tree, platform, abi);
  const given = new Set(namesOfMacros(macros));
  return { path, text: text + directives(macros), unknown: new Set([...unknown].filter((name) => !given.has(name))) };
}

/** Whether the tree has the `pyconfig.h` of a build, as installed headers do. */
export const isConfigured = ({ files }: SourceTree): boolean => files.has(pyconfigPath);

function configuration(tree: SourceTree, platform: PlatformDefinition, abi: Abi): Pyconfig {
  const own = tree.files.get(pyconfigPath);
  if (own !== undefined) return { path: own.path, text: own.text, unknown: new Set() };
  if (platform.pyconfig !== "configure") return handwritten(tree, platform.pyconfig.fallback, abi);
  const config = new Map([...platform.config, ...Object.entries(abiConfig(abi))]);
  const minor = minorThatMatters(tree, platform);
  for (const [name, first] of platform.configSince) if (minor < first) config.set(name, null);
  const template = tree.files.get("pyconfig.h.in")?.text;
  return template === undefined ? tabled(config, platform.retired) : configured(template, config);
}

/** The minor version that a generated `pyconfig.h` is for; 0 if those of all versions are alike. */
export const minorThatMatters = (tree: SourceTree, { configSince }: PlatformDefinition): number =>
  configSince.size > 0 ? versionOf(tree).minor : 0;

/** For a tree without `pyconfig.h.in` (installed headers): the platform's values for current versions. */
function tabled(config: ReadonlyMap<string, string | null>, retired: ReadonlySet<string>): Pyconfig {
  const lines = [...config]
    .filter(([name, value]) => value !== null && !retired.has(name))
    .map(([name, value]) => `#define ${name} ${value}`);
  const text = `#ifndef Py_PYCONFIG_H\n#define Py_PYCONFIG_H\n${lines.join("\n")}\n#endif\n`;
  return { path: pyconfigPath, text, unknown: new Set() };
}

/** As written by config.status: the template with each `#undef NAME` replaced by configure's result. */
function configured(template: string, config: ReadonlyMap<string, string | null>): Pyconfig {
  const unknown = new Set<string>();
  const text = template.replace(undefinition, (line, hash, space, name) => {
    const value = config.get(name);
    if (value === undefined) unknown.add(name);
    return value == null ? `/* ${line} */` : `${hash}define${space}${name} ${value}`;
  });
  return { path: pyconfigPath, text, unknown };
}

const undefinition = /^([ \t]*#[ \t]*)undef([ \t]+)(\w+).*$/gm;

/** CPython's hand-written file for Windows. From 3.13 to early 3.14 free-threaded builds edit it. */
function handwritten(tree: SourceTree, fallback: string, abi: Abi): Pyconfig {
  const own = tree.files.get("PC/pyconfig.h") ?? tree.files.get("PC/pyconfig.h.in");
  const { path, text } = own ?? { path: pyconfigPath, text: fallback };
  const config = new Map(Object.entries(abiConfig(abi)));
  const edited = text.replace(undefinition, (line, hash, space, name) =>
    config.has(name) ? `${hash}define${space}${name} ${config.get(name)}` : line,
  );
  return { path, text: edited, unknown: new Set() };
}
