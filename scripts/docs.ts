/**
 * `npm run docs`: regenerates the output shown in README.md, docs/ and the OpenAPI document, from real runs on the
 * corpus.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { corpusRemote } from "../test/corpus/corpus.ts";
import { answersTo, writeExamples } from "./examples.ts";
import { Generator, pages } from "./generated.ts";

const remote = corpusRemote();
if (!remote) throw new Error("Set CPYTHON_REPO, or put the corpus at ../shared/corpus.");

const data = await mkdtemp(join(tmpdir(), "capidiff-docs-"));
const generator = await Generator.start(remote, data);
try {
  await writeExamples(await answersTo((url) => generator.get(url)));
  for (const page of await pages()) await writeFile(page, await generator.render(await readFile(page, "utf8")));
} finally {
  await generator.stop();
  await rm(data, { recursive: true, maxRetries: 3 });
}
