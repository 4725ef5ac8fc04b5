/** Compares a manifest with the compilers' view of the same headers, entry by entry. */
import { isDeepStrictEqual } from "node:util";
import type { Manifest, ManifestMember, Surface, Tier } from "../../../src/manifest/model.ts";
import type { Truth } from "./judge.ts";
import { declaredNames, type LimitedNames, noNames } from "./limited-names.ts";
import { cTokens } from "./preprocessed.ts";
import type { Location, TruthMember } from "./truth.ts";

export const kinds = ["function", "variable", "typedef", "enumerator", "enum", "macro", "struct", "layout"] as const;
export type Kind = (typeof kinds)[number];

export interface Disagreement {
  kind: Kind;
  name: string;
  /** The difference of the two entries; `null` stands for no entry. */
  ours: unknown;
  theirs: unknown;
  /** `Include/…:line` of the judges' entry, else of ours. */
  where: string;
}

export interface Comparison {
  agreed: Record<Kind, number>;
  total: Record<Kind, number>;
  disagreements: Disagreement[];
  /** Entries of headers that no compiler accepts, by header: they cannot be judged. */
  unjudged: Map<string, number>;
}

type Facts = Record<string, unknown>;

/** `limited` is null if the limited API was not examined: tiers and versions are then left out. */
export function compare(
  manifest: Manifest,
  truth: Truth,
  limited: LimitedNames | null,
  asked: readonly Kind[] = kinds,
): Comparison {
  const count = () => Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>;
  const result: Comparison = { agreed: count(), total: count(), disagreements: [], unjudged: new Map() };
  const skip = unjudged(truth);
  const leftOut = leftOutHeaders(manifest, skip.declarations);
  const unasked = limited === null ? ["tier", "since"] : [];
  // Before 3.10 a tree has no list of the limited API: that headers show a name does not say that it was meant.
  const hasList = Number(manifest.version.split(".")[1]) >= 10;
  const isNotMeant = (our: Facts) => !hasList && (our.since ?? null) === null && our.tier !== "limited";

  const judge = (kind: Kind, ours: Map<string, Facts>, theirs: Map<string, Facts>) => {
    for (const name of new Set([...theirs.keys(), ...ours.keys()])) {
      const our = ours.get(name);
      const their = theirs.get(name);
      const header = String((our ?? their)?.header);
      if (!their ? skip[kind === "macro" ? "macros" : "declarations"].has(header) : !our && leftOut.has(header)) {
        result.unjudged.set(header, (result.unjudged.get(header) ?? 0) + 1);
        continue;
      }
      result.total[kind]++;
      const left = our && their && isNotMeant(our) ? [...unasked, "tier", "since"] : unasked;
      const differing = our && their ? differences(name, our, their, left) : null;
      if (differing?.length === 0) {
        result.agreed[kind]++;
        continue;
      }
      const place = { ...our, ...their } as Facts;
      const [narrowOurs, narrowTheirs] = differing ? narrow(our as Facts, their as Facts, differing) : [our, their];
      const where = `${place.header}:${place.line}`;
      result.disagreements.push({ kind, name, ours: narrowOurs ?? null, theirs: narrowTheirs ?? null, where });
    }
  };

  const theirs = expectations(truth, limited ?? noNames());
  const ours = entries(manifest);
  // Headers before 3.9 mark what is exported on Windows alone: elsewhere PyAPI_FUNC leaves nothing for a compiler to see.
  const marked = [...theirs.function.values(), ...theirs.variable.values()];
  if (!marked.some(({ exported }) => exported === true)) unasked.push("exported");
  for (const kind of asked) judge(kind, ours[kind], theirs[kind]);
  return result;
}

/** Headers that only units which a compiler rejects bring in: what stands in them is no truth. */
export function unjudged(truth: Truth): { declarations: Set<string>; macros: Set<string> } {
  const surfaces = [truth.public, truth.internal].filter((surface) => surface !== null);
  const judged = new Set(surfaces.flatMap((surface) => [...surface.judged]));
  const rejected = surfaces.flatMap((surface) => surface.rejected);
  const brought = (list: typeof rejected) =>
    new Set(list.flatMap(({ brought }) => [...brought]).filter((header) => !judged.has(header)));
  return {
    declarations: brought(rejected),
    macros: brought(rejected.filter(({ stage }) => stage === "preprocessing")),
  };
}

/** Headers that no compiler takes and that the manifest leaves out as a whole, with the macros that compilers see, and says so. */
function leftOutHeaders({ diagnostics }: Manifest, rejected: ReadonlySet<string>): Set<string> {
  const isLeftOut = ({ code, header }: Manifest["diagnostics"][number]) =>
    code === "header-not-self-contained" && rejected.has(header);
  return new Set(diagnostics.filter(isLeftOut).map(({ header }) => header));
}

/** The manifest's entries, reduced to what compilers can judge. */
function entries(manifest: Manifest): Record<Kind, Map<string, Facts>> {
  const found = noEntries();
  for (const symbol of manifest.symbols) {
    const { name, header, line, surface, tier } = symbol;
    const common = { header, line, surface, tier, since: symbol.limitedApi?.since ?? null };
    const deprecated = symbol.deprecated !== null;
    switch (symbol.kind) {
      case "macro":
        found.macro.set(name, { ...common, params: symbol.params, body: cTokens(symbol.body), value: symbol.value });
        continue;
      case "function":
      case "inline-function": {
        const { kind, returns, params, variadic, exported } = symbol;
        const signature = { returns, params: params.map(({ type }) => type), variadic };
        const names = params.map(({ name }) => name);
        found.function.set(name, { ...common, kind, ...signature, names, exported, deprecated });
        if (symbol.castMacro) found.macro.set(name, { header, line, cast: true });
        break;
      }
      case "variable":
        found.variable.set(name, { ...common, type: symbol.type, exported: symbol.exported, deprecated });
        break;
      case "typedef":
        found.typedef.set(name, { ...common, type: symbol.type, deprecated });
        break;
      case "enumerator":
        found.enumerator.set(name, { ...common, enum: symbol.enum, value: symbol.value });
    }
    const { macro } = symbol;
    if (macro) found.macro.set(name, { header, line, params: macro.params, body: cTokens(macro.body) });
  }
  for (const { name, header, line, surface, tier, tag, values } of manifest.enums) {
    found.enum.set(name, { header, line, surface, tier, tag, values });
  }
  for (const struct of manifest.structs) {
    const { name, header, line, surface, tier, kind, tag, typedefs, opaque, size, align, members } = struct;
    const since = struct.limitedApi?.since ?? null;
    const shape = members?.map(ourShape) ?? null;
    found.struct.set(name, { header, line, surface, tier, since, kind, tag, typedefs, opaque, members: shape });
    if (members) found.layout.set(name, { header, line, size, align, members: members.flatMap(ourPlaces) });
  }
  return found;
}

/** The entries that the manifest must have, by the compilers and the rule that a name has one entry. */
function expectations({ public: shown, internal }: Truth, limited: LimitedNames): Record<Kind, Map<string, Facts>> {
  const found = noEntries();
  const taken = new Set<string>();
  for (const [truth, surface] of [
    [shown, "public"],
    [internal, "internal"],
  ] as const) {
    if (truth === null) continue;
    const common = (name: string, { header, line }: Partial<Location>) => {
      const tier = tierOf(name, surface, limited.own.has(name));
      return { header, ...(line === undefined ? {} : { line }), surface, tier, since: limited.since.get(name) ?? null };
    };
    const add = <T extends Partial<Location>>(kind: Kind, entries: Map<string, T>, facts: (entry: T) => Facts) => {
      for (const [name, entry] of entries) {
        if (!taken.has(name)) found[kind].set(name, { ...common(name, entry), ...facts(entry) });
      }
    };
    add("function", truth.functions, ({ inline, returns, params, variadic, exported, deprecated }) => ({
      kind: inline ? "inline-function" : "function",
      returns,
      params: params.map(({ type }) => type),
      variadic,
      exported,
      deprecated,
      // castxml has the names of the first declaration, and the manifest those of the definition.
      ...(inline ? {} : { names: params.map(({ name }) => name) }),
    }));
    add("variable", truth.variables, ({ type, exported, deprecated }) => ({ type, exported, deprecated }));
    add("typedef", truth.typedefs, ({ type, deprecated }) => ({ type, deprecated }));
    add("enumerator", truth.enumerators, ({ enum: of, value }) => ({ enum: of, value }));
    const declared = declaredNames(truth);
    for (const [name, macro] of truth.macros) {
      if (taken.has(name)) continue;
      const { params } = macro;
      const body = cTokens(macro.body);
      const value = truth.values.has(name) ? { value: truth.values.get(name) } : {};
      if (!declared.has(name)) found.macro.set(name, { ...common(name, macro), params, body, ...value });
      // One that expands to its own name is there for #ifdef, and no fact of its own.
      else if (body.join(" ") !== name) found.macro.set(name, { params, body });
    }
    for (const name of [...declared, ...truth.macros.keys()]) taken.add(name);
  }

  for (const [key, entry] of merged(shown.enums, internal?.enums, () => true)) {
    const { typedef, tag, header, line, values, surface } = entry;
    const name = typedef ?? tag ?? key;
    const tier = tierOf(name, surface, limited.own.has(name));
    found.enum.set(name, { header, line, surface, tier, tag, values });
  }
  for (const [key, entry] of merged(shown.structs, internal?.structs, ({ members }) => members !== null)) {
    const { header, line, surface, kind, tag, size, align, members } = entry;
    const typedefs = [...new Set([shown, internal].flatMap((truth) => truth?.structs.get(key)?.typedefs ?? []))];
    const name = typedefs[0] ?? tag ?? key;
    // The use of a tag does not show a typedef of the same name.
    const judged = typedefs.length > 0 ? [limited] : [limited, limited.tags];
    const tier = tierOf(
      name,
      surface,
      judged.some(({ own }) => own.has(name)),
    );
    const since = judged.flatMap(({ since }) => since.get(name) ?? [])[0] ?? null;
    const opaque = surface === "public" && shown.structs.get(key)?.members === null;
    const shape = members?.map(theirShape) ?? null;
    const facts = { header, line, surface, tier, since, kind, tag, typedefs: typedefs.sort(), opaque, members: shape };
    // Of a tag and a typedef of the same name for another struct, the one that is complete.
    if (found.layout.has(name)) continue;
    found.struct.set(name, facts);
    if (members) found.layout.set(name, { header, line, size, align, members: members.flatMap(theirPlaces) });
  }
  return found;
}

/** Tags of both surfaces: the public one's entry, save where only the internal one has what is asked for. */
function merged<T>(
  shown: Map<string, T>,
  internal: Map<string, T> | undefined,
  isWhole: (entry: T) => boolean,
): [string, T & { surface: Surface }][] {
  return [...new Set([...shown.keys(), ...(internal?.keys() ?? [])])].map((key) => {
    const [first, second] = [shown.get(key), internal?.get(key)];
    const entry = (first && isWhole(first) ? first : second && isWhole(second) ? second : (first ?? second)) as T;
    return [key, { ...entry, surface: first ? "public" : "internal" }];
  });
}

/** Tiers, first match wins (docs/glossary.md). */
function tierOf(name: string, surface: Surface, isLimited: boolean): Tier {
  if (surface === "internal") return "internal";
  if (name.startsWith("PyUnstable_")) return "unstable";
  if (name.startsWith("_")) return "private";
  return isLimited ? "limited" : "public";
}

function ourShape({ name, type, bitWidth, members }: ManifestMember): unknown {
  return [name, type, bitWidth ?? null, members?.map(ourShape) ?? null];
}

function theirShape({ name, type, bitWidth, members }: TruthMember): unknown {
  return [name, type, bitWidth, members?.map(theirShape) ?? null];
}

/** Name, place in bits, and size in bytes, which for a bit-field means nothing. */
function ourPlaces({ name, offset, size, bitOffset, members }: ManifestMember): unknown[] {
  const place = bitOffset ?? (offset === null ? null : offset * 8);
  return [[name, place, bitOffset === undefined ? size : null], ...(members?.flatMap(ourPlaces) ?? [])];
}

function theirPlaces({ name, offset, size, bitWidth, members }: TruthMember): unknown[] {
  return [[name, offset, bitWidth === null ? size : null], ...(members?.flatMap(theirPlaces) ?? [])];
}

function noEntries(): Record<Kind, Map<string, Facts>> {
  return Object.fromEntries(kinds.map((kind) => [kind, new Map()])) as Record<Kind, Map<string, Facts>>;
}

function differences(name: string, ours: Facts, theirs: Facts, unasked: string[]): string[] {
  if (!ours.cast) {
    return Object.keys(theirs).filter((key) => !unasked.includes(key) && !isDeepStrictEqual(ours[key], theirs[key]));
  }
  // The manifest keeps no body of a macro that only casts: it must call its own name.
  const body = theirs.body as string[];
  return theirs.params !== null && body[body.indexOf(name) + 1] === "(" ? [] : ["body"];
}

/** Only what differs: of a list the elements from the first that differ on, and no more than two. */
function narrow(ours: Facts, theirs: Facts, keys: string[]): [Facts, Facts] {
  const narrowed: [Facts, Facts] = [{}, {}];
  for (const key of keys) {
    const [our, their] = [ours[key], theirs[key]];
    const lists = Array.isArray(our) && Array.isArray(their);
    const start = lists ? our.findIndex((element, index) => !isDeepStrictEqual(element, their[index])) : 0;
    const from = start === -1 ? (our as unknown[]).length : start;
    const name = lists ? `${key}[${from}…]` : key;
    narrowed[0][name] = lists ? our.slice(from, from + 2) : our;
    narrowed[1][name] = lists ? their.slice(from, from + 2) : their;
  }
  return narrowed;
}
