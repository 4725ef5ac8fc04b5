/**
 * `npm run bench:check`: the cost of checking `docs/examples/tracer.c` on a fresh machine, again, and on a
 * fresh machine that has imported an index; and how much memory a source of 10 MB takes.
 *
 * Costs cover the whole process and every git it starts, including the remote's, since the remote is local. The index has
 * all tags and is exported beforehand; importing it is not part of the check.
 *
 * Options: `--runs 3`; `--write` puts the table into docs/performance.md; `--check` fails above the limits.
 */
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { corpusRemote } from "../test/corpus/corpus.ts";
import { type Cost, measure, median } from "./measure.ts";
import { writeBlock } from "./page.ts";

const limits = { freshSeconds: 6, freshBytes: 300e6, againSeconds: 0.6, indexedSeconds: 1, largeBytes: 350e6 };
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

  const large = await capidiff(filled, "check", await largeSource(), "--target", "3.15", "--fail-on", "never");
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
    row("of 10 MB instead, with an index", large, `${limits.largeBytes / 1e6} MB`),
  ];
  console.log(lines.join("\n"));
  if (options.write) await writeBlock("bench:check", lines);
  const isFresh = fresh.cpuSeconds <= limits.freshSeconds && fresh.peakBytes <= limits.freshBytes;
  if (large.peakBytes > limits.largeBytes) return false;
  return isFresh && again.cpuSeconds <= limits.againSeconds && indexed.cpuSeconds <= limits.indexedSeconds;
}

/** 10 MB like the output of code generators: many functions, each with uses of the API, and comments. */
async function largeSource(): Promise<string> {
  const lines = (index: number) => `
/* "module.pyx":${index}
 *     return sorted(items, key=lambda item: item[1])[${index}:]             # <<<<<<<<<<<<<<
 */
static PyObject *function_${index}(PyObject *self, PyObject *args, PyObject *kwds) {
  PyObject *result = NULL, *item = NULL; Py_ssize_t at = 0; PyThreadState *tstate = PyThreadState_Get();
  if (unlikely(PyTuple_GET_SIZE(args) != 2)) { PyErr_Format(PyExc_TypeError, "no %d", ${index}); goto error; }
  result = PyList_New(0); if (unlikely(!result)) { line = ${index}; goto error; }
  for (at = 0; at < PyTuple_GET_SIZE(args); at++) {
    item = PyTuple_GET_ITEM(args, at); Py_INCREF(item);
    if (unlikely(PyList_Append(result, item) < 0)) { line = ${index}; goto error; }
    Py_DECREF(item); item = NULL; if (tstate->use_tracing) line = Py_TYPE(result)->tp_basicsize;
  }
  return result;
error:
  Py_XDECREF(result); Py_XDECREF(item); return NULL;
}
`;
  const head = "#include <Python.h>\n#define unlikely(x) __builtin_expect(!!(x), 0)\nstatic int line;\n";
  const file = join(scratch, "large.c");
  const count = Math.ceil(10e6 / lines(10_000).length);
  await writeFile(file, head + Array.from({ length: count }, (_, index) => lines(index)).join(""));
  return file;
}

function row(what: string, { cpuSeconds, peakBytes }: Cost, aim: string): string {
  return `| ${what} | ${cpuSeconds.toFixed(2)} | ${Math.round(peakBytes / 1e6)} | ${aim} |`;
}
