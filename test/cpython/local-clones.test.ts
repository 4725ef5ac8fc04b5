import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WithLocalClones } from "../../src/cpython/local-clones.ts";
import { Repository } from "../../src/cpython/repository.ts";
import { temporaryFolder } from "../cache/disk.ts";
import { Remote } from "./remote.ts";

const disk = temporaryFolder();
afterAll(() => disk[Symbol.dispose]());

const headers = (text: string) => ({ "Include/Python.h": "#include <object.h>\n", "Include/object.h": text });

describe("a ref in a clone on this machine", () => {
  const clone = join(disk.folder, "clone");
  let released: string;
  let changed: string;
  let refs: WithLocalClones;
  let opened: string[];

  beforeAll(() => {
    const upstream = new Remote(join(disk.folder, "upstream"));
    upstream.commit(headers("int a;\n"), "v3.13.5");
    const local = new Remote(clone);
    released = local.commit(headers("int other;\n"), "v3.13.5");
    changed = local.commit(headers("int b;\n"));
    opened = [];
    const data = join(disk.folder, "data");
    refs = new WithLocalClones(new Repository(upstream.url, data), (path) => {
      opened.push(path);
      return new Repository(path, data);
    });
  });

  const textOf = async (ref: string) => (await refs.tree(await refs.resolve(ref))).files.get("Include/object.h")?.text;

  test("is written after the clone's path, and is answered as its commit", async () => {
    expect(await refs.resolve(`${clone}:HEAD`)).toEqual({ ref: changed, commit: changed, kind: "commit" });
    expect(await refs.resolve(`${clone}:3.13.5`)).toEqual({ ref: released, commit: released, kind: "commit" });
    expect(opened).toEqual([clone]);
  });

  test("is read from the clone, and all others from the repository", async () => {
    expect(await textOf(`${clone}:HEAD`)).toBe("int b;\n");
    expect(await textOf(`${clone}:v3.13.5`)).toBe("int other;\n");
    expect(await textOf("v3.13.5")).toBe("int a;\n");
  });

  test("is no name of headers, and no ref of the repository", async () => {
    await expect(refs.resolve("headers:pypy")).rejects.toMatchObject({ code: "invalid-ref" });
    await expect(refs.resolve(`${disk.folder}/nowhere:HEAD`)).rejects.toMatchObject({ code: "remote-unreachable" });
  });
});
