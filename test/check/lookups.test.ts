import { describe, expect, test } from "vitest";
import { jsonBytes } from "../../cache/json.ts";
import { Api } from "../../src/check/api.ts";
import { lookupsOf } from "../../src/check/lookups.ts";
import type { Use } from "../../src/check/use.ts";
import { outlineOf } from "../../src/history/outline.ts";
import { TargetIndex } from "../../src/history/target-index.ts";
import type { Manifest } from "../../src/manifest/model.ts";
import { enumeration, enumerator, func, macro, manifest, member, struct, typedef } from "../diff/manifests.ts";

/** Each struct is found on the way from the one before. */
const whole = manifest({
  symbols: [func("PyA_New", { params: [] }), macro("PyB"), typedef("PyC"), enumerator("PyE_ONE", { enum: "PyE" })],
  structs: [
    struct("PyA", { tag: "_a", members: [member("b", { type: "struct _b" }), member("size", { type: "int" })] }),
    struct("PyBObject", { tag: "_b", members: [member("c", { type: "PyC[4]" }), member("other", { type: "PyD" })] }),
    struct("PyC", { tag: "_c", typedefs: ["PyC"], members: [member("value", { type: "int" })] }),
    struct("PyD", { members: [member("value", { type: "int" })] }),
  ],
  enums: [enumeration("PyE", ["PyE_ONE"])],
});

const symbol = (name: string): Use => ({ kind: "symbol", name, place: null });
const memberOf = (struct: string, member: string): Use => ({
  kind: "member",
  struct,
  member,
  confidence: "certain",
  place: null,
});
const header = (header: string): Use => ({ kind: "header", header, place: null });

function outline(...uses: Use[]): Manifest {
  const index = new TargetIndex();
  index.take(index.record(whole, jsonBytes(whole)) as Buffer);
  return JSON.parse((outlineOf(index, whole, lookupsOf(uses)) as Buffer).toString());
}

describe("what is looked up for a use", () => {
  test.each([
    ...["PyA_New", "PyB", "PyC", "_a", "PyE", "PyE_ONE", "struct _b", "PyNone"].map(symbol),
    { ...symbol("PyA_New"), arguments: 3 } as Use,
    ...["size", "none", "b", "b.c", "b.c.value", "b.c.none", "b.other.value"].map((path) => memberOf("PyA", path)),
    memberOf("struct _a", "b.c.none"),
    memberOf("PyNone", "size"),
    ...["object.h", "cpython/../object.h", "none.h", "internal/pycore_foo.h", "pycore_bar.h"].map(header),
  ])("is enough to tell the presence of %o", (use) => {
    const [expected, found] = [new Api(whole), new Api(outline(use))].map((api) => api.presence(use, false));
    expect(found).toEqual(expected);
  });

  test("is little: only the structs on the way to a member", () => {
    const names = ({ structs }: Manifest) => structs.map(({ name }) => name);
    expect(names(outline(memberOf("PyA", "size")))).toEqual(["PyA"]);
    expect(names(outline(memberOf("PyA", "b.c.value")))).toEqual(["PyA", "PyBObject", "PyC"]);
    const { ref, version, symbols, headers } = outline(symbol("PyB"));
    expect({ ref, version, headers }).toEqual({ ref: whole.ref, version: whole.version, headers: [] });
    expect(symbols.map(({ name }) => name)).toEqual(["PyB"]);
  });
});
