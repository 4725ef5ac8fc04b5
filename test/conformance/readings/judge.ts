/**
 * What clang says about the declarations that capidiff read of one ref for one target, both surfaces. It judges how they
 * are parsed and laid out, for any platform that clang can compile for: no system header is needed.
 */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Declared } from "../../../src/c/fragment.ts";
import { tagsOf } from "../../../src/c/walk.ts";
import type { SurfaceReading } from "../../../src/cpython/surface-reading.ts";
import type { TargetRequest } from "../../../src/cpython/target.ts";
import type { SourceTree } from "../../../src/cpython/tree.ts";
import { RefReader } from "../../../src/manifest/reader.ts";
import { ManifestSession } from "../../../src/manifest/session.ts";
import type { Graph } from "../manifest/castxml.ts";
import { type FunctionPlace, readDeclarations } from "../manifest/declarations.ts";
import type { Truth } from "../manifest/judge.ts";
import type { Rejection, SurfaceTruth } from "../manifest/truth.ts";
import { typeFacts } from "../manifest/type-facts.ts";
import { Clang } from "./clang.ts";
import { type Piece, piecesOf } from "./text.ts";

/** `target`: the arguments that make clang compile for the platform. */
export async function judgeReading(
  tree: SourceTree,
  request: TargetRequest,
  target: readonly string[],
): Promise<Truth> {
  const reader = new RefReader(tree, request, new ManifestSession());
  const judge = (macros: string, internal: boolean) =>
    judgeSurface(reader.read(request.abi, macros, internal), reader.isOurs, target);
  const [shown, internal] = await Promise.all([judge("", false), judge("#define Py_BUILD_CORE 1\n", true)]);
  return { public: shown, internal };
}

/** What capidiff noted of a declaration as an attribute, in words that castxml passes on. */
const marks = ['-Dcapidiff_exported=annotate("default")', "-Dcapidiff_deprecated(since)=deprecated"];

async function judgeSurface(
  surface: SurfaceReading,
  isOurs: (header: string) => boolean,
  target: readonly string[],
): Promise<SurfaceTruth> {
  const folder = await mkdtemp(join(tmpdir(), "capidiff-reading-"));
  try {
    const clang = new Clang(folder, [...target, ...marks]);
    const { pieces, rejected } = await acceptable(piecesOf(surface), clang);
    const text = textOf(pieces);
    const graph = placed(await clang.describe(text + recordTags(surface)), pieces);
    const headerOf = (file: string) => (isOurs(file) ? file : null);
    const facts = await typeFacts(graph, headerOf, (declarations) => clang.erring(text, declarations));
    const supplement = { places: definitions(surface.declarations), ...facts };
    const refused = new Set(rejected.map(({ header }) => header));
    const judged = pieces.flatMap(({ lines }) => lines.map(({ header }) => header));
    // Not judged: which names declarations do not get because a macro has them.
    const names = [...surface.macros.values()].filter(({ header }) => isOurs(header));
    return {
      ...readDeclarations(graph, supplement, headerOf),
      macros: new Map(names.map(({ name, header, line }) => [name, { header, line, params: null, body: "" }])),
      values: new Map(),
      groups: [],
      rejected,
      judged: new Set(judged.filter((header) => !refused.has(header))),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Leaves out what clang sees an error in, and what then is one for lack of that. */
async function acceptable(pieces: readonly Piece[], clang: Clang) {
  const rejected = new Map<string, Rejection>();
  for (;;) {
    const errors = await clang.errors(textOf(pieces));
    if (errors.length === 0) return { pieces, rejected: [...rejected.values()] };
    const lines = pieces.flatMap((piece) => piece.lines.map((place) => ({ piece, place })));
    const wrong = new Set<Piece>();
    for (const error of errors) {
      const [, line, message] = /^unit\.c:(\d+):\d+: (?:fatal )?error: (.*)$/.exec(error) ?? [];
      const found = lines[Number(line) - 1];
      if (found === undefined) throw new Error(`clang errs elsewhere: ${error}`);
      wrong.add(found.piece);
      const { header } = found.place;
      if (rejected.has(header)) continue;
      const reported = `${header}:${found.place.line}: ${message}`;
      rejected.set(header, { header, stage: "compiling", error: reported, brought: new Set([header]) });
    }
    pieces = pieces.filter((piece) => !wrong.has(piece));
  }
}

function textOf(pieces: readonly Piece[]): string {
  return pieces.flatMap(({ lines }) => lines.map(({ text }) => `${text}\n`)).join("");
}

/** castxml leaves out the members of a struct that is defined within another, unless the file names it too. */
function recordTags({ declarations }: SurfaceReading): string {
  const tags = new Set<string>();
  for (const { declaration } of declarations) {
    for (const type of tagsOf(declaration.type))
      if (type.kind === "record" && type.tag !== null) tags.add(`${type.record} ${type.tag};\n`);
  }
  return [...tags].join("");
}

/** castxml knows the lines of the text: puts in where in the headers that stands. */
function placed(graph: Graph, pieces: readonly Piece[]): Graph {
  const places = pieces.flatMap(({ lines }) => lines);
  const files = new Map<string, string>();
  for (const { attributes } of graph.elements) {
    const inText = graph.files.get(attributes.file ?? "")?.endsWith("unit.c") === true;
    const place = inText ? places[Number(attributes.line) - 1] : undefined;
    if (place === undefined) continue;
    attributes.file = place.header;
    attributes.line = String(place.line);
    files.set(place.header, place.header);
  }
  return { ...graph, files };
}

/** A function with a body is at the place of that: the one thing that castxml does not tell. */
function definitions(declarations: readonly Declared[]): Map<string, FunctionPlace[]> {
  const places = new Map<string, FunctionPlace[]>();
  for (const { declaration, tokens, body } of declarations) {
    const token = tokens[declaration.token];
    if (body === null || token === undefined) continue;
    places.set(declaration.name, [{ header: token.header, line: token.line, definition: true }]);
  }
  return places;
}
