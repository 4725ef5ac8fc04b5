import { type KnownApi, type SourceUses, sourceUses } from "../../../src/check/source/uses.ts";
import type { Use } from "../../../src/check/use.ts";
import { defaultTarget, type TargetRequest } from "../../../src/cpython/target.ts";
import type { SourceTree } from "../../../src/cpython/tree.ts";
import { sourceFile } from "../../manifest/miniature.ts";
import { placed } from "../placed.ts";

/** A CPython of a few lines: `api` is in Python.h after the version, `others` are more headers of `Include/`. */
export function cpython(minor: number, api: string, others: Record<string, string> = {}): SourceTree {
  const level = "#define PY_RELEASE_LEVEL_FINAL 0xF\n#define PY_RELEASE_LEVEL PY_RELEASE_LEVEL_FINAL\n";
  const patchlevel = `#define PY_MAJOR_VERSION 3
#define PY_MINOR_VERSION ${minor}
#define PY_MICRO_VERSION 1
${level}#define PY_RELEASE_SERIAL 0
#define PY_VERSION "3.${minor}.1"
#define PY_VERSION_HEX ((PY_MAJOR_VERSION << 24) | (PY_MINOR_VERSION << 16) | (1 << 8) | 0xF0)
`;
  const headers: Record<string, string> = {
    "Python.h": `#ifndef Py_PYTHON_H\n#define Py_PYTHON_H\n#include "patchlevel.h"\n#include <stddef.h>\n${api}\n#endif\n`,
    "patchlevel.h": patchlevel,
    ...others,
  };
  const files = Object.entries(headers).map(([name, text]) => sourceFile(`Include/${name}`, text));
  return { ref: `v3.${minor}.1`, commit: "c".repeat(40), files: new Map(files.map((file) => [file.path, file])) };
}

/** Nothing is known of other versions. */
export const nothing: KnownApi = {
  isName: () => false,
  isBrought: () => true,
  structsWith: () => [],
  isHeader: () => false,
};

/** What the files of an extension use; one text is `ext.c`, after including Python.h. */
export function usesOf(
  sources: string | Record<string, string>,
  tree: SourceTree,
  known: Partial<KnownApi> = {},
  request: Partial<TargetRequest> = {},
  defines: readonly string[] = [],
): PlacedUses {
  const files = typeof sources === "string" ? { "ext.c": `#include <Python.h>\n${sources}` } : sources;
  const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
  const target = { ...defaultTarget, ...request };
  const found = sourceUses(texts, tree, target, { ...nothing, ...known }, { directives: () => defines });
  return { ...found, uses: placed(found.uses) };
}

/** With each use at its place. */
export type PlacedUses = Omit<SourceUses, "uses"> & { uses: Use[] };

/** `PyFoo/2@ext.c:3:5` of a call, `PyFoo@…` of a name, `PyBar.m@…` of a member, `?` before a likely one, `<name.h>@…`. */
export function reported(use: Use): string {
  const { file, line, column } = use.place ?? { file: "" };
  const at = `@${file}:${line}:${column}`;
  if (use.kind === "header") return `<${use.header}>${at}`;
  if (use.kind === "member") return `${use.confidence === "likely" ? "?" : ""}${use.struct}.${use.member}${at}`;
  return `${use.name}${use.arguments === undefined ? "" : `/${use.arguments}`}${at}`;
}

/** The uses without locations, each once. */
export const names = ({ uses }: PlacedUses): string[] => [
  ...new Set(uses.filter(({ kind }) => kind !== "header").map((use) => reported(use).replace(/@.*/, ""))),
];
