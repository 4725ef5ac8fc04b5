import { CapidiffError } from "../../errors.ts";
import { type Platform, platforms } from "./names.ts";

/** Platform tags of wheels: a platform's name plus versions of the system. */
const spellings: [tag: RegExp, name: string | string[]][] = [
  [/^manylinux(?:1|2010|2014|_\d+_\d+)_(\w+)$/, "linux_$1"], // PEP 513, 571, 599, 600
  [/^musllinux_\d+_\d+_(\w+)$/, "musllinux_$1"], // PEP 656
  [/^macosx_\d+_\d+_universal2$/, ["macosx_x86_64", "macosx_arm64"]],
  [/^macosx_\d+_\d+_(\w+)$/, "macosx_$1"],
  [/^android_\d+_(\w+)$/, "android_$1"], // PEP 738
  [/^ios_\d+_\d+_(\w+)$/, "ios_$1"], // PEP 730
  [/^(?:pyemscripten|pyodide|emscripten)(?:_\d+)+_(\w+)$/, "emscripten_$1"], // PEP 783, and before it
];

/**
 * The platforms of a wheel's platform tag: `manylinux_2_28_x86_64`, `macosx_11_0_arm64`, several joined by dots, or a
 * platform's own name. Empty for unknown tags and for `any`.
 */
export function platformsOfTag(tag: string): Platform[] {
  const names = tag.split(".").flatMap((one) => {
    const [pattern, name = one] = spellings.find(([pattern]) => pattern.test(one)) ?? [];
    return typeof name === "string" && pattern ? one.replace(pattern, name) : name;
  });
  return platforms.filter((platform) => names.includes(platform));
}

/**
 * The platform of a name, a wheel tag, or the result of `sysconfig.get_platform()`, of which PEP 425 makes the tag:
 * `linux-x86_64`, `macosx-11.0-arm64`.
 * @throws CapidiffError `invalid-target`
 */
export function platformOf(text: string): Platform {
  const named = platforms.find((platform) => platform === text);
  if (named !== undefined) return named;
  const [platform, ...others] = platformsOfTag(text.includes("-") ? text.replace(/[-.]/g, "_") : text);
  if (platform !== undefined && others.length === 0) return platform;
  throw new CapidiffError(
    "invalid-target",
    platform === undefined
      ? `Unknown platform "${text}"; expected one of ${platforms.join(", ")}, or a wheel tag such as manylinux_2_28_x86_64.`
      : `"${text}" means several platforms; choose ${[platform, ...others].join(" or ")}.`,
  );
}

/** Parses a comma-separated list of platforms, or `all`, without duplicates. @throws CapidiffError `invalid-target` */
export function platformList(text: string): Platform[] {
  if (text === "all") return [...platforms];
  return [...new Set(text.split(",").map((name) => platformOf(name.trim())))];
}

/** Whether these are all platforms, and so none of them was asked for by its name. */
export const areAllPlatforms = (asked: readonly Platform[]): boolean => platforms.every((one) => asked.includes(one));
