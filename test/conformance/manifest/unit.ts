/** The declarations of one translation unit: castxml's, with facts that only gcc gives. */
import { type Graph, parseCastxml } from "./castxml.ts";
import { checkWithGcc, describe, type Setting, writeUnit } from "./compiler.ts";
import { type FunctionPlace, readDeclarations } from "./declarations.ts";
import type { Declarations } from "./truth.ts";
import { typeFacts } from "./type-facts.ts";

/** `Include/…` for a file of the tree as a compiler spells it, null for any other. */
export type HeaderOf = (file: string) => string | null;

export type Verdict = { declarations: Declarations; errors: null } | { declarations: null; errors: string };

/** Rejected (`errors`) if either compiler rejects it. */
export async function judgeUnit(setting: Setting, name: string, text: string, headerOf: HeaderOf): Promise<Verdict> {
  const unit = await writeUnit(setting, name, text);
  const [clang, gcc] = await Promise.all([describe(setting, unit), checkWithGcc(setting, unit)]);
  if (!clang.ok || !gcc.ok) return { declarations: null, errors: clang.ok ? gcc.errors : clang.errors };
  const graph = await describeWhole(setting, text, parseCastxml(clang.output), headerOf);
  const facts = await typeFacts(graph, headerOf, (declarations) => erring(setting, text, declarations));
  const supplement = { places: functionPlaces(gcc.output, headerOf), ...facts };
  return { declarations: readDeclarations(graph, supplement, headerOf), errors: null };
}

/** castxml leaves out the members of a struct that is defined within another, unless the file itself names it too. */
async function describeWhole(setting: Setting, text: string, graph: Graph, headerOf: HeaderOf): Promise<Graph> {
  const named = new Set<string>();
  for (;;) {
    const hidden = graph.elements
      .filter(({ kind, attributes: a }) => /^(Struct|Union)$/.test(kind) && a.name && a.size && !a.members)
      .filter(({ attributes: { file = "" } }) => headerOf(graph.files.get(file) ?? "") !== null)
      .map(({ kind, attributes: { name } }) => `${kind.toLowerCase()} ${name};`)
      .filter((declaration) => !named.has(declaration));
    if (hidden.length === 0) return graph;
    for (const declaration of hidden) named.add(declaration);
    const unit = await writeUnit(setting, "whole.c", [text, ...named, ""].join("\n"));
    const { output, errors } = await describe(setting, unit);
    if (output === "") throw new Error(`castxml takes a unit and not the same with ${[...named].join(" ")}\n${errors}`);
    graph = parseCastxml(output);
  }
}

/** The first error line of a compiler, without parts that vary by machine. */
export function firstError(errors: string, headerOf: HeaderOf): string {
  const line = errors.split("\n").find((line) => /\berror:/.test(line)) ?? errors.trim();
  return line.replace(/^[^:]+/, (file) => headerOf(file) ?? file);
}

/** The headers of the tree that a compiler's errors stand in. */
export function erringHeaders(errors: string, headerOf: HeaderOf): string[] {
  const files = [...errors.matchAll(/^([^\s:][^:\n]*):\d+:\d+: (?:fatal )?error:/gm)].map(
    (match) => match[1] as string,
  );
  return [...new Set(files.map(headerOf))].filter((header) => header !== null);
}

/** gcc's `-aux-info` has a line for every declaration (`NC`, `OC`) and definition (`NF`) with its place and prototype. */
function functionPlaces(auxInfo: string, headerOf: HeaderOf): Map<string, FunctionPlace[]> {
  const places = new Map<string, FunctionPlace[]>();
  for (const [, file, line, what, prototype] of auxInfo.matchAll(/^\/\* (.+):(\d+):[NOI]([CF]) \*\/ (.*)$/gm)) {
    const header = headerOf(file as string);
    const name = /(\w+) \((?!\*)/.exec(prototype as string)?.[1];
    if (header === null || name === undefined) continue;
    const place = { header, line: Number(line), definition: what === "F" };
    places.set(name, [...(places.get(name) ?? []), place]);
  }
  return places;
}

/** Which declarations gcc sees an error in, after a text that it takes. */
async function erring(setting: Setting, text: string, declarations: readonly string[]): Promise<number[]> {
  const lines = text.trimEnd().split("\n");
  const unit = await writeUnit(setting, "types.c", [...lines, ...declarations, ""].join("\n"));
  const { errors } = await checkWithGcc(setting, unit);
  return [...errors.matchAll(/^types\.c:(\d+):\d+: error:/gm)].map(([, line]) => Number(line) - lines.length - 1);
}
