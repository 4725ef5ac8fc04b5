/** Windows; `win_amd64.ts` and others add what depends on the architecture. */
import type { DataModel } from "../../c/data-model.ts";
import { words } from "./lines.ts";
import { msvcHeaders, predefined } from "./msvc.ts";
import { pcPyconfig } from "./pc-pyconfig.ts";
import type { PlatformDefinition, PlatformSupport } from "./platform.ts";
import { ucrtHeaders } from "./ucrt.ts";
import { windowsSdkHeaders } from "./windows-sdk.ts";

/** What depends on the architecture. */
interface Architecture {
  name: PlatformDefinition["name"];
  tier: PlatformSupport["tier"];
  dataModel: DataModel;
  /** `#define` lines in addition to the common ones. */
  predefined: string;
  headers: Record<string, string>;
}

/** Windows on one architecture, as in python.org's builds. */
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
    configSince: new Map(),
    retired: new Set(),
  };
}

/** Headers that some of CPython's include and Windows lacks: including them stops reading, as in a compiler. */
const absent = Object.fromEntries(
  words("curses.h unistd.h").map((name) => [name, `#error "<${name}>: no such header on Windows"`]),
);

/** `assert.h` has no guard: each inclusion obeys `NDEBUG`. */
function once(name: string, text: string): string {
  return name === "assert.h" ? `${text}\n` : `#pragma once\n${text}\n`;
}
