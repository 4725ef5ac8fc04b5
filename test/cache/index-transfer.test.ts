import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { exportIndex, importIndex, readSource } from "../../cache/index-transfer.ts";
import { Indexes } from "../../cache/indexes.ts";
import { jsonBytes } from "../../cache/json.ts";
import { defaultTarget } from "../../src/cpython/target.ts";
import { CapidiffError } from "../../src/errors.ts";
import type { Manifest } from "../../src/manifest/model.ts";
import { func, manifest } from "../diff/manifests.ts";
import { temporaryFolder } from "./disk.ts";

const commit = "a".repeat(40);
const tagged = (ref: string, parts: Partial<Manifest> = {}) =>
  manifest({ ref, commit, symbols: [func(`Py_${ref.replaceAll(".", "_")}`), func("Pz")], ...parts });
const indexesIn = (folder: string) => new Indexes(folder, (message) => expect.fail(message));
const noHeaders = { pack: async () => null, addPack: async () => expect.fail("there is no pack") };
const text = async (indexes: Indexes, ref: string) =>
  (await indexes.manifest({ ref, commit, kind: "tag" }, defaultTarget))?.toString();

/** The bytes of an export of these manifests. */
async function exported(folder: string, ...manifests: Manifest[]): Promise<{ bytes: Buffer; sha256: string }> {
  const indexes = indexesIn(join(folder, "from"));
  for (const one of manifests) await indexes.add(defaultTarget, one, jsonBytes(one));
  const file = join(folder, "export.gz");
  const { sha256 } = await exportIndex(indexes, noHeaders, [defaultTarget], file);
  return { bytes: await readSource(file), sha256 };
}

/** The same with changed content, and all checksums corrected except the hashes of manifests. */
function edited(bytes: Buffer, edit: (content: string) => string): Buffer {
  return gzipSync(Buffer.from(edit(gunzipSync(bytes).toString("latin1")), "latin1"));
}

describe("an exported index", () => {
  test("gives another machine the same manifests", async () => {
    using disk = temporaryFolder();
    const { bytes, sha256 } = await exported(disk.folder, tagged("v3.1.0"), tagged("v3.2.0"));
    const here = indexesIn(join(disk.folder, "to"));
    expect(await importIndex(here, noHeaders, bytes, sha256)).toEqual([
      { target: defaultTarget, added: 2, refused: 0 },
    ]);
    for (const ref of ["v3.1.0", "v3.2.0"]) expect(await text(here, ref)).toBe(jsonBytes(tagged(ref)).toString());
    expect(await importIndex(here, noHeaders, bytes, null)).toEqual([{ target: defaultTarget, added: 0, refused: 0 }]);
    expect((await here.refs()).map(({ name }) => name)).toEqual(["v3.1.0", "v3.2.0"]);
  });

  test("has the headers of its tags, which are passed to git and need not be fetched", async () => {
    using disk = temporaryFolder();
    const indexes = indexesIn(join(disk.folder, "from"));
    await indexes.add(defaultTarget, tagged("v3.1.0"), jsonBytes(tagged("v3.1.0")));
    const file = join(disk.folder, "export.gz");
    const pack = async (commits: readonly string[]) => Buffer.from(`PACK of ${commits}`);
    await exportIndex(indexes, { ...noHeaders, pack }, [defaultTarget], file);
    const taken: string[] = [];
    const addPack = async (pack: Buffer) => void taken.push(pack.toString());
    await importIndex(indexesIn(join(disk.folder, "to")), { ...noHeaders, addPack }, await readSource(file), null);
    expect(taken).toEqual([`PACK of ${commit}`]);
  });

  test("gives its manifests even if git does not take the headers", async () => {
    using disk = temporaryFolder();
    const { bytes } = await exported(disk.folder, tagged("v3.1.0"));
    const warnings: string[] = [];
    const here = new Indexes(join(disk.folder, "to"), (message) => warnings.push(message));
    const addPack = () => Promise.reject(new CapidiffError("git-failed", "git is not installed."));
    const altered = edited(bytes, (content) => `${content}PACK`);
    expect(await importIndex(here, { ...noHeaders, addPack }, altered, null)).toMatchObject([{ added: 1 }]);
    expect(warnings).toEqual(["The headers in the file were not taken: git is not installed."]);
  });

  test("can be imported from a URL, following redirects", async () => {
    using disk = temporaryFolder();
    const { bytes } = await exported(disk.folder, tagged("v3.1.0"));
    const server = createServer((request, response) => {
      if (request.url === "/latest") response.writeHead(302, { location: "/file" }).end();
      else if (request.url === "/file") response.end(bytes);
      else response.writeHead(404).end();
    }).listen(0, "127.0.0.1");
    const base = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await expect.poll(() => server.listening).toBe(true);
    expect((await readSource(`${base()}/latest`)).equals(bytes)).toBe(true);
    await expect(readSource(`${base()}/gone`)).rejects.toThrow(/the server answers 404/);
    server.close();
  });

  test("is refused if its hash is not the requested one", async () => {
    using disk = temporaryFolder();
    const { bytes } = await exported(disk.folder, tagged("v3.1.0"));
    const here = indexesIn(join(disk.folder, "to"));
    await expect(importIndex(here, noHeaders, bytes, "0".repeat(64))).rejects.toMatchObject({
      code: "invalid-request",
    });
    expect(await text(here, "v3.1.0")).toBeUndefined();
  });

  test("loses only what was damaged on the way", async () => {
    using disk = temporaryFolder();
    const { bytes } = await exported(disk.folder, tagged("v3.1.0"), tagged("v3.2.0"));
    const here = indexesIn(join(disk.folder, "to"));
    const altered = edited(bytes, (content) => content.replace("Py_v3_2_0", "Py_v3_2_X"));
    await importIndex(here, noHeaders, altered, null);
    expect(await text(here, "v3.1.0")).toBeDefined();
    expect(await text(here, "v3.2.0")).toBeUndefined();
  });

  test("is not trusted: data that matches its hash but is no manifest of the target is refused", async () => {
    using disk = temporaryFolder();
    const target = { abi: "cp313", platform: "win32" as const, limitedApi: null };
    const wrong = [
      tagged("v3.1.0", { target }),
      tagged("v3.2.0", { schemaVersion: 99 }),
      tagged("v3.3.0", { version: "<b>" }),
      tagged("--upload-pack=x"),
      tagged("v3.4.0", { commit: "zz" }),
    ];
    const { bytes } = await exported(disk.folder, ...wrong, tagged("v3.5.0"));
    const here = indexesIn(join(disk.folder, "to"));
    expect(await importIndex(here, noHeaders, bytes, null)).toEqual([
      { target: defaultTarget, added: 1, refused: wrong.length },
    ]);
  });

  test.each([
    ["of another version of capidiff", (content: string) => content.replace(/"version":"[^"]+"/, '"version":"0.0.0"')],
    ["with a target that is none", (content: string) => content.replace('"abi":"cp"', '"abi":"../x"')],
    ["with lengths that are none", (content: string) => content.replace(/"bytes":\d+/, '"bytes":-1')],
    ["that is something else", () => "PK"],
    ["that is empty", () => ""],
  ])("a file %s is refused whole", async (_, edit) => {
    using disk = temporaryFolder();
    const { bytes } = await exported(disk.folder, tagged("v3.1.0"));
    const here = indexesIn(join(disk.folder, "to"));
    await expect(importIndex(here, noHeaders, edited(bytes, edit), null)).rejects.toMatchObject({
      code: expect.stringMatching(/^invalid-/),
    });
    expect(await text(here, "v3.1.0")).toBeUndefined();
  });

  test("a file that is cut short, or no gzip, is refused", async () => {
    using disk = temporaryFolder();
    const { bytes } = await exported(disk.folder, tagged("v3.1.0"));
    const here = indexesIn(join(disk.folder, "to"));
    for (const broken of [bytes.subarray(0, -9), Buffer.from("no gzip")]) {
      await expect(importIndex(here, noHeaders, broken, null)).rejects.toThrow(/incomplete/);
    }
  });

  test("needs an index to export, and a destination", async () => {
    using disk = temporaryFolder();
    const empty = indexesIn(disk.folder);
    await expect(exportIndex(empty, noHeaders, [defaultTarget], "/dev/null/x")).rejects.toThrow(/capidiff index/);
    await expect(readSource(join(disk.folder, "nothing"))).rejects.toThrow(/cannot be read/);
  });
});
