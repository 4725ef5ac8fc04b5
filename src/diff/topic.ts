import type { Comparison } from "./comparison.ts";
import { isLibraryMacro } from "./library-macro.ts";
import type { Finding, Side, Topic } from "./model.ts";
import { joinsPython } from "./place.ts";
import { isBeyondReach } from "./reach.ts";
import type { Rule } from "./rule.ts";
import { Tables } from "./tables.ts";

/** Classifies findings by topic. */
export class Topics {
  readonly #comparison: Comparison;
  readonly #tables: Tables;
  /** By header. */
  readonly #vendored = new Map<string, boolean>();

  constructor(comparison: Comparison) {
    this.#comparison = comparison;
    this.#tables = new Tables(comparison.from, comparison.to);
  }

  of(rule: Rule, finding: Finding): Topic {
    const { subject, from, to } = finding;
    if ((from === null || this.#isVendored(from)) && (to === null || this.#isVendored(to))) return "vendored";
    // What was promised or deprecated is no mere number, even if the constant belongs to a family.
    if (rule.topic === undefined && this.#comparison.numbers().has(subject.name) && !isPromised(finding))
      return "numbers";
    if (this.#isOfTable(finding) || isBeyondReach(finding, this.#comparison)) return "plumbing";
    return rule.topic ?? (isPlumbing(finding) && !this.#joinsPython(finding) ? "plumbing" : "api");
  }

  /** The layout of a struct that has the table's struct as a member is a change of its own. */
  #isOfTable({ subject: { name }, member, shifted }: Finding): boolean {
    if (member === null || !this.#tables.hasRow(name, member)) return false;
    return !shifted?.some((shift) => !this.#tables.hasRow(name, shift.member)) || this.#tables.isPart(name);
  }

  /**
   * CPython's own headers are in `Include`, `Include/cpython` and `Include/internal`; vendored ones have their own
   * folders.
   */
  #isVendored({ header }: Side): boolean {
    let known = this.#vendored.get(header);
    if (known === undefined) {
      known = header.startsWith("Include/") && !/^Include\/(?:cpython\/|internal\/)?[^/]+$/.test(header);
      this.#vendored.set(header, known);
    }
    return known;
  }

  #joinsPython({ from, to }: Finding): boolean {
    return from !== null && to !== null && hasPromise(from) && joinsPython(this.#comparison, { from, to });
  }
}

/**
 * Changes invisible outside CPython: which header declares what everybody still gets, names without any promise that
 * keep working, functions that nothing outside libpython can link to, and macros that replace functions of the C library.
 */
function isPlumbing({ subject, source, binary, from, to, newName }: Finding): boolean {
  const sides = [from, to].filter((side) => side !== null);
  if (isLibraryMacro(subject)) return true;
  if (source !== "compatible" || binary !== "compatible") return false;
  if (subject.kind === "header") return true;
  if (!sides.some(hasPromise)) return true;
  return newName === undefined && isMove(from, to);
}

/** A new or lost name of the API: constants that merely enumerate something do not begin with `Py`. */
const isPromised = ({ subject, from, to }: Finding) =>
  (from === null || to === null) && /^P[yY][_A-Z]/.test(subject.name) && (from ?? to)?.surface === "public";

const hasPromise = ({ tier }: Side) => tier !== "private" && tier !== "internal";

/** Whether only the header differs. */
function isMove(from: Side | null, to: Side | null): boolean {
  if (from === null || to === null || from.header === to.header) return false;
  return from.tier === to.tier && from.surface === to.surface && from.kind === to.kind;
}
