import type { ElsewhereName, Manifest } from "../manifest/model.ts";
import { type Pairing, pairByName } from "./pair.ts";

/** Pairs the `elsewhere` names of two manifests for one target; other targets make no sense to compare. */
export function pairElsewhere(from: Manifest, to: Manifest): Pairing<ElsewhereName> {
  if (buildOf(from) !== buildOf(to)) return { removed: [], added: [], paired: [] };
  const byName = ({ elsewhere }: Manifest) => new Map(elsewhere.map((entry) => [entry.name, entry]));
  return pairByName(byName(from), byName(to), []);
}

/** Platform and ABI without the version and without the `m` used up to 3.7 (bpo-36707): `linux_x86_64 cpt`. */
const buildOf = ({ target: { platform, abi } }: Manifest) => `${platform} ${abi.replace(/\d+|m/g, "")}`;
