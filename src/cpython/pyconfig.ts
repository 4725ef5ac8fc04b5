import type { PlatformDefinition } from "./platforms/platform.ts";
import type { Abi } from "./target.ts";
import type { SourceTree } from "./tree.ts";

/** A `pyconfig.h` made without running configure. */
export interface Pyconfig {
  text: string;
  /** Names of the ref's `pyconfig.h.in` that the platform's table has no value for; left undefined in `text`. */
  unknown: ReadonlySet<string>;
}

/**
 * What configure's `--with-pydebug` and `--disable-gil` write to pyconfig.h.
 * `Py_NOGIL` is the name that 3.13.0a1 has for `Py_GIL_DISABLED`.
 */
function abiConfig(abi: Abi): Record<string, string> {
  return {
    ...(abi === "cpd" || abi === "cptd" ? { Py_DEBUG: "1" } : {}),
    ...(abi === "cpt" || abi === "cptd" ? { Py_GIL_DISABLED: "1", Py_NOGIL: "1" } : {}),
  };
}

/** `#define` lines that sysconfig's CFLAGS bring: `-DNDEBUG` unless it is a debug build. */
export function abiMacros(abi: Abi): string {
  return abi === "cpd" || abi === "cptd" ? "" : "#define NDEBUG 1\n";
}

/**
 * The text of `pyconfig.h` as config.status writes it: the ref's own `pyconfig.h.in` with each `#undef NAME` replaced
 * by what configure found out, or, where the tree has no such file (installed headers), what the table knows for today's versions.
 */
export function pyconfig(tree: SourceTree, platform: PlatformDefinition, abi: Abi): Pyconfig {
  const config = new Map([...platform.config, ...Object.entries(abiConfig(abi))]);
  const template = tree.files.get("pyconfig.h.in")?.text;
  const unknown = new Set<string>();
  if (template === undefined) {
    const lines = [...config]
      .filter(([name, value]) => value !== null && !platform.retired.has(name))
      .map(([name, value]) => `#define ${name} ${value}`);
    return { text: `#ifndef Py_PYCONFIG_H\n#define Py_PYCONFIG_H\n${lines.join("\n")}\n#endif\n`, unknown };
  }
  const text = template.replace(/^([ \t]*#[ \t]*)undef([ \t]+)(\w+).*$/gm, (line, hash, space, name) => {
    const value = config.get(name);
    if (value === undefined) unknown.add(name);
    return value == null ? `/* ${line} */` : `${hash}define${space}${name} ${value}`;
  });
  return { text, unknown };
}
