/** What every Linux with glibc and gcc 12 shares; `linux_x86_64.ts` and its like say what their architecture decides. */
import type { DataModel } from "../../c/data-model.ts";
import { type Config, configure, retired } from "./configure.ts";
import { attributes, builtins, gccHeaders, predefined, type WideCharacter } from "./gcc.ts";
import { glibcHeaders } from "./glibc.ts";
import { guarded } from "./lines.ts";
import type { PlatformDefinition } from "./platform.ts";

/** What an architecture decides. */
export interface Architecture {
  name: PlatformDefinition["name"];
  dataModel: DataModel;
  wchar: WideCharacter;
  /** `#define` lines beyond those that follow from the model. */
  predefined: string;
  /** Attributes and builtins that only this architecture has. */
  attributes: string[];
  builtins: string[];
  headers: Record<string, string>;
  /** Joins and overrides the values that all share. */
  config: Config;
}

/** The platform definition for Linux on one architecture. */
export function linux(architecture: Architecture): PlatformDefinition {
  const model = architecture.dataModel.pointer.size === 8 ? "LP64" : "ILP32";
  return {
    name: architecture.name,
    dataModel: architecture.dataModel,
    predefined: `${predefined(model, architecture.wchar)}${architecture.predefined.trim()}\n`,
    dialect: "gnu",
    attributes: new Set([...attributes, ...architecture.attributes]),
    builtins: new Set([...builtins(model), ...architecture.builtins]),
    features: new Set(),
    extensions: new Set(),
    internal: "",
    pyconfig: "configure",
    headers: guarded({ ...gccHeaders, ...glibcHeaders, ...architecture.headers }),
    config: new Map(Object.entries({ ...configure(model), ...architecture.config })),
    since: new Map(),
    retired: new Set(retired()),
  };
}
