/** The files of one commit that capidiff reads. Paths are relative to CPython's tree, with `/`. */
export interface SourceTree {
  ref: string;
  /** 40 hex digits. */
  commit: string;
  /**
   * By path; only those selected by `files.ts`: `Include/**`, `Misc/stable_abi.toml` (3.10: `.txt`), `pyconfig.h.in`,
   * `PC/pyconfig.h*`, `Doc/data/refcounts.dat` …
   */
  files: Map<string, SourceFile>;
  /** Paths that belong to `files` but are too large to read; a manifest without them is incomplete. */
  oversized?: string[];
}

/** A file of a ref. */
export interface SourceFile {
  path: string;
  /** The blob's object id, 40 hex digits. */
  blob: string;
  text: string;
}
