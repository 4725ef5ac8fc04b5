/**
 * What clang says about one ref's headers with the system headers of a platform, which others wrote, in place of the
 * prelude: it judges the prelude's types and macros, and which way the conditions of CPython's headers go.
 */
import { rm } from "node:fs/promises";
import type { TargetRequest } from "../../../src/cpython/target.ts";
import { readDeclarations } from "../manifest/declarations.ts";
import type { Truth } from "../manifest/judge.ts";
import type { SurfaceTruth } from "../manifest/truth.ts";
import { typeFacts } from "../manifest/type-facts.ts";
import { Clang } from "./clang.ts";
import { accepted, ownMacros, type SystemHeaders, type TreeFolder } from "./tree-folder.ts";

/** Without which functions have a body, and what is exported: castxml does not tell that of every system. */
export async function judgeWithSystem(
  tree: TreeFolder,
  request: TargetRequest,
  target: readonly string[],
  system: SystemHeaders,
): Promise<Truth> {
  const judge = (internal: boolean) => judgeSurface(tree, request, target, system, internal);
  const [shown, internal] = await Promise.all([judge(false), judge(true)]);
  return { public: shown, internal };
}

async function judgeSurface(
  tree: TreeFolder,
  request: TargetRequest,
  target: readonly string[],
  system: SystemHeaders,
  internal: boolean,
): Promise<SurfaceTruth> {
  const surface = await tree.surface(request, system, internal);
  const { folder, headerOf } = surface;
  const clang = new Clang(folder, [...target, ...surface.args]);
  const { text, rejected } = await accepted(surface, (unit) => clang.errors(unit));
  const graph = await clang.describe(text + tree.tags(), (file) => headerOf(file) !== null);
  const facts = await typeFacts(graph, headerOf, (declarations) => clang.erring(text, declarations));
  const supplement = { places: new Map(), ...facts };
  const { macros, headers } = ownMacros(surface, await clang.preprocess(text));
  await rm(folder, { recursive: true });
  return {
    ...readDeclarations(graph, supplement, headerOf),
    macros,
    values: new Map(),
    groups: [],
    rejected,
    judged: headers,
  };
}
