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
  test.each(names)("%s links to files and headings that are there", async (page) => {
    const links = (await readFile(page, "utf8")).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g);
    for (const [link, path = "", anchor] of links) {
      const target = path === "" ? page : join(dirname(page), path);
      expect(existsSync(target), link).toBe(true);
      if (anchor !== undefined) expect(anchors(await readFile(target, "utf8")), link).toContain(anchor);
    }
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
    const code = await codeIn("src/c", "src/cpython", "src/manifest");
    const reported = matches(code, /(?:\bcode: |\b(?:report|reportAt|LimitError)\((?:\s*[\w.]+,)?\s*)"([a-z-]+)"/g);
    const harmless = /const harmless = new Set\(\[(.*?)\]\)/s.exec(code)?.[1] ?? "";

    const [ofManifests = ""] = await diagnosticsTables();
    const [, others = ""] = ofManifests.split("leave no gap:");
    expect(listed(ofManifests)).toEqual([...new Set(reported)].sort());
    expect(listed(others)).toEqual(matches(harmless, /"([a-z-]+)"/g).sort());
  });

  test("has every diagnostic that only checks have", async () => {
    const reported = matches(await codeIn("src/check"), /\b(?:code: |(?:notJudged|generatedFile) = )"([a-z-]+)"/g);
    const [ofManifests = "", ofChecks = ""] = await diagnosticsTables();
    const shared = listed(ofManifests);
    expect(listed(ofChecks)).toEqual([...new Set(reported)].filter((code) => !shared.includes(code)).sort());
  });
});

/** The page's tables: of manifests, of checks. */
const diagnosticsTables = async () => (await readFile("docs/diagnostics.md", "utf8")).split("## In a check");

/** The codes that head rows of a table. */
const listed = (table: string) => matches(table, /^\| `([a-z-]+)`/gm).sort();

/** The anchors that GitHub gives to a page's headings. */
const anchors = (page: string) =>
  matches(page, /^#+ (.+)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, "")
      .replaceAll(" ", "-"),
  );

async function codeIn(...folders: string[]): Promise<string> {
  const sources = folders.map(async (folder) => {
    const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".ts"));
    return Promise.all(files.map((name) => readFile(join(folder, name), "utf8")));
  });
  return (await Promise.all(sources)).flat().join("\n");
}

/** What the first group of each match holds. */
function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, group = ""]) => group);
}
