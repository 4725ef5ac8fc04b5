import type { Diagnostic } from "../c/diagnostic.ts";
import type { Declared, Fragment } from "../c/fragment.ts";
import type { Macro } from "../c/macro.ts";
import type { TypeNames } from "../c/parser.ts";
import type { Token } from "../c/token.ts";
import type { ExpansionOptions } from "./visible-macros.ts";

/** What an extension sees when it includes CPython's headers with some macros defined. */
export interface SurfaceReading {
  /** Declarations of CPython's and the system's headers, in order. */
  declarations: readonly Declared[];
  /** Macros defined at the end of the headers; those from `Python.h` come first. */
  macros: Map<string, Macro>;
  /** Names that conditions tested while undefined, with the first place. */
  testedUndefined: ReadonlyMap<string, Token>;
  diagnostics: Diagnostic[];
  /** Headers read, with those that each includes under the current conditions. */
  headers: ReadonlyMap<string, ReadonlySet<string>>;
  /**
   * The expansion of one of `macros` without parameters, or of the body of one with, in the context where it is
   * visible.
   */
  expansionOf(macro: Macro, options?: ExpansionOptions): Token[];
  /** Whether names have these meanings where a macro is visible. */
  meansAlike(macro: Macro, asked: ReadonlyMap<string, string | undefined>): boolean;
  /** Parses expressions in the scope of the declarations. */
  types: TypeNames;
  /** As in `WholeSurface`. */
  identity: object;
  replacements: ReadonlyMap<Macro, Macro>;
}

/** An unparsed surface, for callers that only need to know which names differ from another's. */
export interface RawSurface {
  fragments: readonly Fragment[];
  macros: readonly Macro[];
  /** The `#error` that would stop a compiler, if any. */
  refusal: Diagnostic | null;
  /** As in `WholeSurface`. */
  identity: object;
  replacements: ReadonlyMap<Macro, Macro>;
}

/** A surface read and parsed; what expands macros is made from it. */
export interface WholeSurface {
  readonly declarations: readonly Declared[];
  readonly typeNames: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
  readonly headers: ReadonlyMap<string, ReadonlySet<string>>;
  readonly testedUndefined: ReadonlyMap<string, Token>;
  /** The macros of each header included by itself, visible to them in addition to `standing`. */
  readonly scopes: readonly (readonly Macro[])[];
  /** The macros visible to all. */
  readonly standing: readonly Macro[];
  /** Stands for all of it but `replacements`, and for what each header read defines and is guarded by. */
  readonly identity: object;
  /** Macros of other headers than those read, by the macros that they replace. */
  readonly replacements: ReadonlyMap<Macro, Macro>;
}
