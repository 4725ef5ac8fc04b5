import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { maxUnpacked, unpack } from "../../../src/check/archive/archive.ts";
import { collectGarbage } from "../../../src/v8.ts";
import { has } from "../module/tools.ts";
import { tarFile, zipFile } from "./archives.ts";

const isC = (path: string) => path.endsWith(".c");

async function filesOf(bytes: Uint8Array, file: string, budget = { left: maxUnpacked }) {
  const files: Record<string, string> = {};
  for await (const found of unpack({ file, bytes }, isC, budget)) {
    files[found.file] = Buffer.from(found.bytes).toString();
  }
  return files;
}

const sources = [
  { path: "pkg/" },
  { path: "pkg/a.c", data: "int a;" },
  { path: "pkg/a.txt", data: "text" },
  { path: "b.c", data: "" },
];

describe.each([
  ["x.zip", () => zipFile(sources)],
  ["stored.whl", () => zipFile(sources.map((entry) => ({ ...entry, method: 0 })))],
  ["x.tar", () => tarFile(sources.map((entry) => ({ ...entry, type: entry.path.endsWith("/") ? "5" : "0" })))],
  ["x.tar.gz", () => gzipSync(tarFile(sources.slice(1)))],
])("%s", (file, make) => {
  test("returns the wanted files, with the archive's name in front", async () => {
    expect(await filesOf(make(), file)).toEqual({ [`${file}/pkg/a.c`]: "int a;", [`${file}/b.c`]: "" });
  });

  test("is refused wherever it is cut short", async () => {
    const bytes = make();
    // A tar file ends with two empty blocks, of which one is enough.
    const whole = file.endsWith(".tar") ? bytes.length - 1024 : bytes.length;
    for (let size = 0; size < whole; size += 7) {
      await expect(filesOf(bytes.subarray(0, size), file), `${size} bytes`).rejects.toThrow(file);
    }
  });
});

describe("refuses, with the reason", () => {
  const data = "int a;";
  test.each([
    ["a path that leads out", "x.zip", () => zipFile([{ path: "../a.c" }]), /relative path: \.\.\/a\.c/],
    ["one with a drive", "x.zip", () => zipFile([{ path: "c:/a.c" }]), /absolute path: c:\/a\.c/],
    ["a path that leads out, in tar", "x.tar", () => tarFile([{ path: "a/../../a.c" }]), /is outside the archive/],
    ["an absolute one, in tar", "x.tar", () => tarFile([{ path: "/a.c" }]), /"\/a\.c" is outside the archive/],
    ["a link", "x.zip", () => zipFile([{ path: "a.c", mode: 0o120777 }]), /a\.c is a link/],
    ["a link, in tar", "x.tar", () => tarFile([{ path: "a.c", type: "2" }]), /a\.c is a link/],
    [
      "a name that is there twice",
      "x.zip",
      () => zipFile([{ path: "a.c" }, { path: "a.c" }]),
      /it contains a\.c twice/,
    ],
    ["what is encrypted", "x.zip", () => zipFile([{ path: "a.c", data, encrypted: true }]), /a\.c: it is encrypted/],
    [
      "unknown compression",
      "x.zip",
      () => zipFile([{ path: "a.c", data, method: 93 }]),
      /a\.c: unsupported compression method/,
    ],
    ["a wrong checksum", "x.zip", () => zipFile([{ path: "a.c", data, crc: 1 }]), /a\.c: its checksum is wrong/],
    ["more than is told", "x.zip", () => zipFile([{ path: "a.c", data, size: 3 }]), /x\.zip\/a\.c: /],
    [
      "less than is told",
      "x.zip",
      () => zipFile([{ path: "a.c", data, size: 9 }]),
      /6 bytes instead of the declared 9/,
    ],
    ["a wrong checksum, in tar", "x.tar", () => tarFile([{ path: "a.c" }]).fill(65, 0, 1), /header/],
    ["what is no zip file", "x.whl", () => Buffer.from("PK"), /x\.whl: /],
    ["what is not compressed", "x.tgz", () => Buffer.from([0x1f, 0x8b, 0, 0, 0]), /x\.tgz: /],
    ["a tar file without its end", "x.tar", () => tarFile([{ path: "a.c" }], { ended: false }), /it is truncated/],
  ])("%s", async (_, file, make, reason) => {
    await expect(filesOf(make(), file)).rejects.toMatchObject({
      code: "invalid-archive",
      message: expect.stringMatching(reason),
    });
  });

  test("wanted files only", async () => {
    const entries = [
      { path: "a.c", data },
      { path: "link", mode: 0o120777 },
      { path: "b", encrypted: true },
    ];
    expect(await filesOf(zipFile(entries), "x.zip")).toEqual({ "x.zip/a.c": data });
  });
});

describe("a bomb is refused before it is unpacked", () => {
  const zeros = Buffer.alloc(2 ** 25);
  const refusal = { code: "payload-too-large" };

  test("by its ratio", async () => {
    await expect(filesOf(zipFile([{ path: "a.c", data: zeros }]), "x.zip")).rejects.toMatchObject(refusal);
    await expect(filesOf(gzipSync(tarFile([{ path: "a.c", data: zeros }])), "x.tgz")).rejects.toMatchObject(refusal);
  });

  test("whose files all share the same bytes", async () => {
    const entries = Array.from({ length: 2000 }, (_, index) => ({
      path: `${index}.c`,
      data: "int a;".repeat(2000),
      shared: true,
    }));
    await expect(filesOf(zipFile(entries), "x.zip")).rejects.toMatchObject({
      code: "invalid-archive",
      message: expect.stringContaining("overlap"),
    });
  });

  test("by the sum of several archives", async () => {
    const budget = { left: 10 };
    await filesOf(zipFile([{ path: "a.c", data: "int a;" }]), "x.zip", budget);
    await expect(filesOf(zipFile([{ path: "a.c", data: "int a;" }]), "y.zip", budget)).rejects.toMatchObject(refusal);
  });

  test("with an understated size", async () => {
    await expect(filesOf(zipFile([{ path: "a.c", data: zeros, size: 10 }]), "x.zip")).rejects.toMatchObject({
      code: "invalid-archive",
    });
  });

  test("of names only", async () => {
    const entries = Array.from({ length: 65_000 }, (_, index) => ({ path: String(index), shared: true }));
    await expect(filesOf(zipFile(entries), "x.zip")).rejects.toThrow("overlap");
  });
});

test("unwanted entries of a tar file take no memory", async () => {
  const bytes = gzipSync(
    tarFile([
      { path: "zeros.bin", data: Buffer.alloc(2 ** 27) },
      { path: "a.c", data: "int a;" },
    ]),
  );
  let most = 0;
  // What made the archive is garbage, and must not be freed only while the memory is watched.
  collectGarbage();
  const before = process.memoryUsage().arrayBuffers;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  }, 1);
  expect(await filesOf(bytes, "x.tgz")).toEqual({ "x.tgz/a.c": "int a;" });
  clearInterval(timer);
  expect(most).toBeLessThan(2 ** 26);
});

describe("long names of tar files", () => {
  const path = `${"folder/".repeat(40)}a.c`;
  const data = "int a;";
  const record = (text: string) => {
    const length = text.length + 2;
    return `${length + String(length + 3).length} ${text}\n`;
  };

  test("of ustar", async () => {
    expect(await filesOf(tarFile([{ path: "a.c", prefix: "long/folder", data }]), "x.tar")).toEqual({
      "x.tar/long/folder/a.c": data,
    });
  });

  test("of GNU", async () => {
    const bytes = tarFile([
      { path: "././@LongLink", type: "L", data: `${path}\0` },
      { path: "cut.c", data },
    ]);
    expect(await filesOf(bytes, "x.tar")).toEqual({ [`x.tar/${path}`]: data });
  });

  test("of pax, for the next entry only", async () => {
    const header = { path: "pax", type: "x", data: record(`path=${path}`) };
    const bytes = tarFile([header, { path: "cut.c", data }, { path: "b.c", data: "" }]);
    expect(await filesOf(bytes, "x.tar")).toEqual({ [`x.tar/${path}`]: data, "x.tar/b.c": "" });
  });
});

test.skipIf(!has("tar") || !has("python3"))("output of tar and of Python's zipfile is read", async () => {
  const folder = mkdtempSync(join(tmpdir(), "capidiff-archive-"));
  try {
    const deep = join("x", ...Array(20).fill("a-folder-with-a-long-name"), "é");
    mkdirSync(join(folder, deep), { recursive: true });
    writeFileSync(join(folder, deep, "a.c"), "int a;");
    const run = (tool: string, ...args: string[]) => execFileSync(tool, args, { cwd: folder });
    for (const format of ["gnu", "pax"]) run("tar", `--format=${format}`, "-czf", `${format}.tar.gz`, "x");
    run("python3", "-m", "zipfile", "-c", "python.zip", "x");
    for (const name of ["gnu.tar.gz", "pax.tar.gz", "python.zip"]) {
      expect(await filesOf(readFileSync(join(folder, name)), name)).toEqual({ [`${name}/${deep}/a.c`]: "int a;" });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
