import type { RefInfo } from "../cpython/refs.ts";
import type { Abi } from "../cpython/target.ts";
import type { DiffSide } from "../diff/model.ts";
import type { OldestSeries } from "./baseline.ts";
import type { Occurrence } from "./since.ts";
import type { Judged } from "./versions.ts";

/** The steps of a check, implemented by the owner of manifests. All concern one extension and one target. */
export interface Steps {
  /** The remote's tags and branches. */
  refs(): Promise<readonly RefInfo[]>;
  /** The name of the tag or branch that a ref stands for. @throws CapidiffError of the ref */
  nameOf(ref: string): Promise<string>;
  /** Announces refs of which some will be asked for: if headers have to be fetched, theirs are taken along. */
  expect(refs: readonly string[]): Promise<void>;
  /** Resolves a ref. @throws CapidiffError of the ref and its headers */
  side(ref: string): Promise<DiffSide>;
  /** The oldest series the extension claims to support; null if unknown. */
  readonly support: OldestSeries | null;
  /** The limited ABIs that each module promises to suffice. */
  readonly promises: readonly (readonly Abi[])[];
  /** The steps of a check of the modules that promise a limited ABI, with it as the target's. */
  forAbi(abi: Abi): Steps;
  /** The impact of going from one ref to another. @throws CapidiffError of the refs and their headers */
  judge(from: string, to: string): Promise<Judged>;
  /**
   * The impact of another step on the subjects of some findings, based on manifests alone: sources are not compiled
   * again, so their uses are the same on all paths.
   * @param changes whether to include findings about changed but present names
   */
  revisit(findings: Judged, from: string, to: string, changes: boolean): Promise<Judged>;
  /** What the same step finds, as far as it identifies events. */
  occurrences(findings: Judged, from: string, to: string, changes: boolean): Promise<readonly Occurrence[]>;
}

/** @returns null if the ref of the step cannot be read */
export type Readable = <T>(step: Promise<T>) => Promise<T | null>;
