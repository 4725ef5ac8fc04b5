/** The result as text: agreed/total per kind, ref and abi as they come, and at the end what disagrees and why not all is judged. */
import { type Comparison, type Disagreement, type Kind, kinds } from "./compare.ts";
import type { Truth } from "./judge.ts";
import { leftOut } from "./left-out.ts";

/** How many disagreements of a kind are shown for a target, unless all are asked for. */
const shown = 5;

export class Report {
  readonly #print: (line: string) => void;
  readonly #limit: number;
  readonly #disagreements: string[] = [];
  readonly #rejections = new Map<string, string[]>();
  readonly #used = new Set<(typeof leftOut)[number]>();
  readonly #refs = new Set<string>();
  readonly #agreed = count();
  readonly #total = count();

  constructor(print: (line: string) => void, all: boolean) {
    this.#print = print;
    this.#limit = all ? Number.POSITIVE_INFINITY : shown;
    print(row("agreed/total", kinds));
  }

  add(ref: string, abi: string, truth: Truth, { agreed, total, disagreements, unjudged }: Comparison): void {
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
      this.#agreed[kind] += agreed[kind];
      this.#total[kind] += total[kind];
      const lines = left[kind].slice(0, this.#limit).map((one) => disagreement(ref, abi, one));
      const more = left[kind].length - lines.length;
      if (more > 0) lines.push(`${ref} ${abi} ${kind}: ${more} more (--all)`);
      this.#disagreements.push(...lines);
    }
    this.#print(
      row(
        `${ref} ${abi}`,
        kinds.map((kind) => `${agreed[kind]}/${total[kind]}`),
      ),
    );
  }

  /** What a compiler rejects is told once for all targets of a ref that have it. */
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
    print(
      row(
        "all",
        kinds.map((kind) => `${this.#agreed[kind]}/${this.#total[kind]}`),
      ),
    );
    print(`\nRejected by the compiler, alone after Python.h: ${this.#rejections.size}`);
    for (const [line, targets] of this.#rejections) print(`  ${line} [${targets.join(" ")}]`);
    print(`\nLeft out: ${this.#used.size}`);
    for (const { ref, abi, kind, name, reason } of this.#used) {
      print(`  ${ref} ${abi ?? "every abi"} ${kind} ${name}: ${reason}`);
    }
    const stale = leftOut.filter((entry) => this.#refs.has(entry.ref) && entry.abi === null && !this.#used.has(entry));
    for (const { ref, kind, name } of stale)
      print(`  ${ref} ${kind} ${name} is left out and agrees: take it off the list`);
    print(`\nDisagreements: ${kinds.reduce((sum, kind) => sum + this.#total[kind] - this.#agreed[kind], 0)}`);
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

function row(head: string, cells: readonly string[]): string {
  return head.padEnd(20) + cells.map((cell) => cell.padStart(12)).join("");
}
