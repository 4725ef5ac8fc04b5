import { type Abi, abis } from "../cpython/target.ts";
import { CapidiffError } from "../errors.ts";
import type { HeaderNames, UsageIndex, UsagePackage, UsageSource, UsageUnit } from "./model.ts";

/** Incremented when files of older versions can no longer be read. */
const formatVersion = 2;

/** Far more than all extensions on PyPI need. */
export const maxBytes = 64 * 2 ** 20;
const limits = { packages: 50_000, units: 500_000, names: 200_000, uses: 50_000_000 };

/** `UsageIndex` as JSON, with indices into tables. */
interface Packed {
  format: "capidiff-usage";
  version: typeof formatVersion;
  sources: UsageSource[];
  /** All names, sorted. */
  names: string[];
  tools: string[];
  builds: [abi: Abi, version: string | null][];
  headers: HeaderNames[];
  foreign: string[];
  packages: PackedPackage[];
}
type PackedPackage = [name: string, version: string, project: string, pypi: string | null, units: PackedUnit[]];
/**
 * `build` is -1 if unknown and -2 for sources; `tool` is -1 for none; `gaps` are differences between ascending
 * indices of names, most of them small.
 */
type PackedUnit = [path: string, build: number, tool: number, gaps: number[]];

const [unknownBuild, source] = [-1, -2];

/** One line per package, so that files can be diffed. */
export function writeUsage(index: UsageIndex): string {
  const units = index.packages.flatMap((one) => one.units);
  const names = [...new Set(units.flatMap(({ uses }) => uses))].sort();
  const places = new Map(names.map((name, place) => [name, place]));
  const tools = [...new Set(units.flatMap(({ tool }) => tool ?? []))].sort();
  const builds = [
    ...new Set(units.flatMap(({ build }) => (build ? [JSON.stringify([build.abi, build.version])] : []))),
  ];
  const packUnit = ({ path, kind, build, tool, uses }: UsageUnit): PackedUnit => [
    path,
    kind === "source" ? source : build ? builds.indexOf(JSON.stringify([build.abi, build.version])) : unknownBuild,
    tool === null ? -1 : tools.indexOf(tool),
    gapsOf(uses.map((name) => places.get(name) as number)),
  ];
  const { sources, headers, foreign } = index;
  const head = { format: "capidiff-usage", version: formatVersion, sources, names, tools };
  const rest = { builds: builds.map((build) => JSON.parse(build)), headers, foreign };
  const packages = index.packages.map((one): PackedPackage => {
    const { name, version, project, pypi } = one;
    return [name, version, project, pypi, one.units.map(packUnit)];
  });
  const lines = packages.map((one) => JSON.stringify(one)).join(",\n");
  return `${JSON.stringify({ ...head, ...rest }).slice(0, -1)},"packages":[\n${lines}\n]}\n`;
}

function gapsOf(places: number[]): number[] {
  let at = -1;
  return places
    .sort((a, b) => a - b)
    .map((place) => {
      const gap = place - at - 1;
      at = place;
      return gap;
    });
}

/** @throws CapidiffError `invalid-usage`, with the position of the error */
export function readUsage(bytes: Uint8Array, file: string): UsageIndex {
  const invalid = (what: string) => new CapidiffError("invalid-usage", `${file}: ${what}.`, { file });
  if (bytes.length > maxBytes) throw invalid(`it is larger than ${maxBytes / 2 ** 20} MB`);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw invalid(`it is not JSON: ${(error as Error).message}`);
  }
  const reader = new Reader(invalid);
  return reader.index(value);
}

class Reader {
  readonly #invalid: (what: string) => CapidiffError;
  #uses = 0;
  #units = 0;

  constructor(invalid: (what: string) => CapidiffError) {
    this.#invalid = invalid;
  }

  index(value: unknown): UsageIndex {
    const packed = this.#object(value, "the file") as Partial<Packed>;
    if (packed.format !== "capidiff-usage")
      throw this.#invalid('it is not an index of usage: "format" is not "capidiff-usage"');
    if (packed.version !== formatVersion) {
      throw this.#invalid(`its version is ${JSON.stringify(packed.version)}, but this capidiff reads ${formatVersion}`);
    }
    const names = this.#list(packed.names, "names", limits.names, (name, where) => this.#text(name, where, used));
    const tools = this.#list(packed.tools, "tools", 10_000, (tool, where) => this.#text(tool, where, printable));
    const builds = this.#list(packed.builds, "builds", 1000, (build, where) => this.#build(build, where));
    const unsorted = names.findIndex((name, index) => index > 0 && name <= (names[index - 1] as string));
    if (unsorted >= 0) throw this.#invalid(`names[${unsorted}] is not after the name before it`);
    const tables = { names, tools, builds };
    return {
      sources: this.#list(packed.sources, "sources", 1000, (one, where) => {
        const source = this.#object(one, where);
        return {
          title: this.#text(source.title, `${where}.title`, printable),
          date: this.#text(source.date, `${where}.date`, date),
        };
      }),
      headers: this.#list(packed.headers, "headers", 100, (one, where) => this.#headers(one, where)),
      foreign: this.#list(packed.foreign, "foreign", limits.names, (name, where) =>
        this.#text(name, where, identifier),
      ),
      packages: this.#list(packed.packages, "packages", limits.packages, (one, where) =>
        this.#package(one, where, tables),
      ),
    };
  }

  #package(value: unknown, where: string, tables: Tables): UsagePackage {
    const [name, version, project, pypi, units] = this.#list(value, where, 5, (part) => part);
    return {
      name: this.#text(name, `${where}[0]`, printable),
      version: this.#text(version, `${where}[1]`, printable),
      project: this.#text(project, `${where}[2]`, printable),
      pypi: pypi === null ? null : this.#text(pypi, `${where}[3]`, printable),
      units: this.#list(units, `${where}[4]`, limits.units, (unit, where) => this.#unit(unit, where, tables)),
    };
  }

  #unit(value: unknown, where: string, { names, tools, builds }: Tables): UsageUnit {
    if (++this.#units > limits.units) throw this.#invalid(`it has more than ${limits.units} modules`);
    const [path, build, tool, gaps] = this.#list(value, where, 4, (part) => part);
    if (path !== "") this.#text(path, `${where}[0]`, printable);
    const at = (place: unknown, table: readonly unknown[], lowest: number, where: string): number => {
      if (Number.isInteger(place) && Number(place) >= lowest && Number(place) < table.length) return Number(place);
      throw this.#invalid(`${where} is ${shown(place)}, which is not an index of its table`);
    };
    const buildAt = at(build, builds, source, `${where}[1]`);
    const toolAt = at(tool, tools, -1, `${where}[2]`);
    const list = this.#array(gaps, `${where}[3]`, names.length);
    this.#uses += list.length;
    if (this.#uses > limits.uses) throw this.#invalid(`it has more than ${limits.uses} uses`);
    let last = -1;
    const uses = list.map((gap) => {
      if (typeof gap !== "number" || gap < 0) return undefined;
      last += gap + 1;
      return names[last];
    });
    const wrong = uses.indexOf(undefined);
    if (wrong >= 0) throw this.#invalid(`${where}[3][${wrong}] is ${shown(list[wrong])}, which leads to no name`);
    return {
      path: String(path),
      kind: buildAt === source ? "source" : "module",
      build: builds[buildAt] ?? null,
      tool: tools[toolAt] ?? null,
      uses: uses as string[],
    };
  }

  #build(value: unknown, where: string): NonNullable<UsageUnit["build"]> {
    const [abi, version] = this.#list(value, where, 2, (part) => part);
    const known = abis.find((one) => one === abi);
    if (known === undefined) throw this.#invalid(`${where}[0] is ${shown(abi)}; expected one of ${abis.join(", ")}`);
    return { abi: known, version: version === null ? null : this.#text(version, `${where}[1]`, series) };
  }

  #headers(value: unknown, where: string): HeaderNames {
    const one = this.#object(value, where);
    const makers = Object.entries(this.#object(one.makers, `${where}.makers`));
    if (makers.length > limits.names) throw this.#invalid(`${where}.makers has more than ${limits.names} names`);
    return {
      series: this.#text(one.series, `${where}.series`, series),
      ref: this.#text(one.ref, `${where}.ref`, printable),
      commit: this.#text(one.commit, `${where}.commit`, commitId),
      makers: Object.fromEntries(
        makers.map(([name, list]) => [
          this.#text(name, `${where}.makers`, identifier),
          this.#list(list, `${where}.makers.${name}`, 100_000, (maker, where) => this.#text(maker, where, identifier)),
        ]),
      ),
      unseen: this.#list(one.unseen, `${where}.unseen`, limits.names, (name, where) =>
        this.#text(name, where, identifier),
      ),
    };
  }

  #object(value: unknown, where: string): Record<string, unknown> {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    throw this.#invalid(`${where} is not an object`);
  }

  #array(value: unknown, where: string, limit: number): unknown[] {
    if (!Array.isArray(value)) throw this.#invalid(`${where} is not a list`);
    if (value.length > limit) throw this.#invalid(`${where} has more than ${limit} entries`);
    return value;
  }

  #list<T>(value: unknown, where: string, limit: number, read: (item: unknown, where: string) => T): T[] {
    return this.#array(value, where, limit).map((item, index) => read(item, `${where}[${index}]`));
  }

  #text(value: unknown, where: string, { pattern, name }: Kind): string {
    if (typeof value === "string" && pattern.test(value)) return value;
    throw this.#invalid(`${where} is ${shown(value)}; expected ${name}`);
  }
}

interface Tables {
  names: readonly string[];
  tools: readonly string[];
  builds: readonly NonNullable<UsageUnit["build"]>[];
}

/** A kind of text. */
interface Kind {
  pattern: RegExp;
  /** For errors. */
  name: string;
}

const identifier: Kind = { pattern: /^[A-Za-z_]\w{0,254}$/, name: "a C identifier" };
const used: Kind = { pattern: /^[\w./-]{1,512}$/, name: "a symbol, a member as PyObject.ob_type, or a header" };
const series: Kind = { pattern: /^3\.\d{1,2}$/, name: "a series such as 3.13" };
const printable: Kind = { pattern: /^\P{Cc}{1,500}$/u, name: "1 to 500 characters without control characters" };
const date: Kind = { pattern: /^\d{4}-\d\d-\d\d$/, name: "a date such as 2026-11-27" };
const commitId: Kind = { pattern: /^[0-9a-f]{40}$/, name: "a commit id of 40 hex digits" };

const shown = (value: unknown) => (JSON.stringify(value) ?? "missing").slice(0, 60);
