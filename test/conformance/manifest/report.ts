/** The result as text: agreed/total per kind, ref and abi as they come, and at the end what disagrees and why not all is judged. */
import { type Comparison, type Disagreement, type Kind, kinds } from "./compare.ts";
import type { Truth } from "./judge.ts";
import { leftOut } from "./left-out.ts";
import type { ConformanceTarget } from "./targets.ts";

/** Number of disagreements of a kind shown for a target by default. */
const shown = 5;

export class Report {
  readonly #print: (line: string) => void;
  readonly #limit: number;
  readonly #disagreements: string[] = [];
  readonly #rejections = new Map<string, string[]>();
  readonly #used = new Set<(typeof leftOut)[number]>();
  readonly #refs = new Set<string>();
  readonly #sums = new Map<string, { agreed: Record<Kind, number>; total: Record<Kind, number> }>();
  readonly #notCompared: string[] = [];

  constructor(print: (line: string) => void, all: boolean) {
    this.#print = print;
    this.#limit = all ? Number.POSITIVE_INFINITY : shown;
    print(row("agreed/total", kinds));
  }

  /** A platform without a compiler on this machine. */
  leaveOut(platform: string, reason: string): void {
    this.#notCompared.push(`${platform}: ${reason}`);
  }

  add(ref: string, target: ConformanceTarget, truth: Truth, comparison: Comparison): void {
    const { agreed, total, disagreements, unjudged } = comparison;
    const { label: abi, request } = target;
    const sums = this.#sums.get(request.platform) ?? { agreed: count(), total: count() };
    this.#sums.set(request.platform, sums);
    this.#refs.add(ref);
    this.#addRejections(ref, abi, truth, unjudged);
    const left: Record<Kind, Disagreement[]> = Object.fromEntries(kinds.map((kind) => [kind, []])) as never;
    for (const one of disagreements) {
      const entry = leftOut.find(
        (out) => out.ref === ref && (out.abi ?? abi) === abi && out.kind === one.kind && out.name === one.name,
      );
      if (entry) {
        this.#used.add(entry);
        total[one.kind]--;
      } else left[one.kind].push(one);
    }
    for (const kind of kinds) {
      sums.agreed[kind] += agreed[kind];
      sums.total[kind] += total[kind];
      const lines = left[kind].slice(0, this.#limit).map((one) => disagreement(ref, abi, one));
      const more = left[kind].length - lines.length;
      if (more > 0) lines.push(`${ref} ${abi} ${kind}: ${more} more (--all)`);
      this.#disagreements.push(...lines);
    }
    if (kinds.every((kind) => total[kind] === 0)) this.#disagreements.push(`${ref} ${abi}: nothing could be judged`);
    this.#print(row(`${ref} ${abi}`, ratios(agreed, total)));
  }

  /** Headers that a compiler rejects are reported once for all targets of a ref. */
  #addRejections(ref: string, abi: string, truth: Truth, unjudged: Map<string, number>): void {
    for (const { header, stage, error } of [...truth.public.rejected, ...(truth.internal?.rejected ?? [])]) {
      const entries = unjudged.get(header) ?? 0;
      const line = `${ref} ${error} (${stage} ${header}; entries of it not judged: ${entries})`;
      const targets = this.#rejections.get(line) ?? [];
      if (!targets.includes(abi)) targets.push(abi);
      this.#rejections.set(line, targets);
    }
  }

  /** Prints the rest and says whether everything agrees. */
  finish(): boolean {
    const print = this.#print;
    for (const [platform, { agreed, total }] of this.#sums) print(row(`all ${platform}`, ratios(agreed, total)));
    for (const line of this.#notCompared) print(`not compared: ${line}`);
    print(`\nRejected by the compiler, alone after Python.h: ${this.#rejections.size}`);
    for (const [line, targets] of this.#rejections) print(`  ${line} [${targets.join(" ")}]`);
    print(`\nLeft out: ${this.#used.size}`);
    for (const { ref, abi, kind, name, reason } of this.#used) {
      print(`  ${ref} ${abi ?? "every abi"} ${kind} ${name}: ${reason}`);
    }
    const stale = leftOut.filter((entry) => this.#refs.has(entry.ref) && entry.abi === null && !this.#used.has(entry));
    for (const { ref, kind, name } of stale)
      print(`  ${ref} ${kind} ${name} is left out and agrees: take it off the list`);
    const missing = ({ agreed, total }: { agreed: Record<Kind, number>; total: Record<Kind, number> }) =>
      kinds.reduce((sum, kind) => sum + total[kind] - agreed[kind], 0);
    print(`\nDisagreements: ${[...this.#sums.values()].reduce((sum, one) => sum + missing(one), 0)}`);
    for (const line of this.#disagreements) print(`  ${line}`);
    return this.#disagreements.length === 0 && stale.length === 0;
  }
}

function disagreement(ref: string, abi: string, { kind, name, ours, theirs, where }: Disagreement): string {
  return `${ref} ${abi} ${kind} ${name} at ${where}\n    ours   ${text(ours)}\n    theirs ${text(theirs)}`;
}

function text(facts: unknown): string {
  const json = JSON.stringify(facts);
  return json.length > 600 ? `${json.slice(0, 600)}…` : json;
}

function count(): Record<Kind, number> {
  return Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>;
}

/** `agreed/total` of each kind; a dash if none was requested. */
function ratios(agreed: Record<Kind, number>, total: Record<Kind, number>): string[] {
  return kinds.map((kind) => (total[kind] === 0 ? "-" : `${agreed[kind]}/${total[kind]}`));
}

function row(head: string, cells: readonly string[]): string {
  return head.padEnd(30) + cells.map((cell) => cell.padStart(12)).join("");
}
