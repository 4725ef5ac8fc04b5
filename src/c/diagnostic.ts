/** Something in the source that was not understood, and where. Never thrown: reading continues. */
export interface Diagnostic {
  /** Stable, kebab-case; listed in docs/diagnostics.md. */
  code: string;
  /** Path of the header as given to the preprocessor, e.g. `Include/object.h`. */
  header: string;
  /** 1-based. */
  line: number;
  message: string;
}
