import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { examples } from "../routes/schemas/examples.ts";
import { answersTo } from "../scripts/examples.ts";
import { Generator, pages } from "../scripts/generated.ts";
import { readConfig } from "../src/config.ts";
import { corpusRemote } from "./corpus/corpus.ts";

const remote = corpusRemote();
const names = [...(await pages()), "CONTRIBUTING.md"];

describe.skipIf(!remote)("output shown in the documentation", () => {
  let generator: Generator;
  beforeAll(async () => {
    generator = await Generator.start(remote as string, inject("sharedData"));
  });
  afterAll(() => generator.stop());

  // `npm run docs` makes it so.
  test.each(names)(
    "%s is what capidiff prints today",
    async (page) => {
      const text = await readFile(page, "utf8");
      expect(await generator.render(text)).toBe(text);
    },
    180_000,
  );

  test("the OpenAPI document's examples are the service's current answers", async () => {
    expect(await answersTo((url) => generator.get(url))).toEqual(examples);
  }, 180_000);
});

describe("the documentation", () => {
  test.each(names)("%s links to files that are there", async (page) => {
    const links = matches(await readFile(page, "utf8"), /\]\((?!https?:)([^)#]+)/g);
    expect(links.filter((link) => !existsSync(join(dirname(page), link)))).toEqual([]);
  });

  test("has every environment variable", async () => {
    const read = matches(await readFile("src/config.ts", "utf8"), /\bread\(\s*"([A-Z_]+)"/g);
    const listed = matches(await readFile("docs/operations.md", "utf8"), /^\| `([A-Z_]+)`/gm);
    expect(listed.sort()).toEqual(read.sort());
  });

  test("has the default of each: to set it changes nothing", async () => {
    const rows = [...(await readFile("docs/operations.md", "utf8")).matchAll(/^\| `([A-Z_]+)` \| `([^` ]+)` \|/gm)];
    expect(rows.length).toBeGreaterThan(5);
    for (const [, variable = "", value] of rows) expect(readConfig({ [variable]: value })).toEqual(readConfig({}));
  });

  test("has every diagnostic, and says whether each makes a manifest incomplete", async () => {
    const sources = ["src/c", "src/cpython", "src/manifest"].map(async (folder) => {
      const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".ts"));
      return Promise.all(files.map((name) => readFile(join(folder, name), "utf8")));
    });
    const code = (await Promise.all(sources)).flat().join("\n");
    const reported = matches(code, /(?:\bcode: |\b(?:report|reportAt|LimitError)\((?:\s*[\w.]+,)?\s*)"([a-z-]+)"/g);
    const harmless = /const harmless = new Set\(\[(.*?)\]\)/s.exec(code)?.[1] ?? "";

    const [gaps = "", others = ""] = (await readFile("docs/diagnostics.md", "utf8")).split("leave no gap:");
    const listed = (table: string) => matches(table, /^\| `([a-z-]+)`/gm).sort();
    expect(listed(gaps + others)).toEqual([...new Set(reported)].sort());
    expect(listed(others)).toEqual(matches(harmless, /"([a-z-]+)"/g).sort());
  });
});

/** What the first group of each match holds. */
function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, group = ""]) => group);
}
