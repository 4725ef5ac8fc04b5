import type { AnswersOptions } from "../../cache/answers.ts";
import { parseLsRemote, type RefInfo } from "../../src/cpython/refs.ts";
import type { ResolvedRef } from "../../src/cpython/repository.ts";
import type { SourceTree } from "../../src/cpython/tree.ts";
import { parseTagVersion } from "../../src/cpython/version.ts";
import { CapidiffError } from "../../src/errors.ts";
import { miniature } from "../manifest/miniature.ts";

/** The files that a miniature CPython has as a release, with a text for `Include/test.h`. */
export function releaseTree(tag: string, header: string): SourceTree {
  const version = parseTagVersion(tag);
  if (version === null) throw new TypeError(`${tag} is no tag of a release`);
  const { major, minor, micro, stage, serial, text } = version;
  const level = { alpha: "0xA", beta: "0xB", rc: "0xC", final: "0xF" }[stage];
  const patchlevel = [
    `#define PY_MAJOR_VERSION ${major}`,
    `#define PY_MINOR_VERSION ${minor}`,
    `#define PY_MICRO_VERSION ${micro}`,
    `#define PY_RELEASE_LEVEL ${level}`,
    `#define PY_RELEASE_SERIAL ${serial}`,
    `#define PY_VERSION "${text}"`,
    `#define PY_VERSION_HEX 0x${[major, minor, micro].map((n) => n.toString(16).padStart(2, "0")).join("")}${level.slice(2)}${serial}`,
  ];
  return { ...miniature({ "Include/test.h": header, "Include/patchlevel.h": `${patchlevel.join("\n")}\n` }), ref: tag };
}

/** A repository of releases that differ in `Include/test.h`, without git. */
export class Releases implements Readonly<AnswersOptions["repository"]> {
  readonly outage = null;
  readonly knowsRefs = true;
  /** The requested trees. */
  readonly read: string[] = [];
  readonly #trees: Map<string, SourceTree>;
  readonly #refs: RefInfo[];

  constructor(headers: Record<string, string>) {
    const commit = (index: number) => index.toString(16).padStart(40, "0");
    this.#trees = new Map(
      Object.entries(headers).map(([tag, header], index) => [
        tag,
        { ...releaseTree(tag, header), commit: commit(index + 1) },
      ]),
    );
    const lines = [...this.#trees].map(([tag, { commit }]) => `${commit}\trefs/tags/${tag}`);
    this.#refs = parseLsRemote(lines.join("\n"));
  }

  readonly freshRefs = null;

  async refs() {
    return this.#refs;
  }

  resolveKnown() {
    return null;
  }

  async resolve(ref: string): Promise<ResolvedRef> {
    const found = this.#refs.find(({ name }) => name === ref);
    if (!found) throw new CapidiffError("unknown-ref", `There is no ref ${ref}.`);
    return { ref, commit: found.commit, kind: "tag" };
  }

  async tree(asked: string | ResolvedRef): Promise<SourceTree> {
    const { ref } = typeof asked === "string" ? await this.resolve(asked) : asked;
    this.read.push(ref);
    return this.#trees.get(ref) as SourceTree;
  }

  expect() {}
}
