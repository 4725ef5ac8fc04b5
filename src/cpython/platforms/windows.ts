/** What every Windows shares; `win_amd64.ts` and its like say what their architecture decides. */
import type { DataModel } from "../../c/data-model.ts";
import { words } from "./lines.ts";
import { msvcHeaders, predefined } from "./msvc.ts";
import { pcPyconfig } from "./pc-pyconfig.ts";
import type { PlatformDefinition, Support } from "./platform.ts";
import { ucrtHeaders } from "./ucrt.ts";
import { windowsSdkHeaders } from "./windows-sdk.ts";

/** What an architecture decides. */
interface Architecture {
  name: PlatformDefinition["name"];
  tier: Support["tier"];
  dataModel: DataModel;
  /** `#define` lines beyond those that all share. */
  predefined: string;
  headers: Record<string, string>;
}

/** The platform definition for Windows on one architecture, as python.org's builds are made. */
export function windows({ name, tier, dataModel, ...architecture }: Architecture): PlatformDefinition {
  const headers = { ...absent, ...msvcHeaders, ...ucrtHeaders, ...windowsSdkHeaders, ...architecture.headers };
  return {
    name,
    support: {
      tier,
      since: null,
      sources: "Microsoft's documentation of Visual C++ 2022, UCRT and Windows SDK; PC/pyconfig.h",
    },
    dataModel,
    dialect: "microsoft",
    predefined: `${predefined}\n${architecture.predefined.trim()}\n`,
    attributes: new Set(),
    builtins: new Set(),
    features: new Set(),
    extensions: new Set(),
    headers: new Map(Object.entries(headers).map(([name, text]) => [name, once(name, text)])),
    pyconfig: { fallback: pcPyconfig },
    systemHeaders: [],
    internal: "#include <windows.h>\n",
    config: new Map(),
    since: new Map(),
    retired: new Set(),
  };
}

/** What some of CPython's headers include and Windows has not: as in a compiler, reading ends there. */
const absent = Object.fromEntries(
  words("curses.h unistd.h").map((name) => [name, `#error "<${name}>: no such header on Windows"`]),
);

/** `assert.h` is read each time, and obeys `NDEBUG` anew. */
function once(name: string, text: string): string {
  return name === "assert.h" ? `${text}\n` : `#pragma once\n${text}\n`;
}
