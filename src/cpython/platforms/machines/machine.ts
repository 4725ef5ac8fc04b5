import type { DataModel } from "../../../c/data-model.ts";
import type { ConfigureMacros } from "../configure.ts";
import type { WideCharacter } from "../gcc.ts";

/**
 * What depends on the processor on Linux with gcc 12, independent of the C library: its psABI, and results of gcc and
 * configure.
 */
export interface Machine {
  dataModel: DataModel;
  wchar: WideCharacter;
  /** `#define` lines that add to or replace those derived from the model; `#undef` removes one. */
  predefined: string;
  /** Attributes and builtins specific to this processor. */
  attributes: string[];
  builtins: string[];
  headers: Record<string, string>;
  /** Adds to and overrides the common values. */
  config: ConfigureMacros;
}
