import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { FetchProgress } from "../../src/cpython/clone.ts";
import type { RefInfo } from "../../src/cpython/refs.ts";
import { Repository } from "../../src/cpython/repository.ts";
import type { SourceTree } from "../../src/cpython/tree.ts";
import { versionOf } from "../../src/cpython/version.ts";
import { corpusRemote } from "../corpus/corpus.ts";
import { Remote } from "./remote.ts";
import { SmartHttp } from "./smart-http.ts";

let folder: string;
let data: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "capidiff-test-"));
  data = join(folder, "data");
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const failsWith = (code: string, message = /./) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

/** Headers of two releases and a branch, of which one header changes. */
function makeRemote(options?: { filter?: boolean }): Remote & { first: string; second: string } {
  const remote = new Remote(join(folder, "remote"), options);
  const common = { "Include/Python.h": "#include <object.h>\n", "Lib/os.py": "pass\n", "README.rst": "read\n" };
  const first = remote.commit({ ...common, "Include/object.h": "int a;\n" }, "v3.13.5");
  const second = remote.commit(
    { ...common, "Include/object.h": "int b;\n", "Include/cpython/new.h": "int c;\n" },
    "v3.14.0a3",
  );
  return Object.assign(remote, { first, second });
}

/** The names of the git commands that `action` ran on our side, and how often the remote sent a pack. */
async function traced(action: () => Promise<unknown>): Promise<{ commands: string[]; packs: number }> {
  const trace = join(folder, "trace");
  vi.stubEnv("GIT_TRACE", trace);
  await action();
  vi.unstubAllEnvs();
  const log = existsSync(trace) ? readFileSync(trace, "utf8") : "";
  rmSync(trace, { force: true });
  const built = [...log.matchAll(/trace: built-in: git (\S+)/g)].map((match) => match[1] as string);
  return { commands: built, packs: built.filter((command) => command === "pack-objects").length };
}

describe("the meaning of a ref", () => {
  test("tags and branches, with the commit of an annotated tag", async () => {
    const remote = makeRemote();
    expect(await new Repository(remote.url, data).refs()).toEqual([
      { name: "main", kind: "branch", commit: remote.second, version: null, series: null, prerelease: false },
      { name: "v3.13.5", kind: "tag", commit: remote.first, version: "3.13.5", series: "3.13", prerelease: false },
      { name: "v3.14.0a3", kind: "tag", commit: remote.second, version: "3.14.0a3", series: "3.14", prerelease: true },
    ]);
  });

  test("is its real name, its commit and its kind, the first time and after its files were fetched", async () => {
    const { url, first, second } = makeRemote();
    const repository = new Repository(url, data);
    for (const _ of ["not fetched", "fetched"]) {
      const tag = { ref: "v3.13.5", commit: first, kind: "tag" };
      const commit = { ref: first, commit: first, kind: "commit" };
      expect(await repository.resolve("v3.13.5")).toEqual(tag);
      expect(await repository.resolve("3.13.5")).toEqual(tag);
      expect(await repository.resolve("refs/tags/v3.13.5")).toEqual(tag);
      expect(await repository.resolve("3.13")).toEqual(tag);
      expect(await repository.resolve("latest")).toEqual(tag);
      expect(await repository.resolve("next")).toEqual({ ref: "v3.14.0a3", commit: second, kind: "tag" });
      expect(await repository.resolve("main")).toEqual({ ref: "main", commit: second, kind: "branch" });
      expect(await repository.resolve(first)).toEqual(commit);
      expect(await repository.resolve(first.toUpperCase())).toEqual(commit);
      expect(await repository.resolve(first.slice(0, 7))).toEqual(commit);
      await repository.tree("v3.13.5");
      await repository.tree("main");
    }
  });

  test("the id of a commit without tag or branch needs all digits until it was fetched", async () => {
    const remote = makeRemote();
    const inner = remote.commit({ "Include/Python.h": "inner" });
    remote.commit({ "Include/Python.h": "tip" });
    const repository = new Repository(remote.url, data);
    await expect(repository.resolve(inner.slice(0, 10))).rejects.toEqual(failsWith("unknown-ref", /all 40 digits/));
    expect((await repository.tree(inner)).files.get("Include/Python.h")?.text).toBe("inner");
    expect(await repository.resolve(inner.slice(0, 10))).toMatchObject({ commit: inner });
  });

  test("the id of an annotated tag is the commit it marks; that of a file or of nothing is unknown", async () => {
    const remote = makeRemote();
    const repository = new Repository(remote.url, data);
    const tag = remote.git("rev-parse", "v3.13.5");
    const file = remote.git("rev-parse", "main:Include/Python.h");
    expect(await repository.resolve(tag)).toEqual({ ref: remote.first, commit: remote.first, kind: "commit" });
    await expect(repository.resolve(file)).rejects.toEqual(failsWith("unknown-ref"));
    await expect(repository.resolve("1".repeat(40))).rejects.toEqual(failsWith("unknown-ref"));
  });

  test("an unknown ref is reported with near names", async () => {
    const error = await new Repository(makeRemote().url, data).resolve("3.13.4").catch((error) => error);
    expect(error).toMatchObject({ code: "unknown-ref", details: { near: ["v3.13.5"] } });
  });

  test("a tag and a branch of one name: ambiguous, also after one of them was fetched", async () => {
    const remote = makeRemote();
    remote.git("branch", "v3.13.5", remote.second);
    const repository = new Repository(remote.url, data);
    for (const _ of ["not fetched", "fetched"]) {
      await expect(repository.resolve("v3.13.5")).rejects.toEqual(failsWith("ambiguous-ref"));
      expect((await repository.tree("refs/tags/v3.13.5")).ref).toBe("refs/tags/v3.13.5");
      expect((await repository.tree("refs/heads/v3.13.5")).commit).toBe(remote.second);
    }
  });

  test("an invalid ref name never reaches git", async () => {
    const repository = new Repository(makeRemote().url, data);
    const { commands } = await traced(() =>
      expect(repository.resolve("--upload-pack=touch")).rejects.toEqual(failsWith("invalid-ref")),
    );
    expect(commands).toEqual([]);
    expect(existsSync(data)).toBe(false);
  });

  test("a branch is looked up again when the refs are too old", async () => {
    const remote = makeRemote();
    const [patient, eager] = [60_000, 0].map((refsMaxAge) => new Repository(remote.url, data, { refsMaxAge }));
    await patient?.tree("main");
    const next = remote.commit({ "Include/Python.h": "next" });
    expect(await patient?.resolve("main")).toEqual({ ref: "main", commit: remote.second, kind: "branch" });
    expect(await eager?.resolve("main")).toEqual({ ref: "main", commit: next, kind: "branch" });
    expect((await eager?.tree("main"))?.files.get("Include/Python.h")?.text).toBe("next");
  });

  test("a replaced tag means its new commit, with that commit's files", async () => {
    const remote = makeRemote();
    const repository = new Repository(remote.url, data);
    await repository.tree("v3.13.5");
    remote.git("tag", "--delete", "v3.13.5");
    remote.tag("v3.13.5", remote.second);
    expect(await repository.resolve("v3.13.5")).toEqual({ ref: "v3.13.5", commit: remote.second, kind: "tag" });
    expect((await repository.tree("v3.13.5")).files.get("Include/object.h")?.text).toBe("int b;\n");
    remote.git("tag", "--delete", "v3.13.5");
    await expect(repository.resolve("v3.13.5")).rejects.toEqual(failsWith("unknown-ref"));
  });
});

describe("the files of a ref", () => {
  test("are those that capidiff reads, sorted, and no others", async () => {
    const remote = new Remote(join(folder, "remote"));
    const wanted = [
      "Doc/data/refcounts.dat",
      "Doc/data/stable_abi.dat",
      "Doc/data/threadsafety.dat",
      "Include/Python.h",
      "Include/cpython/object.h",
      "Include/internal/mimalloc/mimalloc.h",
      "Makefile.pre.in",
      "Misc/stable_abi.toml",
      "Misc/stable_abi.txt",
      "PC/pyconfig.h.in",
      "PC/python3.def",
      "configure.ac",
      "pyconfig.h.in",
    ];
    const others = ["Doc/data/other.dat", "Misc/NEWS", "Modules/pyconfig.h.in", "PC/pythonnt_rc.h", "Includes/a.h"];
    remote.commit(Object.fromEntries([...others, ...wanted].map((path) => [path, `${path}\n`])));
    const { files, oversized } = await new Repository(remote.url, data).tree("main");
    expect([...files.keys()]).toEqual(wanted);
    expect(files.get("Include/cpython/object.h")).toEqual({
      path: "Include/cpython/object.h",
      blob: remote.git("rev-parse", "main:Include/cpython/object.h"),
      text: "Include/cpython/object.h\n",
    });
    expect(oversized).toBeUndefined();
  });

  test("are UTF-8, else Latin-1; without a byte order mark", async () => {
    const remote = new Remote(join(folder, "remote"));
    remote.commit({
      "Include/Python.h": "\ufeff/* Löwis */",
      "Include/old.h": Buffer.from("/* Löwis */", "latin1"),
      "Include/empty.h": "",
    });
    const { files } = await new Repository(remote.url, data).tree("main");
    expect(files.get("Include/Python.h")?.text).toBe("/* Löwis */");
    expect(files.get("Include/old.h")?.text).toBe("/* Löwis */");
    expect(files.get("Include/empty.h")?.text).toBe("");
  });

  test("are without symbolic links and submodules", async () => {
    const remote = new Remote(join(folder, "remote"));
    remote.commit({
      "Include/Python.h": "int a;",
      "Include/link.h": { link: "/etc/passwd" },
      "Include/linked": { link: ".." },
      "Include/submodule": { submodule: "1".repeat(40) },
    });
    expect([...(await new Repository(remote.url, data).tree("main")).files.keys()]).toEqual(["Include/Python.h"]);
  });

  test("omit a file that is too large, and report it", async () => {
    const remote = new Remote(join(folder, "remote"));
    remote.commit({ "Include/Python.h": "int a;", "Include/huge.h": Buffer.alloc(9 * 2 ** 20, "\n") });
    const { files, oversized } = await new Repository(remote.url, data).tree("main");
    expect([...files.keys()]).toEqual(["Include/Python.h"]);
    expect(oversized).toEqual(["Include/huge.h"]);
  });

  test.each([
    ["nothing", {}],
    ["no Python.h", { "Include/object.h": "int a;" }],
    ["a link for Include", { Include: { link: "include" }, "include/Python.h": "int a;" }],
    ["a file for Include", { Include: "int a;" }],
    ["a submodule for Include", { Include: { submodule: "1".repeat(40) } }],
  ])("of a tree with %s are an error", async (_, files) => {
    const remote = new Remote(join(folder, "remote"));
    remote.commit(files);
    await expect(new Repository(remote.url, data).tree("main")).rejects.toEqual(failsWith("no-headers"));
  });
});

describe("cost", () => {
  test("a first ref takes two packs, the second transfers only changes, and a known one takes none", async () => {
    const { url } = makeRemote();
    const repository = new Repository(url, data);
    expect((await traced(() => repository.tree("v3.13.5"))).packs).toBe(2);
    const first = repository.downloaded;
    expect(first).toBeGreaterThan(0);
    expect((await traced(() => repository.tree("v3.14.0a3"))).packs).toBe(2);
    expect((await traced(() => repository.tree("main"))).packs).toBe(0);
    const again = new Repository(url, data, { refsMaxAge: 60_000 });
    const { commands } = await traced(async () => again.tree(await again.resolve("v3.13.5")));
    expect(commands).toEqual(["cat-file"]);
    expect(again.downloaded).toBe(0);
  });

  test("a ref that is expected comes with the next fetch", async () => {
    const repository = new Repository(makeRemote().url, data);
    repository.expect(await repository.resolve("v3.14.0a3"));
    expect((await traced(() => repository.tree("v3.13.5"))).packs).toBe(2);
    expect((await traced(() => repository.tree("v3.14.0a3"))).packs).toBe(0);
  });

  test("a smart HTTP server gets one connection for the names, and two for all refs requested at once", async () => {
    await using http = await SmartHttp.start(makeRemote().path);
    const repository = new Repository(http.url, data, { refsMaxAge: 60_000 });
    const trees = await Promise.all(["v3.13.5", "v3.14.0a3"].map((ref) => repository.tree(ref)));
    expect(trees.map(({ files }) => files.size)).toEqual([2, 3]);
    expect(http.connections).toBe(3);
    await Promise.all(["v3.13.5", "v3.14.0a3"].map((ref) => repository.tree(ref)));
    expect(http.connections).toBe(3);
  });

  test("many refs take no more connections than one, and share equal files", async () => {
    const remote = makeRemote();
    const common = { "Include/Python.h": "int same;\n", "Lib/os.py": "pass\n" };
    for (let i = 0; i < 40; i++) remote.commit({ ...common, "Include/object.h": `int v${i};\n` }, `v3.15.${i}`);
    await using http = await SmartHttp.start(remote.path);
    const repository = new Repository(http.url, data, { refsMaxAge: 60_000 });
    const tags = (await repository.refs()).filter(({ series }) => series === "3.15");
    const before = http.connections;
    const progress: FetchProgress[] = [];
    const trees: SourceTree[] = [];
    const refs = tags.map(({ name: ref, commit, kind }) => ({ ref, commit, kind }));
    for await (const tree of repository.trees(refs, (step) => progress.push(step))) trees.push(tree);
    expect(http.connections - before).toBe(2);
    expect(trees.map(({ ref }) => ref)).toEqual(tags.map(({ name }) => name));
    for (const { ref, files } of trees) {
      expect(files.get("Include/object.h")?.text).toBe(`int v${ref.slice("v3.15.".length)};\n`);
      expect(files.get("Include/Python.h")).toBe(trees[0]?.files.get("Include/Python.h"));
      expect(files.has("Lib/os.py")).toBe(false);
    }
    expect(new Set(progress.map(({ step }) => step))).toEqual(new Set(["commits", "files"]));
    expect(progress.at(-1)).toEqual({ step: "files", received: 41, total: 41 });
  });

  test("a ref missing in the remote does not affect others requested at the same time", async () => {
    const { url, first } = makeRemote();
    const repository = new Repository(url, data);
    const [there, absent] = await Promise.allSettled([repository.tree(first), repository.tree("1".repeat(40))]);
    expect(there).toMatchObject({ status: "fulfilled", value: { commit: first } });
    expect(absent).toMatchObject({ status: "rejected", reason: { code: "unknown-ref" } });
  });

  test("unwanted files stay on the remote", async () => {
    const remote = new Remote(join(folder, "remote"));
    const noise = Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * index * 7919) >> 5));
    remote.commit({ "Include/Python.h": "int a;", "Lib/noise": noise });
    const repository = new Repository(remote.url, data);
    await repository.tree("main");
    expect(repository.downloaded).toBeLessThan(3000);
  });

  test("concurrent requests for the remote's refs share one answer", async () => {
    const repository = new Repository(makeRemote().url, data);
    const { commands } = await traced(() =>
      Promise.all(["v3.13.5", "v3.14.0a3", "main"].map((r) => repository.resolve(r))),
    );
    expect(commands.filter((command) => command === "ls-remote")).toHaveLength(1);
  });
});

describe("a pack for another machine", () => {
  const packOf = async (url: string, ref: string): Promise<Buffer> => {
    const theirs = new Repository(url, join(folder, "theirs"));
    const { commit } = await theirs.tree(ref);
    return (await theirs.pack([commit, "1".repeat(40)])) ?? expect.fail("nothing was fetched");
  };

  test("has the files of what was fetched, which need not be fetched there", async () => {
    const { url, second } = makeRemote();
    const pack = await packOf(url, "v3.13.5");
    const repository = new Repository(url, data, { warn: (message) => expect.fail(message) });
    expect(await repository.pack([second])).toBeNull();
    await repository.addPack(pack);
    const { packs } = await traced(async () => {
      const { files } = await repository.tree("v3.13.5");
      expect([...files.keys()]).toEqual(["Include/Python.h", "Include/object.h"]);
    });
    expect(packs).toBe(0);
    expect((await repository.tree("v3.14.0a3")).files.size).toBe(3);
    const [clone] = readdirSync(join(data, "repositories")).filter((name) => name.endsWith(".git"));
    const fsck = ["-C", join(data, "repositories", clone as string), "fsck", "--no-dangling"];
    execFileSync("git", fsck, { stdio: "pipe" });
  });

  test("that was altered is refused, and what it has is fetched", async () => {
    const { url } = makeRemote();
    const pack = await packOf(url, "v3.13.5");
    const repository = new Repository(url, data);
    for (const at of [pack.length - 60, pack.length - 1]) {
      const altered = Buffer.from(pack);
      altered.writeUInt8(altered.readUInt8(at) ^ 1, at);
      await expect(repository.addPack(altered)).rejects.toEqual(failsWith("git-failed"));
    }
    expect((await repository.tree("v3.13.5")).files.get("Include/object.h")?.text).toBe("int a;\n");
  });
});

describe.each([
  ["filters and bare ids", true, 2],
  ["no filters", false, 2],
  ["filters, of the old protocol, and no bare ids", true, 0],
  ["no filters, of the old protocol, and no bare ids", false, 0],
])("a remote that knows %s", (_, filter, protocol) => {
  test("serves tags and branches", async () => {
    const config = join(folder, "gitconfig");
    writeFileSync(config, `[protocol]\n\tversion = ${protocol}\n`);
    vi.stubEnv("GIT_CONFIG_GLOBAL", config);
    const remote = makeRemote({ filter });
    const repository = new Repository(remote.url, data);
    for (const [ref, text] of [
      ["v3.13.5", "int a;\n"],
      ["main", "int b;\n"],
      ["v3.14.0a3", "int b;\n"],
      [remote.first, "int a;\n"],
    ] as const) {
      expect((await repository.tree(ref)).files.get("Include/object.h")?.text).toBe(text);
    }
    const next = remote.commit({ "Include/Python.h": "next" });
    expect((await repository.tree("main")).commit).toBe(next);
  });
});

test("a remote may be a path", async () => {
  const remote = makeRemote();
  expect((await new Repository(remote.path, data).tree("v3.13.5")).commit).toBe(remote.first);
});

test("a bundle does not name the commits of its tags, so it cannot be a remote", async () => {
  const bundle = join(folder, "cpython.bundle");
  makeRemote().git("bundle", "create", "--quiet", bundle, "--all");
  for (const url of [bundle, pathToFileURL(bundle).href]) {
    await expect(new Repository(url, data).refs()).rejects.toEqual(failsWith("remote-unreachable", /clone --mirror/));
  }
});

test("remotes do not mix in one data folder", async () => {
  const remote = makeRemote();
  await new Repository(remote.url, data).tree("v3.13.5");
  const other = new Remote(join(folder, "other"));
  const commit = other.commit({ "Include/Python.h": "other" }, "v3.13.5");
  expect((await new Repository(other.url, data).tree("v3.13.5")).commit).toBe(commit);
});

describe("without the remote", () => {
  test("tags and commits that were fetched are there, a branch as it was last", async () => {
    const remote = makeRemote();
    await new Repository(remote.url, data).tree("v3.13.5");
    await new Repository(remote.url, data).tree("main");
    renameSync(remote.path, join(folder, "gone"));
    const repository = new Repository(remote.url, data);
    for (const ref of ["v3.13.5", "3.13.5", "refs/tags/v3.13.5", remote.first, remote.first.slice(0, 8)]) {
      expect((await repository.tree(ref)).commit).toBe(remote.first);
    }
    const branch = await repository.resolve("main");
    expect(branch).toEqual({ ref: "main", commit: remote.second, kind: "branch" });
    expect((await repository.tree(branch)).files.get("Include/object.h")?.text).toBe("int b;\n");
  });

  test("everything else is an error with git's reason", async () => {
    const remote = makeRemote();
    await new Repository(remote.url, data).tree("v3.13.5");
    renameSync(remote.path, join(folder, "gone"));
    const unreachable = failsWith("remote-unreachable", /does not appear to be a git repository|does not exist/);
    const repository = new Repository(remote.url, data);
    await expect(repository.tree("v3.14.0a3")).rejects.toEqual(unreachable);
    await expect(repository.resolve("1".repeat(40))).rejects.toEqual(unreachable);
    const knowsNothing = new Repository(remote.url, join(folder, "other"));
    await expect(knowsNothing.refs()).rejects.toEqual(unreachable);
    await expect(knowsNothing.resolve("main")).rejects.toEqual(unreachable);
  });

  test("there is an outage, which ends when the remote is back", async () => {
    const remote = makeRemote();
    const repository = new Repository(remote.url, data);
    await repository.refs();
    expect(repository.outage).toBeNull();
    renameSync(remote.path, join(folder, "gone"));
    await repository.refs();
    expect(repository.outage).toMatchObject({ since: expect.any(Date), error: { code: "remote-unreachable" } });
    renameSync(join(folder, "gone"), remote.path);
    await repository.refs();
    expect(repository.outage).toBeNull();
  });

  test("no error shows a password", async () => {
    const repository = new Repository("http://user:s3cret@127.0.0.1:1/cpython.git", data);
    expect(repository.url).toBe("http://127.0.0.1:1/cpython.git");
    const error = await repository.refs().catch((error) => error);
    expect(error).toMatchObject({ code: "remote-unreachable" });
    expect(error.message).not.toMatch(/s3cret|user/);
  });

  test("one that never answers is given up", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((listening) => server.once("listening", listening));
    const url = `git://127.0.0.1:${(server.address() as AddressInfo).port}/cpython.git`;
    const repository = new Repository(url, data, { timeout: 500 });
    await expect(repository.refs()).rejects.toEqual(failsWith("timeout", /no output in time/));
    server.close();
  });

  test("one without refs is empty", async () => {
    const { url } = new Remote(join(folder, "remote"));
    await expect(new Repository(url, data).resolve("v3.13.5")).rejects.toEqual(failsWith("remote-empty"));
  });
});

describe("the data folder", () => {
  test("that cannot be created is an error", async () => {
    writeFileSync(data, "a file");
    await expect(new Repository(makeRemote().url, data).resolve("main")).rejects.toEqual(failsWith("store-failed"));
    expect(readFileSync(data, "utf8")).toBe("a file");
  });

  test("may be deleted at any time", async () => {
    const repository = new Repository(makeRemote().url, data);
    await repository.tree("v3.13.5");
    rmSync(data, { recursive: true });
    expect((await repository.tree("v3.13.5")).files.size).toBe(2);
  });

  test("with missing objects is refilled", async () => {
    const { url } = makeRemote();
    const repository = new Repository(url, data);
    const resolved = await repository.resolve("v3.13.5");
    await repository.tree(resolved);
    for (const file of packFiles()) rmSync(file);
    expect((await repository.tree(resolved)).files.size).toBe(2);
    expect(await repository.resolve("v3.13.5")).toEqual(resolved);
  });

  test("with an interrupted fetch is completed", async () => {
    const { url, first } = makeRemote();
    const repository = new Repository(url, data);
    await repository.refs();
    execFileSync("git", ["-C", gitDir(), "fetch", "--quiet", "--depth=1", "--filter=blob:none", "origin", first]);
    const { files, oversized } = await repository.tree("v3.13.5");
    expect(files.size).toBe(2);
    expect(oversized).toBeUndefined();
  });

  test("serves several processes at once", async () => {
    const { url } = makeRemote();
    const repositories = Array.from({ length: 4 }, () => new Repository(url, data));
    const trees = await Promise.all(
      repositories.flatMap((repository) => ["v3.13.5", "v3.14.0a3", "main"].map((ref) => repository.tree(ref))),
    );
    expect(trees.map(({ files }) => files.size)).toEqual([2, 3, 3, 2, 3, 3, 2, 3, 3, 2, 3, 3]);
    expect(readdirSync(join(data, "repositories")).filter((name) => name.endsWith(".git"))).toHaveLength(1);
  });
});

/** The one bare repository in the data folder. */
function gitDir(): string {
  const repositories = join(data, "repositories");
  return join(repositories, readdirSync(repositories)[0] as string);
}

function packFiles(): string[] {
  const directory = join(gitDir(), "objects", "pack");
  return readdirSync(directory).map((name) => join(directory, name));
}

test("HEAD is the commit that the remote has checked out, on a branch or not", async () => {
  const remote = makeRemote();
  const repository = new Repository(remote.url, data);
  expect(await repository.resolve("HEAD")).toEqual({ ref: remote.second, commit: remote.second, kind: "commit" });
  remote.git("update-ref", "--no-deref", "HEAD", remote.first);
  expect((await repository.tree("HEAD")).commit).toBe(remote.first);
  remote.git("symbolic-ref", "HEAD", "refs/heads/unborn");
  await expect(repository.resolve("HEAD")).rejects.toEqual(failsWith("unknown-ref", /has no HEAD/));
});

test("a repository, a hook or an editor of the caller's does not leak in", async () => {
  const { url, path } = makeRemote();
  vi.stubEnv("GIT_DIR", path);
  vi.stubEnv("GIT_WORK_TREE", path);
  vi.stubEnv("GIT_OBJECT_DIRECTORY", join(folder, "objects"));
  vi.stubEnv("GIT_NAMESPACE", "x");
  vi.stubEnv("EDITOR", "vi");
  vi.stubEnv("GIT_SSH_COMMAND", "ssh -v");
  expect((await new Repository(url, data).tree("v3.13.5")).files.size).toBe(2);
  expect(packFiles().length).toBeGreaterThan(0);
});

const corpus = corpusRemote();
describe.skipIf(corpus === null)("real CPython", () => {
  test("a release has its headers, its own version, and the designed cost", async () => {
    const repository = new Repository(corpus as string, data);
    const releases = (await repository.refs()).filter(({ version }) => version !== null);
    expect(releases.length).toBeGreaterThan(0);
    for (const { name, version } of [releases.at(0), releases.at(-1)] as RefInfo[]) {
      const before = repository.downloaded;
      const tree = await repository.tree(name);
      expect(versionOf(tree).text).toBe(version);
      expect(tree.files.size).toBeGreaterThan(50);
      expect(repository.downloaded - before).toBeLessThan(2.5e6);
    }
  });
});
