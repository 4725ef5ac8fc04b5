import { CapidiffError } from "../errors.ts";
import type { ManifestStruct } from "../manifest/model.ts";
import { entryOf } from "./entries.ts";
import { factsAt, memberAt, structNamed } from "./facts.ts";
import type { TargetLine } from "./history.ts";
import type { Stop } from "./line.ts";
import type { MemberFacts, ReleaseName } from "./model.ts";

/** A number that a program needs of a version: a size, an offset or a value; the first of its spellings that is there. */
export interface Fact {
  /** As it was asked for. */
  name: string;
  spellings: Spelling[];
}

type Spelling =
  | { kind: "size"; struct: string }
  | { kind: "offset"; struct: string; path: string[] }
  | { kind: "value"; symbol: string };

/** Versions of one target in which all facts are the same. */
export interface OffsetRow {
  target: { abi: string; platform: string };
  from: ReleaseName;
  to: ReleaseName;
  /** How many versions they are. */
  releases: number;
  /** In the order of the facts: bytes of a size or an offset; a value as decimal text where it passes 2^53; null where none is there. */
  values: (number | string | null)[];
}

/**
 * Reads `size(PyObject)`, `PyThreadState.frame` or `PY_VERSION_HEX`. Other spellings come after a bar; one without a struct
 * is a member of the same: `PyThreadState.frame | cframe | current_frame`.
 * @throws CapidiffError `invalid-request`
 */
export function parseFact(text: string): Fact {
  let struct: string | null = null;
  const spellings = text.split("|").map((part): Spelling => {
    const word = part.trim();
    const [, sized] = /^size\((\w+)\)$/.exec(word) ?? [];
    if (sized !== undefined) return { kind: "size", struct: sized };
    if (!/^\w+(\.\w+)*$/.test(word)) {
      const message = `${JSON.stringify(text.slice(0, 200))} is no fact: write size(PyObject), PyObject.ob_type or NAME.`;
      throw new CapidiffError("invalid-request", message);
    }
    const [first = "", ...path] = word.split(".");
    if (path.length > 0) {
      struct = first;
      return { kind: "offset", struct: first, path };
    }
    return struct === null ? { kind: "value", symbol: first } : { kind: "offset", struct, path: [first] };
  });
  return { name: text.trim(), spellings };
}

/** The facts of each target over its versions; neighbours with equal facts are one row. */
export function offsetsOf(facts: readonly Fact[], lines: readonly TargetLine[]): OffsetRow[] {
  return lines.flatMap(({ target: { abi, platform }, stops }) => {
    const rows: OffsetRow[] = [];
    for (const stop of stops) {
      const name = { ref: stop.ref, version: stop.version };
      const values = facts.map(({ spellings }) => firstOf(spellings, stop));
      const last = rows.at(-1);
      if (last && values.every((value, i) => value === last.values[i])) {
        last.to = name;
        last.releases++;
      } else rows.push({ target: { abi, platform }, from: name, to: name, releases: 1, values });
    }
    return rows;
  });
}

function firstOf(spellings: readonly Spelling[], stop: Stop): number | string | null {
  for (const spelling of spellings) {
    const value = valueIn(spelling, stop);
    if (value !== null) return value;
  }
  return null;
}

function valueIn(spelling: Spelling, stop: Stop): number | string | null {
  switch (spelling.kind) {
    case "size": {
      const found = structNamed(stop, spelling.struct);
      return found === undefined ? null : entryOf<ManifestStruct>(found).size;
    }
    case "offset": {
      const facts = memberAt(stop, spelling.struct, spelling.path)?.facts as MemberFacts | undefined;
      return facts?.offset ?? null;
    }
    case "value": {
      const facts = factsAt(stop, { kind: "symbol", name: spelling.symbol })?.facts;
      const value = facts !== undefined && "value" in facts ? facts.value : null;
      return value === null || !Number.isSafeInteger(Number(value)) ? value : Number(value);
    }
  }
}
