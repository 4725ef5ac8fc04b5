import { isConfigured } from "../cpython/pyconfig.ts";
import { resolveTarget } from "../cpython/resolve-target.ts";
import type { RawSurface } from "../cpython/surface-reading.ts";
import { type Abi, isLimited, isWithoutTarget, type Platform, type TargetRequest } from "../cpython/target.ts";
import type { SourceTree } from "../cpython/tree.ts";
import type { Version } from "../cpython/version.ts";
import type { ElsewhereName } from "./model.ts";
import { sortByName } from "./places.ts";
import { RefReader } from "./reader.ts";
import type { ManifestSession } from "./session.ts";
import type { DeclaredNames } from "./text-names.ts";
import { tierOf } from "./tier.ts";

/** Names that only `cptd` has are in one of these too, unless they require both. */
const builds: readonly Abi[] = ["cp", "cpd", "cpt"];

/** One platform per family: within a family only layouts differ. */
export const families: readonly Platform[] = ["linux_x86_64", "macosx_arm64", "win_amd64"];
/** `linux` for `linux_ppc64le`, `win` for `win32`. */
export const familyOf = (platform: Platform) => /^[a-z]+/.exec(platform)?.[0];

/** The public surface of another target. */
interface OtherReading {
  readonly reader: RefReader;
  readonly surface: RawSurface;
  readonly label: string;
}

/**
 * Names on the public surface of other targets that this one lacks according to `has`: other builds on the same
 * platform, the same build on other systems, and a build with `--with-trace-refs`, which is not an ABI of its own. A
 * limited API is the same on all. A tree with its own `pyconfig.h` has one target.
 * @param reader has read this target's surfaces, which decide what `has` gives
 */
export function readElsewhere(
  reader: RefReader,
  request: TargetRequest,
  tree: SourceTree,
  version: Version,
  session: ManifestSession,
  has: (name: string) => boolean,
): ElsewhereName[] {
  if (isLimited(request.abi) || isConfigured(tree)) return [];
  const readings = otherTargets(request, tree, version).map(({ abi, platform, label }): OtherReading => {
    const other = platform === request.platform ? reader : new RefReader(tree, { ...request, platform }, session);
    return { reader: other, surface: other.readRaw(abi, ""), label };
  });
  if (request.abi === "cp" || request.abi === "cpd") {
    const surface = reader.readRaw(request.abi, "#define Py_TRACE_REFS 1\n");
    readings.push({ reader, surface, label: "Py_TRACE_REFS" });
  }
  const replaced = readings.flatMap(({ surface }) => [...surface.replacements.values()]);
  const readers = new Set([reader, ...readings.map(({ reader }) => reader)]);
  const inputs = [
    [...tree.files.keys()].join("\n"),
    ...readings.map(({ label }) => label),
    ...[...readers].flatMap(({ identities }) => identities),
    ...replaced.filter(({ name }) => !has(name)),
  ];
  return session.elsewhere.of(inputs, () => sortByName(namesElsewhere(readings, has)));
}

function namesElsewhere(readings: readonly OtherReading[], has: (name: string) => boolean): ElsewhereName[] {
  const found = new Map<string, ElsewhereName>();
  const isWanted = (name: string) => !has(name);
  // The targets share most of their text, and the same text gives the same list.
  const unwanted = new Set<readonly DeclaredNames[]>();
  for (const { reader, surface, label } of readings) {
    for (const facts of reader.publicNames(surface, isWanted, unwanted).values()) {
      // Hand-written configuration (`PC/pyconfig.h`) is not API and not in every tree.
      if (!facts.header.startsWith("Include/")) continue;
      const known = found.get(facts.name);
      if (known) known.targets.push(label);
      else {
        const tier = tierOf(facts.name, "public", false);
        found.set(facts.name, { ...facts, surface: "public", tier, targets: [label] });
      }
    }
  }
  return [...found.values()];
}

function otherTargets({ abi, platform }: TargetRequest, tree: SourceTree, version: Version) {
  const others = [
    ...builds.filter((other) => other !== abi).map((other) => ({ abi: other, platform, label: other as string })),
    ...families
      .filter((other) => familyOf(other) !== familyOf(platform))
      .map((other) => ({ abi, platform: other, label: other as string })),
  ];
  return others.filter((other) => isKnown({ ...other, limitedApi: null }, tree, version));
}

function isKnown(request: TargetRequest, tree: SourceTree, version: Version): boolean {
  try {
    resolveTarget(request, tree, version);
    return true;
  } catch (error) {
    if (isWithoutTarget(error)) return false;
    throw error;
  }
}
