import { beforeAll, describe, expect, test } from "vitest";
import type { Answers } from "../../cache/answers.ts";
import { KnownNames } from "../../src/check/known.ts";
import { type Check, usedText } from "../../src/check/model.ts";
import { defaultTarget } from "../../src/cpython/target.ts";
import type { Manifest } from "../../src/manifest/model.ts";
import { corpusRemote } from "../corpus/corpus.ts";
import { openReleases } from "../corpus/releases.ts";

/**
 * Random uses of names that the baseline has and the target lacks, inserted into clean extensions: each is found.
 * `MUTATIONS=300` draws that many with a new seed each time, `MUTATION_SEED` repeats a run.
 */
const count = Number(process.env.MUTATIONS ?? 40);
const seed = Number(process.env.MUTATION_SEED ?? (process.env.MUTATIONS ? Date.now() % 1_000_000 : 1));
const target = "v3.15.2";
const baseline = "v3.11.2";
const remote = corpusRemote();

const clean = `#include <Python.h>
static PyObject *count(PyObject *self, PyObject *o) { return PyLong_FromSsize_t(PyObject_Size(o)); }
static PyMethodDef methods[] = { { "count", count, METH_O, 0 }, { 0, 0, 0, 0 } };
static PyModuleDef module = { PyModuleDef_HEAD_INIT, "m", 0, -1, methods, 0, 0, 0, 0 };
PyMODINIT_FUNC PyInit_m(void) { return PyModule_Create(&module); }
`;

interface Mutation {
  used: string;
  line: string;
}

/** Names used in one line that one version lacks and the other declares in Python.h. */
function mutationsOf(from: Manifest, to: Manifest): Mutation[] {
  const known = new KnownNames([from]);
  const names = new Set([...to.symbols, ...to.structs].map(({ name }) => name));
  const elsewhere = new Set(to.elsewhere.map(({ name }) => name));
  const isLost = (name: string) => !names.has(name) && !elsewhere.has(name) && known.isBrought(name, []);
  const symbols = from.symbols
    .filter(({ name, surface }) => surface === "public" && isLost(name))
    .map(({ name, kind }): Mutation => {
      const isType = kind === "typedef";
      return { used: name, line: isType ? `${name} *v_${name};` : `void u_${name}(void) { (void)${name}; }` };
    });
  const members = from.structs.flatMap((struct): Mutation[] => {
    const now = to.structs.find(({ name }) => name === struct.name);
    if (struct.surface !== "public" || struct.opaque || now === undefined || !known.isBrought(struct.name, []))
      return [];
    const type = struct.typedefs.includes(struct.name) ? struct.name : `struct ${struct.name}`;
    const lost = (struct.members ?? []).filter(
      ({ name }) => name !== null && !now.members?.some((member) => member.name === name),
    );
    return lost.flatMap(({ name }) => {
      const used = `${struct.name}.${name}`;
      const access = { used, line: `void u_${struct.name}_${name}(${type} *p) { (void)p->${name}; }` };
      const initializer = { used, line: `${type} i_${struct.name}_${name} = { .${name} = 0 };` };
      return now.opaque ? [access] : [access, initializer];
    });
  });
  const paths = new Set(to.headers.map(({ path }) => path));
  const headers = from.headers
    .filter(({ path }) => /^Include\/\w+\.h$/.test(path) && !paths.has(path))
    .map(({ path }) => path.replace("Include/", ""))
    .map((header): Mutation => ({ used: header, line: `#include <${header}>` }));
  return [...symbols, ...members, ...headers];
}

/** mulberry32: the same numbers for the same seed. */
function random(state: number): () => number {
  let now = state;
  return () => {
    now = (now + 0x6d2b79f5) | 0;
    let mixed = Math.imul(now ^ (now >>> 15), 1 | now);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function draw(all: readonly Mutation[], wanted: number, next: () => number): Mutation[] {
  const left = [...all];
  return Array.from({ length: Math.min(wanted, left.length) }, () => {
    const [one] = left.splice(Math.trunc(next() * left.length), 1);
    return one as Mutation;
  });
}

describe.skipIf(!remote)(`mutations of clean extensions (MUTATION_SEED=${seed})`, () => {
  let answers: Answers;
  let mutations: Mutation[];
  beforeAll(async () => {
    const releases = openReleases(remote as string);
    answers = releases.answers;
    const [before, after] = [await releases.manifest(baseline), await releases.manifest(target)];
    mutations = draw(mutationsOf(before, after), count, random(seed));
  });

  async function check(file: string, text: string): Promise<Check> {
    const files = [{ file, bytes: Buffer.from(text) }];
    const request = { target, baseline, allVersions: false };
    return JSON.parse((await (await answers.check({ files, request, target: defaultTarget })).bytes()).toString());
  }

  test.each(["clean.c", "clean.cpp"])(
    "%s is ok, and each use that is written into it is found",
    async (file) => {
      expect(await check(file, clean)).toMatchObject({ verdict: "ok", findings: [] });
      const first = clean.split("\n").length;
      const { findings } = await check(file, `${clean}${mutations.map(({ line }) => `${line}\n`).join("")}`);
      const reported = findings
        .filter(({ impact, since }) => impact !== "compatible" && since !== null)
        .flatMap(({ used, places }) => places.map(({ line }) => `${line} ${usedText(used)}`));
      const missed = mutations
        .map(({ used }, index) => `${first + index} ${used}`)
        .filter((one) => !reported.includes(one));
      expect(missed.map((one) => `${one}: ${mutations[Number.parseInt(one, 10) - first]?.line}`)).toEqual([]);
    },
    300_000,
  );
});
