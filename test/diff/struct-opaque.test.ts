import { describe, expect, it } from "vitest";
import { diffManifests } from "../../src/diff/diff.ts";
import type { ManifestStruct } from "../../src/manifest/model.ts";
import { manifest, member, struct } from "./manifests.ts";

const members = [member("ob_size"), member("flag", { offset: 4, bitOffset: 32, bitWidth: 2 })];
const complete: Partial<ManifestStruct> = { size: 8, members };

/** PyFoo was complete as `was`; now the public surface only names it, and the internal headers may complete it as `is`. */
function becomesOpaque(is: Partial<ManifestStruct>, was = complete) {
  return diffManifests(
    manifest({ structs: [struct("PyFoo", { ...was, header: "Include/foo.h" })] }),
    manifest({ structs: [struct("PyFoo", { header: "Include/pytypedefs.h", ...is, opaque: true })] }),
  ).changes;
}

describe("struct-opaque", () => {
  it("says who completed it and who does now, if any", () => {
    expect(becomesOpaque({ members: null })).toMatchObject([
      { message: "The struct PyFoo, complete in Include/foo.h, is opaque: Include/pytypedefs.h only names it." },
    ]);
    expect(becomesOpaque({ ...complete, header: "Include/internal/pycore_foo.h", surface: "public" })).toMatchObject([
      {
        message:
          "The struct PyFoo, complete in Include/foo.h, is opaque: only Include/internal/pycore_foo.h completes it.",
      },
    ]);
  });

  it("always breaks the source", () => {
    expect(becomesOpaque(complete)).toMatchObject([{ rule: "struct-opaque", source: "breaking" }]);
  });

  const inner = (offset: number) => ({ ...complete, members: [member("u", { members: [member("i", { offset })] })] });
  it.each([
    ["compatible", "every member stayed", complete, complete],
    [
      "compatible",
      "members joined within the size",
      { ...complete, members: [...members, member("x", { offset: 6 })] },
      complete,
    ],
    ["risky", "the size changed", { ...complete, size: 16 }, complete],
    ["risky", "no header completes it", { size: null, members: null }, complete],
    [
      "risky",
      "the layout is not known",
      { ...complete, members: members.map((m) => ({ ...m, offset: null })) },
      complete,
    ],
    [
      "risky",
      "only the size of a member changed",
      { ...complete, members: [member("ob_size", { size: 8 }), ...members.slice(1)] },
      complete,
    ],
    ["breaking", "a member is gone", { ...complete, members: [member("ob_size")] }, complete],
    [
      "breaking",
      "a member moved",
      { ...complete, members: [member("flag"), member("ob_size", { offset: 4 })] },
      complete,
    ],
    [
      "breaking",
      "a bit-field moved",
      { ...complete, members: [member("ob_size"), member("flag", { offset: 4, bitOffset: 34, bitWidth: 2 })] },
      complete,
    ],
    ["breaking", "a member of a member moved", inner(4), inner(0)],
  ])("is binary %s where %s", (binary, _, is, was) => {
    expect(becomesOpaque(is, was)).toMatchObject([{ rule: "struct-opaque", binary }]);
  });

  it("is silent on a struct that was opaque, that stays complete, or that is internal", () => {
    expect(becomesOpaque({}, { opaque: true })).toEqual([]);
    const same = manifest({ structs: [struct("PyFoo")] });
    expect(diffManifests(same, same).changes).toEqual([]);
    const internal = manifest({ structs: [struct("PyFoo", { header: "Include/internal/pycore_foo.h" })] });
    expect(diffManifests(internal, manifest({ structs: [struct("PyFoo", { opaque: true })] })).changes).toEqual([]);
  });
});
