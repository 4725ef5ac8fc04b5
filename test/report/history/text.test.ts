import { expect, test } from "vitest";
import type { Stretch } from "../../../src/history/model.ts";
import { historyText } from "../../../src/report/history/text.ts";
import type { HistoryReport } from "../../../src/report/history/users.ts";
import type { Hits } from "../../../src/usage/hits.ts";

const release = (version: string) => ({ ref: `v${version}`, version });
const facts = {
  type: "PyObject *",
  offset: 24,
  size: 8,
  opaque: false,
  header: "Include/a.h",
  surface: "public",
  tier: "public",
} as const;
const stretches: Stretch[] = [
  { from: release("3.8.0"), to: release("3.9.2"), releases: 3, facts, restored: false, changes: [] },
  {
    from: release("3.10.0"),
    to: release("3.10.0"),
    releases: 1,
    facts: null,
    restored: false,
    changes: [
      {
        id: "0123456789ab",
        rule: "member-removed",
        topic: "layout",
        subject: { kind: "struct", name: "PyBox" },
        member: "lid",
        tier: "public",
        source: "breaking",
        binary: "breaking",
        message: "The member lid is gone.",
        hint: "Use PyBox_GetLid.",
      },
    ],
  },
  {
    from: release("3.11.0"),
    to: release("3.12.0"),
    releases: 2,
    facts: { ...facts, offset: null, size: null, opaque: true },
    restored: true,
    changes: [],
  },
];

const none: Hits = { packages: 0, author: 0, tools: {}, headers: 0, names: [] };
const usage = { sources: [{ title: "Wheels", date: "2026-11-27" }], packages: 20, modules: 30 };

test("lists the targets, the stretches with their changes, doubts, users and missing versions", () => {
  const history: HistoryReport = {
    schemaVersion: 1,
    rulesetVersion: 1,
    subject: { kind: "member", name: "PyBox", member: "lid" },
    complete: false,
    missing: ["v3.13.0"],
    histories: [
      {
        targets: [
          { abi: "cp", platform: "linux_x86_64" },
          { abi: "cpt", platform: "linux_x86_64" },
          { abi: "cp", platform: "win32" },
        ],
        complete: false,
        doubts: ["v3.8.0"],
        stretches,
      },
    ],
    usedBy: { packages: 3, author: 1, tools: { Cython: 2 }, headers: 0, names: ["spam", "eggs"] },
    usage,
  };
  expect(historyText(history)).toBe(`PyBox.lid on linux_x86_64 (cp and cpt); win32 (cp)

  3.8.0 to 3.9.2 (3 versions): offset 24, 8 bytes, PyObject *, Include/a.h

  3.10.0 (1 version): not there
    member-removed  0123456789ab  The member lid is gone. Use PyBox_GetLid.

  3.11.0 to 3.12.0 (2 versions): restored: offset ?, size unknown, PyObject *, internal, Include/a.h

  Not understood in full: v3.8.0; see \`capidiff manifest\`.

  Used by 3 packages (1 by their authors, 2 by Cython alone): spam, eggs and 1 more; among 20 packages: Wheels (2026-11-27)

Not in the index yet: v3.13.0
`);
});

test("says that there are no users, or that they are unknown", () => {
  const subject = { kind: "symbol", name: "PyA" } as const;
  const history = { schemaVersion: 1, rulesetVersion: 1, subject, complete: true, missing: [], histories: [], usage };
  expect(historyText({ ...history, usedBy: none })).toContain("Used by none among 20 packages: Wheels (2026-11-27)");
  expect(historyText({ ...history, usedBy: null })).toContain("Users not known, since modules import no macros");
});
