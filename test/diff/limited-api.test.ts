import { describe, expect, test } from "vitest";
import { diffManifests } from "../../src/diff/diff.ts";
import type { Manifest, ManifestSymbol } from "../../src/manifest/model.ts";
import { func, macro, manifest, struct, typedef } from "./manifests.ts";

const inside = (since: string) => func("PyFoo", { tier: "limited", limitedApi: { since } });
const outside = func("PyFoo");

/** The rules that report a name which is outside of the limited API in one version and inside in the other. */
function rulesOf(before: string, after: string, since: string): string[] {
  const older = manifest({ version: before, symbols: [outside] });
  const newer = manifest({ version: after, symbols: [inside(since)] });
  const rules = diffManifests(older, newer).changes.map(({ rule }) => rule);
  const back = diffManifests(newer, older).changes.map(({ rule }) => rule.replace("removed", "added"));
  expect(back.sort()).toEqual([...rules].sort());
  return rules.sort();
}

const joined = ["limited-api-added", "tier-changed"];

describe("a name joins the limited API", () => {
  test("if both versions have a list of it, or neither has", () => {
    expect(rulesOf("3.10.0", "3.11.0", "3.2")).toEqual(joined);
    expect(rulesOf("3.8.0", "3.9.0", "3.2")).toEqual(joined);
  });

  test("if the later version shows it only for its own or a later Py_LIMITED_API", () => {
    expect(rulesOf("3.9.2", "3.11.2", "3.10")).toEqual(joined);
  });

  test("if the header of the earlier version itself hid it: a constant beside names that it shows", () => {
    const version = (version: string, since: string | null, other = "Include/object.h") =>
      manifest({
        version,
        symbols: [
          macro("Py_bf_get", { limitedApi: since === null ? null : { since } }),
          func("PyBar", { limitedApi: { since: "3.2" }, header: other }),
        ],
      });
    const rules = (from: ReturnType<typeof version>, to: ReturnType<typeof version>) =>
      diffManifests(from, to).changes.map(({ rule }) => rule);
    expect(rules(version("3.9.2", null), version("3.11.2", "3.2"))).toContain("limited-api-added");
    expect(rules(version("3.9.2", null, "Include/x.h"), version("3.11.2", "3.2", "Include/x.h"))).toEqual([]);
  });

  test("but not if neither has a list and a macro is as before, so that only its neighbours can have changed", () => {
    const version = (version: string, since: string | null, body = "x % 8") =>
      manifest({ version, symbols: [macro("SHIFT", { body, limitedApi: since === null ? null : { since } })] });
    const rules = (before: Manifest, after: Manifest) =>
      diffManifests(before, after, { rule: ["limited-api-added"] }).changes.map(({ rule }) => rule);
    expect(rules(version("3.7.4", null), version("3.9.2", "3.2"))).toEqual([]);
    expect(rules(version("3.7.4", null, "PyFoo_Bar(x)"), version("3.9.2", "3.2"))).toEqual(["limited-api-added"]);
  });

  test("but not if a list contradicts the evidence of a version without one", () => {
    expect(rulesOf("3.9.2", "3.11.2", "3.2")).toEqual([]);
    expect(rulesOf("3.9.2", "3.11.2", "3.9")).toEqual([]);
  });
});

test("a macro leaves or joins the limited API if all that it uses is there", () => {
  const rulesOf = (used: string, since: string | null) => {
    const others = [func(used, { limitedApi: since === null ? null : { since } })];
    const shown = macro("PyFoo_GET", { params: ["o"], body: "PyFoo_Of(o)", limitedApi: { since: "3.2" } });
    const from = manifest({ version: "3.13.0", symbols: [shown, ...others] });
    const hidden = manifest({ version: "3.14.0", symbols: [{ ...shown, limitedApi: null }, ...others] });
    return diffManifests(from, hidden, { rule: ["limited-api-removed"] }).changes.map(({ rule }) => rule);
  };
  expect(rulesOf("PyFoo_Of", "3.2")).toEqual(["limited-api-removed"]);
  expect(rulesOf("PyFoo_Of", null)).toEqual([]);
  expect(rulesOf("PyFoo_Other", null)).toEqual(["limited-api-removed"]);
});

test("a version that has no limited API at all, before PEP 384, is one change instead of one for each name", () => {
  const names = (before: string, after: string) => {
    const older = manifest({ version: before, symbols: [outside] });
    const newer = manifest({ version: after, symbols: [inside("3.2")] });
    return [diffManifests(older, newer), diffManifests(newer, older)].map(({ changes }) =>
      changes.map(({ rule, subject }) => `${rule} ${subject.name}`),
    );
  };
  const [came, went] = [["limited-api-added Include/Python.h"], ["limited-api-removed Include/Python.h"]];
  expect(names("2.7.18", "3.6.0")).toEqual([came, went]);
  expect(names("3.1.0", "3.2.0")).toEqual([came, went]);
  expect(names("3.2.0", "3.3.0")).toEqual([
    ["limited-api-added PyFoo", "tier-changed PyFoo"],
    ["limited-api-removed PyFoo", "tier-changed PyFoo"],
  ]);
});

test("a free-threaded build has a limited API from 3.15 on (PEP 803)", () => {
  const build = (minor: number, symbols: ManifestSymbol[]) =>
    manifest({
      version: `3.${minor}.0`,
      target: { abi: `cp3${minor}t`, platform: "linux_x86_64", limitedApi: null },
      symbols,
    });
  const rules = (from: Manifest, to: Manifest) =>
    diffManifests(from, to).changes.map(({ rule, subject }) => `${rule} ${subject.name}`);
  expect(rules(build(13, [outside]), build(14, [inside("3.14")]))).toEqual([]);
  expect(rules(build(13, [inside("3.2")]), build(14, [inside("3.3")]))).toEqual([]);
  expect(rules(build(14, [outside]), build(15, [inside("3.15")]))).toEqual(["limited-api-added Include/Python.h"]);
  expect(rules(build(15, [outside]), build(16, [inside("3.16")]))).toContain("limited-api-added PyFoo");
});

test("the tier of a struct whose members are outside of the limited API is told as that of its name", () => {
  const version = (tier: "limited" | "public", since: string | null) =>
    manifest({
      symbols: [typedef("PyFoo", { tier, type: "struct foo", limitedApi: since === null ? null : { since } })],
      structs: [struct("PyFoo", { tag: "foo", tier: "public" })],
    });
  const changes = diffManifests(version("public", null), version("limited", "3.13")).changes;
  expect(changes.find(({ rule }) => rule === "tier-changed")?.message).toBe(
    "The struct PyFoo is limited; it was public.",
  );
});

describe("which limited API a name joined", () => {
  const messageFor = (versions: [string, string], since: string, listed: string | null = null, abi = "cp") => {
    const joining = { ...inside(since), stableAbi: { added: listed } };
    const [from, to] = versions.map((version, index) =>
      manifest({
        version,
        target: { abi: `cp3${version.split(".")[1]}${abi.slice(2)}`, platform: "linux_x86_64", limitedApi: null },
        symbols: [index === 0 ? outside : joining],
      }),
    ) as [Manifest, Manifest];
    const added = diffManifests(from, to).changes.find(({ rule }) => rule === "limited-api-added");
    return added?.message.replace("The function PyFoo joined the limited API", "");
  };

  test("is what its header guards it with", () => {
    expect(messageFor(["3.14.0", "3.15.0"], "3.15")).toBe(" of 3.15 and up.");
    expect(messageFor(["3.14.0a1", "3.15.0"], "3.14")).toBe(" of 3.14 and up.");
    expect(messageFor(["3.14.0a1", "3.14.0"], "3.14")).toBe(" of 3.14 and up.");
  });

  test("is the one that the list of the stable ABI gives, though the header shows it earlier", () => {
    expect(messageFor(["3.11.2", "3.12.0"], "3.2", "3.12")).toBe(
      " of 3.12 and up; its header shows it to older ones too.",
    );
    expect(messageFor(["3.9.2", "3.11.2"], "3.10", "3.7")).toBe(" of 3.10 and up.");
  });

  test("is at least the first one that free-threaded builds have", () => {
    expect(messageFor(["3.15.0a1", "3.15.0"], "3.2", null, "cpt")).toBe(" of 3.15 and up.");
    expect(messageFor(["3.15.0", "3.16.0"], "3.2", null, "cpt")).toBe("; its header does not say of which version.");
  });

  test("is unknown without a guard or a list", () => {
    expect(messageFor(["3.14.0", "3.15.0"], "3.2")).toBe("; its header does not say of which version.");
    expect(messageFor(["3.15.0a1", "3.15.0"], "3.2")).toBe("; its header does not say of which version.");
    expect(messageFor(["3.11.2", "3.12.0"], "3.11")).toBe("; its header shows it for 3.11 and up.");
  });
});

test("a name shown for an older limited API is not said to be in it", () => {
  const shown = (since: string) => manifest({ symbols: [inside(since)] });
  expect(diffManifests(shown("3.10"), shown("3.2")).changes).toMatchObject([
    { message: "The function PyFoo is shown for the limited API of 3.2 and up, not 3.10." },
  ]);
});
