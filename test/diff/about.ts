import { expect } from "vitest";
import { namesOf } from "../../src/check/subject.ts";
import { changesAbout, compared, diffManifests } from "../../src/diff/diff.ts";
import type { Change } from "../../src/diff/model.ts";
import type { Manifest } from "../../src/manifest/model.ts";

/** Expects that the changes of some names, found by themselves, are those of the diff; by default of each name alone. */
export function expectSameAbout(from: Manifest, to: Manifest, sets?: readonly (readonly string[])[]): void {
  const { changes } = diffManifests(from, to);
  const comparison = compared(from, to);
  for (const names of sets ?? [...new Set(changes.flatMap(namesOf))].map((name) => [name])) {
    const isAbout = (change: Change) => namesOf(change).some((name) => names.includes(name));
    expect(changesAbout(comparison, names).filter(isAbout), names.join()).toEqual(changes.filter(isAbout));
  }
}
