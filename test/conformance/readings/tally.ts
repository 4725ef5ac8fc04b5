/** The results of one judge for one platform, as text. */
import type { Manifest } from "../../../src/manifest/model.ts";
import { type Comparison, compare, type Kind } from "../manifest/compare.ts";
import type { Truth } from "../manifest/judge.ts";
import type { Rejection } from "../manifest/truth.ts";

const shown = 10;

export class Tally {
  readonly #title: string;
  readonly #counts: { kind: Kind; agreed: number; total: number }[];
  readonly #disagreements: string[] = [];
  /** Why the compiler does not take a header, with the targets. */
  readonly #rejections = new Map<string, string[]>();
  readonly #leftOut = new Set<string>();

  constructor(title: string, kinds: readonly Kind[]) {
    this.#title = title;
    this.#counts = kinds.map((kind) => ({ kind, agreed: 0, total: 0 }));
  }

  /** `leftOut`: names that this judge cannot judge. */
  compare(target: string, manifest: Manifest, truth: Truth, leftOut: ReadonlySet<string> = new Set()): void {
    const kinds = this.#counts.map(({ kind }) => kind);
    const rejected = [truth.public, truth.internal].flatMap((surface) => surface?.rejected ?? []);
    this.add(target, compare(manifest, truth, null, kinds), rejected, leftOut);
  }

  /** `rejected`: headers that the compiler does not take. */
  add(
    target: string,
    { agreed, total, unjudged, disagreements }: Comparison,
    rejected: readonly Rejection[],
    leftOut: ReadonlySet<string> = new Set(),
  ): void {
    const left = disagreements.filter(({ name }) => leftOut.has(name));
    for (const count of this.#counts) {
      count.agreed += agreed[count.kind];
      count.total += total[count.kind] - left.filter(({ kind }) => kind === count.kind).length;
    }
    for (const { name } of left) this.#leftOut.add(name);
    for (const [header, { error }] of new Map(rejected.map((rejection) => [rejection.header, rejection]))) {
      const entries = unjudged.get(header) ?? 0;
      if (entries === 0) continue;
      const line = `${entries} entries of ${header}, which the compiler rejects: ${error}`;
      this.#rejections.set(line, [...(this.#rejections.get(line) ?? []), target]);
    }
    for (const { kind, name, ours, theirs, where } of disagreements) {
      if (leftOut.has(name)) continue;
      const [our, their] = [ours, theirs].map((facts) => JSON.stringify(facts).slice(0, 600));
      this.#disagreements.push(`${target} ${kind} ${name} at ${where}\n    ours   ${our}\n    theirs ${their}`);
    }
  }

  /** Says whether everything agrees, and there was anything to compare. */
  print(all: boolean): boolean {
    console.log(`${this.#title}: ${this.#counts.map((c) => `${c.kind} ${c.agreed}/${c.total}`).join(", ")}`);
    for (const [line, targets] of this.#rejections) console.log(`  not compared: ${line} [${targets.join(", ")}]`);
    if (this.#leftOut.size > 0)
      console.log(`  not compared, as this judge cannot tell: ${[...this.#leftOut].join(", ")}`);
    const lines = this.#disagreements.slice(0, all ? undefined : shown);
    for (const line of lines) console.log(`  ${line}`);
    const more = this.#disagreements.length - lines.length;
    if (more > 0) console.log(`  ${more} more (--all)`);
    return this.#disagreements.length === 0 && this.#counts.every(({ total }) => total > 0);
  }
}
