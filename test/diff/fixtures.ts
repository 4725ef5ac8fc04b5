import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { defaultTarget } from "../../src/cpython/target.ts";
import type { SourceTree } from "../../src/cpython/tree.ts";
import type { Change, Side } from "../../src/diff/model.ts";
import { buildManifest } from "../../src/manifest/build.ts";
import type { Manifest } from "../../src/manifest/model.ts";

const folder = new URL("../fixtures/rules/", import.meta.url);

export const fixtures: readonly string[] = readdirSync(folder).sort();

/** The manifest of one side of a fixture. */
export function fixtureManifest(fixture: string, side: "old" | "new"): Manifest {
  const tree = new URL(`${fixture}/${side}/`, folder);
  const headers = textsIn(new URL("Include/", tree), ".h");
  const documentation = existsSync(new URL("Doc/data/", tree)) ? textsIn(new URL("Doc/data/", tree), ".dat") : [];
  return headersManifest(`${fixture}/${side}`, new Map(headers), new Map(documentation));
}

function textsIn(directory: URL, extension: string): [path: string, text: string][] {
  const paths = readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(extension),
  );
  return paths.map((path) => [path, readFileSync(new URL(path, directory), "utf8")]);
}

/**
 * The manifest of a few headers of `Include/`, by their path in it, with as much of CPython around them as they need.
 * @param documentation of `Doc/data/`, likewise
 */
export function headersManifest(
  ref: string,
  headers: ReadonlyMap<string, string>,
  documentation: ReadonlyMap<string, string> = new Map(),
): Manifest {
  const texts = new Map(headers);
  texts.set("patchlevel.h", patchlevel);
  const inPython = [...headers.keys()].filter(
    (path) => !path.includes("/") && !texts.get(path)?.startsWith("/* Not in Python.h"),
  );
  texts.set("Python.h", pythonHeader(inPython));
  const files: SourceTree["files"] = new Map();
  for (const [name, text] of texts) {
    const path = `Include/${name}`;
    files.set(path, { path, text, blob: createHash("sha1").update(text).digest("hex") });
  }
  for (const [name, text] of documentation) {
    const path = `Doc/data/${name}`;
    files.set(path, { path, text, blob: createHash("sha1").update(text).digest("hex") });
  }
  // A list with none of the names: their promises are known.
  const list = "Misc/stable_abi.toml";
  files.set(list, { path: list, text: '[function.PyNothing]\nadded = "3.2"\n', blob: "0".repeat(40) });
  return buildManifest({ ref, commit: "0".repeat(40), files }, defaultTarget);
}

function pythonHeader(headers: readonly string[]): string {
  const includes = headers.toSorted().map((path) => `#include "${path}"\n`);
  return `#ifndef Py_PYTHON_H
#define Py_PYTHON_H
#include "patchlevel.h"
#define PyAPI_FUNC(RTYPE) RTYPE
#define PyAPI_DATA(RTYPE) extern RTYPE
#define Py_DEPRECATED(VERSION)
typedef struct _object PyObject;
typedef struct _typeobject PyTypeObject;
${includes.join("")}#endif
`;
}

const patchlevel = `#define PY_MAJOR_VERSION 3
#define PY_MINOR_VERSION 13
#define PY_MICRO_VERSION 0
#define PY_RELEASE_LEVEL 0xF
#define PY_RELEASE_SERIAL 0
#define PY_VERSION "3.13.0"
`;

/** A change in the one line that fixtures expect it as, e.g. `symbol-added function PyFoo: compatible/compatible, nothing → Include/foo.h:3`. */
export function lineOf({ rule, subject, member, source, binary, from, to }: Change): string {
  const place = (side: Side | null) => (side ? `${side.header}:${side.line}` : "nothing");
  const name = member === null ? subject.name : `${subject.name}.${member}`;
  return `${rule} ${subject.kind} ${name}: ${source}/${binary}, ${place(from)} → ${place(to)}`;
}
