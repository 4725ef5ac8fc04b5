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
 * The platforms of a name, a wheel tag, or the result of `sysconfig.get_platform()`, of which PEP 425 makes the tag:
 * `linux-x86_64`, `macosx-11.0-universal2`.
 * @throws CapidiffError `invalid-target` for none
 */
export function platformsOf(text: string): Platform[] {
  const found = platformsOfTag(text.includes("-") ? text.replace(/[-.]/g, "_") : text);
  if (found.length > 0) return found;
  throw new CapidiffError(
    "invalid-target",
    `Unknown platform "${text}"; expected one of ${sameSystem(text).join(", ")}, or a wheel tag such as manylinux_2_28_x86_64.`,
  );
}

/** The platforms of the system that a text starts with; all if it starts with none. */
function sameSystem(text: string): readonly Platform[] {
  const [system] = /^[a-z]+/.exec(text.replace(/^many/, "")) ?? [];
  const found = platforms.filter((platform) => system !== undefined && platform.startsWith(system));
  return found.length > 0 ? found : platforms;
}

/** The only one of {@link platformsOf}. @throws CapidiffError `invalid-target` for several or none */
export function platformOf(text: string): Platform {
  const [platform, ...others] = platformsOf(text) as [Platform, ...Platform[]];
  if (others.length === 0) return platform;
  throw new CapidiffError(
    "invalid-target",
    `"${text}" means several platforms; choose ${[platform, ...others].join(" or ")}.`,
  );
}

/**
 * Parses a comma-separated list of {@link platformsOf}, or `all`, without duplicates.
 * @throws CapidiffError `invalid-target`
 */
export function platformList(text: string): Platform[] {
  if (text === "all") return [...platforms];
  return [...new Set(text.split(",").flatMap((name) => platformsOf(name.trim())))];
}

/** Whether these are all platforms, and so none of them was asked for by its name. */
export const areAllPlatforms = (asked: readonly Platform[]): boolean => platforms.every((one) => asked.includes(one));
