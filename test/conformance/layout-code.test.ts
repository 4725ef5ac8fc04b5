/** The Go and Rust that `capidiff layout --expand` prints, compiled and run. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { Repository } from "../../src/cpython/repository.ts";
import { defaultTarget } from "../../src/cpython/target.ts";
import { buildManifest } from "../../src/manifest/build.ts";
import { ManifestSession } from "../../src/manifest/session.ts";
import { structPart } from "../../src/manifest/struct-part.ts";
import { layoutGo } from "../../src/report/layout/go.ts";
import { layoutRust } from "../../src/report/layout/rust.ts";
import { corpusRemote } from "../corpus/corpus.ts";
import { releases } from "./manifest/releases.ts";

const folder = mkdtempSync(join(tmpdir(), "capidiff-layout-code-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const has = (command: string, option: string) => spawnSync(command, [option]).status === 0;
const [hasGo, hasRust] = [has("go", "version"), has("rustc", "--version")];
if (!hasGo) console.warn("No go (Debian's golang): generated Go is not compiled.");
if (!hasRust) console.warn("No rustc: generated Rust is not compiled.");

const remote = corpusRemote();
const repository = remote === null ? null : new Repository(remote, join(folder, "data"));
const refs = repository === null ? [] : releases(await repository.refs());
const names = ["PyTypeObject", "PyThreadState", "PyInterpreterState", "PyASCIIObject", "PyLongObject"];
const session = new ManifestSession();

function run(command: string, ...args: string[]): { stdout: string; stderr: string } {
  const env = { ...process.env, GOCACHE: join(folder, "cache"), GO111MODULE: "off" };
  const { stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: "utf8", env });
  return { stdout, stderr };
}

describe.each(refs)("the code of %s compiles, and has the values", (ref) => {
  const parts = async () => {
    const manifest = buildManifest(await (repository as Repository).tree(ref), defaultTarget, session);
    return names.map((name) => structPart(manifest, name, { expand: true }));
  };
  const values = (all: Awaited<ReturnType<typeof parts>>) =>
    all.map(({ struct: { size, align } }) => `${size} ${align}\n`).join("");

  test.skipIf(!hasGo)("Go", async () => {
    const all = await parts();
    const print = all.map(({ struct: { name } }) => `fmt.Println(${name}_Size, ${name}_Align)`).join("; ");
    const text = `package main\nimport "fmt"\n${all.map(layoutGo).join("")}\nfunc main() { ${print} }\n`;
    writeFileSync(join(folder, "main.go"), text);
    expect(run("go", "vet", "main.go").stderr).not.toMatch(/error|main\.go:/);
    expect(run("go", "run", "main.go")).toEqual({ stdout: values(all), stderr: "" });
  });

  test.skipIf(!hasRust)("Rust", async () => {
    const all = await parts();
    const print = all.map(({ struct: { name } }) => `println!("{} {}", ${name}::SIZE, ${name}::ALIGN);`).join(" ");
    const code = all.map(layoutRust).join("");
    writeFileSync(join(folder, "main.rs"), `#![allow(dead_code)]\n${code}\nfn main() { ${print} }\n`);
    expect(run("rustc", "-D", "warnings", "main.rs")).toEqual({ stdout: "", stderr: "" });
    expect(run(join(folder, "main"))).toEqual({ stdout: values(all), stderr: "" });
  });
});
