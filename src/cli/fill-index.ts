import type { Engine } from "../../cache/engine.ts";
import { fill, missingIn } from "../../cache/fill.ts";
import type { ResolvedRef } from "../cpython/repository.ts";
import type { TargetRequest } from "../cpython/target.ts";
import type { LineRequest } from "../history/line.ts";
import { Bar } from "./bar.ts";
import { progress } from "./engine.ts";

/** Reads versions of a line missing in the index. @throws CapidiffError of the refs and of builds */
export async function readLine(engine: Engine, targets: TargetRequest[], line: LineRequest): Promise<void> {
  const { lineOf } = await import("../history/line.ts");
  const tags = lineOf(await engine.answers.refs(), line).filter(({ kind }) => kind === "tag");
  await readMissing(
    engine,
    targets,
    tags.map(({ name, commit, kind }) => ({ ref: name, commit, kind })),
  );
}

/** Reads the tags missing in the index, reporting progress. */
export async function readMissing(engine: Engine, targets: TargetRequest[], tags: ResolvedRef[]): Promise<void> {
  const missing = await missingIn(engine.indexes, tags, targets);
  if (missing.length === 0) return;
  progress.end();
  const bar = new Bar(process.stderr);
  try {
    await fill(missing, {
      ...engine,
      onProgress: ({ done, total, ref, target }) =>
        bar.draw(done, total, `reading ${ref}, ${target.abi} on ${target.platform}`),
    });
  } finally {
    bar.end();
  }
}

/** The lines along which histories are computed. */
const lines: LineRequest[] = [
  { refs: null, prereleases: false },
  { refs: null, prereleases: true },
];

/** Computes the changes between neighbours in advance, for the first history. */
export async function compareNeighbours({ answers }: Engine, targets: TargetRequest[]): Promise<void> {
  const known = (await Promise.all(lines.map((line) => answers.histories.lines(targets, line)))).flat();
  const pairs = known.flatMap(({ target, stops }) =>
    stops.slice(1).map((to, i) => ({ target, from: stops[i] as (typeof stops)[number], to })),
  );
  const bar = new Bar(process.stderr);
  try {
    for (const [done, { target, from, to }] of pairs.entries()) {
      bar.draw(done, pairs.length, `comparing ${from.ref} with ${to.ref}, ${target.abi} on ${target.platform}`);
      await answers.histories.changes(target, from, to);
    }
  } finally {
    bar.end();
  }
}
