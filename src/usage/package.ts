import type { VersionUses } from "../check/extension.ts";
import { usedText } from "../check/model.ts";
import type { UsagePackage, UsageUnit } from "./model.ts";

/** The uses of a package: per module, and of its sources by the tool that generated them. */
export function packageOf(
  about: Pick<UsagePackage, "name" | "version">,
  { source, modules, generated }: Pick<VersionUses, "source" | "modules" | "generated">,
): UsagePackage {
  const own = new Set(modules.flatMap(({ exports = [] }) => exports));
  const units = modules.map(({ file, build, tool = null, imports }): UsageUnit => {
    const uses = imports.filter((name) => !own.has(name));
    return { path: file, kind: "module", build, tool, uses };
  });
  const written = new Map<string | null, Set<string>>();
  for (const { use, places } of source) {
    // Those of a list have no file.
    for (const [file] of places.length === 0 ? [[""]] : places) {
      const by = generated[file ?? ""];
      const tool = by ? `${by.name} ${by.version}`.trim() : null;
      written.set(tool, (written.get(tool) ?? new Set()).add(usedText(use)));
    }
  }
  for (const [tool, uses] of written) {
    units.push({ path: "", kind: "source", build: null, tool, uses: [...uses].sort() });
  }
  return { ...about, project: about.name, pypi: null, units };
}
