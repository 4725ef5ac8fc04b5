/** The files of one commit that capidiff reads. Paths are as in CPython's tree, with `/`. */
export interface SourceTree {
  ref: string;
  /** 40 hex digits. */
  commit: string;
  /** By path; only what `files.ts` wants: `Include/**`, `Misc/stable_abi.toml` (3.10: `.txt`), `pyconfig.h.in`, `PC/pyconfig.h*`, `Doc/data/refcounts.dat` … */
  files: Map<string, SourceFile>;
  /** Paths that belong to `files` but are too large to be read; a manifest without them is not complete. */
  oversized?: string[];
}

export interface SourceFile {
  path: string;
  /** The blob's object id, 40 hex digits. */
  blob: string;
  text: string;
}
