/**
 * `npm run bench:check`: what it costs to check `docs/examples/tracer.c` on a fresh machine, when asked again, and on a
 * fresh machine that has imported an index.
 *
 * A cost is that of the whole process and of every git that it starts; the remote's own git is one of them, since the
 * remote is local. The index is that of all tags, made and exported beforehand; to import it is not part of the check.
 *
 * Options: `--runs 3`; `--write` puts the table into docs/performance.md; `--check` fails above the limits.
 */
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { corpusRemote } from "../test/corpus/corpus.ts";
import { type Cost, measure, median } from "./measure.ts";
import { writeBlock } from "./page.ts";

const limits = { freshSeconds: 6, freshBytes: 300e6, againSeconds: 0.6, indexedSeconds: 1 };
const cli = "dist/src/cli.js";
const question = ["check", "docs/examples/tracer.c", "--target", "3.15", "--fail-on", "never"];

const { values: options } = parseArgs({
  options: {
    runs: { type: "string", default: "3" },
    write: { type: "boolean", default: false },
    check: { type: "boolean", default: false },
  },
});
const remote = corpusRemote();
if (!remote) throw new Error("Set CPYTHON_REPO, or put the corpus at ../shared/corpus.");
if (!existsSync(cli)) throw new Error("Run `npm run build` first.");

const scratch = await mkdtemp(join(tmpdir(), "capidiff-bench-"));
try {
  process.exitCode = (await bench(remote, Number(options.runs))) || !options.check ? 0 : 1;
} finally {
  await rm(scratch, { recursive: true });
}

async function bench(remote: string, runs: number): Promise<boolean> {
  const capidiff = (data: string, ...args: string[]) =>
    measure(process.execPath, [cli, ...args], { ...process.env, CPYTHON_REPO: remote, CAPIDIFF_DATA_DIR: data });
  const index = join(scratch, "all.index");
  const filled = join(scratch, "filled");
  await capidiff(filled, "index");
  await capidiff(filled, "index", "--export", index);

  const costs = { fresh: [] as Cost[], again: [] as Cost[], imported: [] as Cost[], indexed: [] as Cost[] };
  for (let run = 0; run < runs; run++) {
    const data = join(scratch, "fresh");
    costs.fresh.push(await capidiff(data, ...question));
    costs.again.push(await capidiff(data, ...question));
    await rm(data, { recursive: true });
    costs.imported.push(await capidiff(data, "index", "--import", index));
    costs.indexed.push(await capidiff(data, ...question));
    await rm(data, { recursive: true });
  }
  const [fresh, again, imported, indexed] = Object.values(costs).map(median) as [Cost, Cost, Cost, Cost];
  const lines = [
    `${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}, ${runs} runs, medians; git is counted.`,
    "",
    "| `capidiff check docs/examples/tracer.c --target 3.15` | s CPU | MB | aim |",
    "| --- | --: | --: | --- |",
    row("on a fresh machine", fresh, `${limits.freshSeconds} s, ${limits.freshBytes / 1e6} MB`),
    row("asked again", again, `${limits.againSeconds} s`),
    row("on a fresh machine with an index", indexed, `${limits.indexedSeconds} s`),
    row("to import that index", imported, "none"),
  ];
  console.log(lines.join("\n"));
  if (options.write) await writeBlock("bench:check", lines);
  const isFresh = fresh.cpuSeconds <= limits.freshSeconds && fresh.peakBytes <= limits.freshBytes;
  return isFresh && again.cpuSeconds <= limits.againSeconds && indexed.cpuSeconds <= limits.indexedSeconds;
}

function row(what: string, { cpuSeconds, peakBytes }: Cost, aim: string): string {
  return `| ${what} | ${cpuSeconds.toFixed(2)} | ${Math.round(peakBytes / 1e6)} | ${aim} |`;
}
