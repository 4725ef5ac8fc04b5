import type { DataModel } from "../../../c/data-model.ts";
import type { Config } from "../configure.ts";
import type { WideCharacter } from "../gcc.ts";

/** What a processor decides on Linux with gcc 12, whatever the C library: facts of its psABI, of gcc and of configure. */
export interface Machine {
  dataModel: DataModel;
  wchar: WideCharacter;
  /** `#define` lines beside those that follow from the model, or in place of them; `#undef` takes one of them away. */
  predefined: string;
  /** Attributes and builtins that only this processor has. */
  attributes: string[];
  builtins: string[];
  headers: Record<string, string>;
  /** Joins and overrides the values that all share. */
  config: Config;
}
