import { familyOf, type HeaderNames, type UsageIndex, type UsagePackage, type UsageUnit } from "./model.ts";

/**
 * The origin of a use. `author`: the package's own code, as far as can be seen. `tool`: code that the generator emits
 * everywhere, so that a new release of the tool fixes it. `headers`: a macro or inline function of CPython's headers,
 * so that a rebuild may remove or add it.
 */
const origins = ["author", "tool", "headers"] as const;
export type UseOrigin = (typeof origins)[number];

/**
 * A name counts as a tool's own if this many projects generated with it use it. If fewer do, it may be their authors'
 * code in the tool's language; assuming work for authors is the safe side.
 */
const fewestProjects = 3;

/** The origins of uses, as shown by an index. */
export class Origins {
  readonly #headers: ReadonlyMap<string | null, HeaderNames>;
  readonly #unseen: ReadonlyMap<HeaderNames, ReadonlySet<string>>;
  readonly #newest: HeaderNames | undefined;
  readonly #packages: readonly UsagePackage[];
  /** The names that are a tool's own, by tool. Found on first use, since few questions are about code of tools. */
  #toolNames: ReadonlyMap<string, ReadonlySet<string>> | undefined;

  constructor({ headers, packages }: UsageIndex) {
    this.#packages = packages;
    this.#headers = new Map(headers.map((one) => [one.series, one]));
    this.#unseen = new Map(headers.map((one) => [one, new Set(one.unseen)]));
    this.#newest = headers.at(-1);
  }

  /** The macros and inline functions that refer to a name in the headers that a unit was built with. */
  referrersOf(name: string, { kind, build }: Pick<UsageUnit, "kind" | "build">): readonly string[] {
    return (kind === "source" ? undefined : this.#headersOf(build)?.makers[name]) ?? [];
  }

  /** Whether the headers that a unit was built with do not show the export of a name. */
  isUnseen(name: string, { build }: Pick<UsageUnit, "build">): boolean {
    const headers = this.#headersOf(build);
    return headers !== undefined && this.#unseen.get(headers)?.has(name) === true;
  }

  of(name: string, unit: Pick<UsageUnit, "kind" | "build" | "tool">): UseOrigin {
    if (this.referrersOf(name, unit).length > 0) return "headers";
    return unit.tool !== null && this.#isToolName(unit.tool, name) ? "tool" : "author";
  }

  #isToolName(tool: string, name: string): boolean {
    this.#toolNames ??= toolNamesIn(this.#packages);
    return this.#toolNames.get(familyOf(tool))?.has(name) ?? false;
  }

  /** A module for the limited API, or of unknown build, was built with some newer version's headers. */
  #headersOf(build: UsageUnit["build"]): HeaderNames | undefined {
    return this.#headers.get(build?.version ?? null) ?? this.#newest;
  }
}

function toolNamesIn(packages: readonly UsagePackage[]): Map<string, Set<string>> {
  const projects = new Map<string, Map<string, Set<string>>>();
  for (const { project, units } of packages) {
    for (const { tool, uses } of units) {
      if (tool === null) continue;
      const ofTool = getOrAdd(projects, familyOf(tool), () => new Map<string, Set<string>>());
      for (const name of uses) getOrAdd(ofTool, name, () => new Set<string>()).add(project);
    }
  }
  return new Map(
    [...projects].map(([tool, ofTool]) => [
      tool,
      new Set([...ofTool].filter(([, known]) => known.size >= fewestProjects).map(([name]) => name)),
    ]),
  );
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}

/** The origin of a name in a package: the author if any module shows that. */
export function originIn(name: string, { units }: UsagePackage, origins: Origins): UseOrigin | null {
  const found = new Set(units.filter(({ uses }) => uses.includes(name)).map((unit) => origins.of(name, unit)));
  return (["author", "tool", "headers"] as const).find((origin) => found.has(origin)) ?? null;
}
