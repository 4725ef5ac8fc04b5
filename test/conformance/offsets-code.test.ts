/** The Go and Rust that `capidiff offsets` writes, compiled and run; C is compiled by test/report/offsets. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type OffsetFormatName, offsetFormats } from "../../src/report/offsets/formats.ts";
import { hard } from "../report/offsets/table.ts";

const folder = mkdtempSync(join(tmpdir(), "capidiff-offsets-code-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const has = (command: string, option: string) => spawnSync(command, [option]).status === 0;
const render = (format: OffsetFormatName) => offsetFormats[format].render(hard, { name: "py", missing: -1 });
const run = (command: string, ...args: string[]) => {
  const env = { ...process.env, GOCACHE: join(folder, "cache"), GOFLAGS: "-mod=mod", GO111MODULE: "off" };
  const { stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: "utf8", env });
  return { stdout, stderr };
};

const printed =
  "cp linux_x86_64 030800f0 030814f0 true 16 8 1 2 -9223372036854775808 18446744073709551615\n" +
  "cp linux_x86_64 030e00a2 030e00a2 true 24 -1 4294967295 2 -5 9223372036854775808\n";

const hasGo = has("go", "version");
const hasRust = has("rustc", "--version");
if (!hasGo) console.warn("No go (Debian's golang): generated Go is not compiled.");
if (!hasRust) console.warn("No rustc: generated Rust is not compiled.");

describe("generated code compiles, and has the values", () => {
  test.skipIf(!hasGo)("Go", async () => {
    const text = (await render("go")).replace("package py\n", 'package main\nimport "fmt"\n');
    const values = "row.Size_PyObject, row.T_frame, row.Int, row.Type, row.X_low, row.Big";
    const main = `func main() { for _, row := range Table { fmt.Printf("%s %s %08x %08x %t %d %d %d %d %d %d\\n", row.Abi, row.Platform, row.From, row.To, row.Complete, ${values}) } }`;
    writeFileSync(join(folder, "main.go"), `${text}\n${main}\n`);
    expect(run("go", "vet", "main.go").stderr).not.toMatch(/error|main\.go:/);
    expect(run("go", "run", "main.go")).toEqual({ stdout: printed, stderr: "" });
    writeFileSync(join(folder, "py.go"), await render("go"));
    expect(run("go", "build", "py.go")).toEqual({ stdout: "", stderr: "" });
  });

  test.skipIf(!hasRust)("Rust", async () => {
    writeFileSync(join(folder, "py.rs"), await render("rust"));
    const values = "row.size_PyObject, row.T_frame, row.int, row.r#type, row._low, row.big";
    writeFileSync(
      join(folder, "main.rs"),
      `mod py;\nfn main() { for row in py::TABLE { println!("{} {} {:08x} {:08x} {} {} {} {} {} {} {}", row.abi, row.platform, row.from, row.to, row.complete, ${values}); } }\n`,
    );
    expect(run("rustc", "-D", "warnings", "main.rs")).toEqual({ stdout: "", stderr: "" });
    expect(run(join(folder, "main"))).toEqual({ stdout: printed, stderr: "" });
  });
});
