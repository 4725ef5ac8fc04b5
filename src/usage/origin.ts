import { familyOf, type HeaderNames, type UsageIndex, type UsagePackage, type UsageUnit } from "./model.ts";

/**
 * The origin of a use. `author`: the package's own code, as far as can be seen. `tool`: code that the generator emits
 * everywhere, so that a new release of the tool fixes it. `headers`: a macro or inline function of CPython's headers,
 * so that a rebuild may remove or add it.
 */
const origins = ["author", "tool", "headers"] as const;
export type Origin = (typeof origins)[number];

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
  readonly #toolNames = new Set<string>();

  constructor({ headers, packages }: UsageIndex) {
    this.#headers = new Map(headers.map((one) => [one.series, one]));
    this.#unseen = new Map(headers.map((one) => [one, new Set(one.unseen)]));
    this.#newest = headers.at(-1);
    const projects = new Map<string, Set<string>>();
    for (const { project, units } of packages) {
      for (const { tool, uses } of units) {
        if (tool === null) continue;
        for (const name of uses) {
          const key = keyOf(tool, name);
          const known = projects.get(key) ?? new Set();
          projects.set(key, known.add(project));
        }
      }
    }
    for (const [key, known] of projects) if (known.size >= fewestProjects) this.#toolNames.add(key);
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

  of(name: string, unit: Pick<UsageUnit, "kind" | "build" | "tool">): Origin {
    if (this.referrersOf(name, unit).length > 0) return "headers";
    return unit.tool !== null && this.#toolNames.has(keyOf(unit.tool, name)) ? "tool" : "author";
  }

  /** A module for the limited API, or of unknown build, was built with some newer version's headers. */
  #headersOf(build: UsageUnit["build"]): HeaderNames | undefined {
    return this.#headers.get(build?.version ?? null) ?? this.#newest;
  }
}

const keyOf = (tool: string, name: string) => `${familyOf(tool)} ${name}`;

/** The origin of a name in a package: the author if any module shows that. */
export function originIn(name: string, { units }: UsagePackage, origins: Origins): Origin | null {
  const found = new Set(units.filter(({ uses }) => uses.includes(name)).map((unit) => origins.of(name, unit)));
  return (["author", "tool", "headers"] as const).find((origin) => found.has(origin)) ?? null;
}
