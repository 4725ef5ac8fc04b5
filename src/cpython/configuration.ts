import type { Diagnostic } from "../c/diagnostic.ts";
import type { BasicName } from "../c/types.ts";
import { CapidiffError } from "../errors.ts";
import type { PlatformDefinition } from "./platforms/platform.ts";
import { isDebug, isFreeThreaded } from "./pyconfig.ts";
import type { SurfaceReading } from "./surface-reading.ts";
import type { Abi } from "./target.ts";

/** What `pyconfig.h` says of types whose sizes a platform decides. */
const sizes: Record<string, BasicName | "pointer" | "wchar_t"> = {
  SIZEOF_SHORT: "short",
  SIZEOF_INT: "int",
  SIZEOF_LONG: "long",
  SIZEOF_LONG_LONG: "long long",
  SIZEOF_DOUBLE: "double",
  SIZEOF_LONG_DOUBLE: "long double",
  SIZEOF_VOID_P: "pointer",
  SIZEOF_SIZE_T: "pointer",
  SIZEOF_WCHAR_T: "wchar_t",
};

/**
 * Where a tree's own `pyconfig.h` was made for another platform than the one it is read for.
 * @throws CapidiffError `unknown-abi` where it was made for another build
 */
export function configuredElsewhere(
  { macros }: Pick<SurfaceReading, "macros">,
  abi: Abi,
  { name: platform, dataModel: model }: PlatformDefinition,
): Diagnostic[] {
  const own = `cp${macros.has("Py_GIL_DISABLED") ? "t" : ""}${macros.has("Py_DEBUG") ? "d" : ""}`;
  const asked = `cp${isFreeThreaded(abi) ? "t" : ""}${isDebug(abi) ? "d" : ""}`;
  if (abi.startsWith("cp") && own !== asked) {
    throw new CapidiffError(
      "unknown-abi",
      `The pyconfig.h beside these headers is of a build with the abi ${own}, not ${abi}.`,
    );
  }
  return Object.entries(sizes).flatMap(([name, type]) => {
    const macro = macros.get(name);
    const size = macro?.body.length === 1 ? Number(macro.body[0]?.text) : Number.NaN;
    const expected = type === "pointer" ? model.pointer : model.basic[type === "wchar_t" ? model.wideCharacter : type];
    if (macro === undefined || Number.isNaN(size) || size === expected?.size) return [];
    const message = `${name} is ${size}, and ${expected?.size} on ${platform}: this build is for another platform`;
    return [{ code: "foreign-configuration", header: macro.header, line: macro.line, message }];
  });
}
