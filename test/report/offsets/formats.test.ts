import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type OffsetFormatName, offsetFormats } from "../../../src/report/offsets/formats.ts";
import { hard, offsetTable } from "./table.ts";

const folder = mkdtempSync(join(tmpdir(), "capidiff-offsets-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const render = (format: OffsetFormatName, table = hard, missing = -1, name = "py") =>
  offsetFormats[format].render(table, { name, missing });

describe("a table of offsets", () => {
  const small = offsetTable({ frame: "T.frame", "size(T)": "size(T)" }, [
    ["3.1.0-3.1.4", 4, 8],
    ["3.1.5", null, 16],
  ]);

  test("is CSV, with empty cells for missing facts", async () => {
    expect(await render("csv", small)).toBe(
      "abi,platform,from,to,versions,doubts,frame,size(T)\n" +
        "cp,linux_x86_64,3.1.0,3.1.4,2,,4,8\ncp,linux_x86_64,3.1.5,3.1.5,2,,,16\n",
    );
  });

  test("is YAML, by ranges", async () => {
    expect(parse(await render("yaml", small))).toMatchObject({
      facts: { frame: "T.frame" },
      ranges: [
        { abi: "cp", versions: ">=3.1.0,<=3.1.4", values: { frame: 4, "size(T)": 8 } },
        { versions: "==3.1.5", values: { frame: null } },
      ],
    });
  });

  test("is text, a column per range; a fact not understood has a question mark", async () => {
    const unclear = { ...small, rows: small.rows.map((row) => ({ ...row, doubts: ["frame"] })) };
    expect(await render("text", unclear)).toBe(
      [
        "cp on linux_x86_64",
        "  from      3.1.0  3.1.5",
        "  to        3.1.4  3.1.5",
        "  versions      2      2",
        "  frame        4?     -?",
        "  size(T)       8     16",
        "",
        "? not understood in full; see `capidiff manifest`",
        "",
      ].join("\n"),
    );
  });

  test("is refused as code if `missing` is a real value, or two facts have one name", async () => {
    await expect(render("c", small, 4)).rejects.toThrow(/frame is 4 in some versions and missing in others/);
    await expect(render("go", offsetTable({ a: "a", A: "A" }, []))).rejects.toThrow(/A, for A, also stands for a/);
    await expect(render("rust", offsetTable({ from: "a" }, []))).rejects.toThrow(/is a field of every row/);
    await expect(
      render(
        "c",
        offsetTable({ a: "a" }, [
          ["3.1.0", "18446744073709551615"],
          ["3.2.0", null],
        ]),
      ),
    ).rejects.toThrow(/does not fit into 64 bits beside -1/);
    await expect(render("c", small, -1, "a-b")).rejects.toThrow(/is not an identifier/);
  });

  test("keeps the name of the table out of C's keywords", async () => {
    expect(await render("c", small, -1, "default")).toContain("static const struct default_ default_table[] = {");
  });

  test("says which facts no version has", async () => {
    const unmet = [{ name: "T.fram", reason: "no version has a member T.fram", near: ["T.frame"] }];
    expect(await render("text", { ...small, unmet })).toMatch(
      /\n\nNo version has a value for T\.fram: no version has a member T\.fram\. Did you mean T\.frame\?\n$/,
    );
    expect(parse(await render("yaml", { ...small, unmet }))).toMatchObject({ unmet });
  });

  const hasGcc = spawnSync("gcc", ["--version"]).status === 0;
  test.skipIf(!hasGcc)("is C and C++ that compiles without a warning, and has the values", async () => {
    writeFileSync(join(folder, "py.h"), await render("c"));
    const program = `
#include <inttypes.h>
#include <stdio.h>
#include "py.h"
#include "py.h"
int main(void) {
  for (const struct py *row = py_table; row->abi; row++)
    printf("%s %s %08x %08x %d %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRIu64 "\\n", row->abi, row->platform,
           row->from, row->to, row->complete, row->size_PyObject, row->T_frame, row->int_, row->_low, row->big);
  return 0;
}
`;
    const file = join(folder, "main.c");
    writeFileSync(file, program);
    const strict = ["-Wall", "-Wextra", "-Werror", "-pedantic-errors"];
    const compile = (...args: string[]) => spawnSync("gcc", [...strict, ...args, file], { encoding: "utf8" }).stderr;
    expect(compile("-xc++", "-std=c++11", "-fsyntax-only")).toBe("");
    expect(compile("-xc", "-std=c99", "-o", join(folder, "main"))).toBe("");
    expect(spawnSync(join(folder, "main"), { encoding: "utf8" }).stdout).toBe(
      "cp linux_x86_64 030800f0 030814f0 1 16 8 1 -9223372036854775808 18446744073709551615\n" +
        "cp linux_x86_64 030e00a2 030e00a2 1 24 -1 4294967295 -5 9223372036854775808\n",
    );
  });

  test("is Go and Rust, with keywords escaped in fields (compiled in the conformance suite)", async () => {
    expect(await render("go")).toContain("\tX_low int64 // LOW\n");
    expect(await render("rust")).toContain("pub r#type: i64,");
  });
});
