import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { defaultTarget, type TargetRequest } from "../../src/cpython/target.ts";
import type { SourceFile, SourceTree } from "../../src/cpython/tree.ts";
import { buildManifest } from "../../src/manifest/build.ts";
import type { Manifest } from "../../src/manifest/model.ts";

/**
 * Trees in `test/fixtures` with one example of everything that real headers do: `cpython` is laid out like 3.13,
 * `cpython-3.1` like versions before `Include/cpython`, `Include/internal` and the limited API.
 */
export type Miniature = "cpython" | "cpython-3.1";

const fixtures = new URL("../fixtures/", import.meta.url);

/** A miniature CPython with `changes` made to its files: a text to write, null to take away. */
export function miniature(changes: Record<string, string | null> = {}, name: Miniature = "cpython"): SourceTree {
  const folder = new URL(`${name}/`, fixtures);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(folder.pathname.length).replace(/^\/+/, ""));
  const files = new Map(paths.map((path) => [path, sourceFile(path, readFileSync(new URL(path, folder), "utf8"))]));
  for (const [path, text] of Object.entries(changes)) {
    if (text === null) files.delete(path);
    else files.set(path, sourceFile(path, text));
  }
  return { ref: name, commit: "c".repeat(40), files };
}

export function sourceFile(path: string, text: string): SourceFile {
  return { path, text, blob: createHash("sha1").update(text).digest("hex") };
}

/** The manifest of a changed miniature. A header of `Include/` that no other includes is read after `Python.h`. */
export function manifestOf(
  changes: Record<string, string | null> = {},
  request: Partial<TargetRequest> = {},
): Manifest {
  return buildManifest(miniature(changes), { ...defaultTarget, ...request });
}

/** The manifest of the miniature with one header more, `Include/test.h`. */
export function manifestWith(text: string, request: Partial<TargetRequest> = {}): Manifest {
  return manifestOf({ "Include/test.h": text }, request);
}

/** The entry of this name. */
export function named<T extends { name: string }>(entries: readonly T[], name: string): T | undefined {
  return entries.find((entry) => entry.name === name);
}
