import { platformsOfTag } from "../cpython/platforms/wheel-tags.ts";
import type { Platform } from "../cpython/target.ts";
import type { BuiltModule, ModuleBuild } from "./module/module.ts";

/** What a wheel's tags (PEP 425) say about its modules. */
export interface WheelTags {
  /**
   * The limited APIs that they promise to suffice: each ABI once, with the oldest version named for it;
   * `cp315-abi3.abi3t` promises both.
   */
  limited: ModuleBuild[];
  /** The build of one version, if it is only one: `cp313-cp313t`. */
  build: ModuleBuild | null;
  platforms: Platform[];
}

/**
 * Taken from the file's name or, if renamed, from the wheel's `WHEEL` file.
 * @param name e.g. `pkg-1.0-cp39-abi3-manylinux_2_17_x86_64.whl`
 * @param metadata the text of `…dist-info/WHEEL`, if present
 */
export function tagsOfWheel(name: string, metadata: string | null): WheelTags {
  const tags = tagsOfName(name) ?? tagsOfMetadata(metadata ?? "");
  const limited = (["abi3", "abi3t"] as const).flatMap((limited) => {
    const minors = tags.flatMap(({ python, abi }) => {
      const minor = /^cp3(\d{1,2})$/.exec(python)?.[1];
      return minor !== undefined && abi === limited ? [Number(minor)] : [];
    });
    return minors.length === 0 ? [] : [{ abi: limited, version: `3.${Math.min(...minors)}` }];
  });
  const [abi, ...otherAbis] = new Set(tags.map((tag) => tag.abi));
  const [, minor, threads, debug] = /^cp3(\d+)(t?)(d?)m?$/.exec(abi ?? "") ?? [];
  const build: ModuleBuild | null =
    minor === undefined || otherAbis.length > 0
      ? null
      : { abi: `cp${threads as "" | "t"}${debug as "" | "d"}`, version: `3.${minor}` };
  return { limited, build, platforms: [...new Set(tags.flatMap(({ platform }) => platformsOfTag(platform)))] };
}

/** A module of a wheel, with what its tags say and the module itself does not show. */
export function withTags(module: BuiltModule, { limited, build, platforms }: WheelTags): BuiltModule {
  const [promise, ...alsoFor] = limited;
  const tagged: BuiltModule = { ...module, platform: platformIn(module, platforms) };
  // Such a wheel may also contain modules for one version, which no other version loads.
  if (module.build?.version) return tagged;
  if (promise === undefined) return { ...tagged, build: module.build ?? build };
  return { ...tagged, build: promise, ...(alsoFor.length > 0 && { alsoFor }) };
}

/** One that needs no C library by its name may be for musl's. */
function platformIn({ platform }: BuiltModule, tagged: readonly Platform[]): Platform | null {
  if (platform === null || tagged.includes(platform)) return platform;
  return tagged.find((other) => other === platform.replace(/^linux_/, "musllinux_")) ?? platform;
}

interface Tag {
  python: string;
  abi: string;
  platform: string;
}

/** `name-version(-build)?-python-abi-platform.whl`; the last three may be lists, as in `cp39.cp310`. */
function tagsOfName(name: string): Tag[] | null {
  const match = /^[^-]+-[^-]+(?:-\d[^-]*)?-([\w.]+)-([\w.]+)-([\w.]+)\.whl$/.exec(name);
  if (!match) return null;
  const [, pythons = "", abis = "", platforms = ""] = match;
  return pythons
    .split(".")
    .flatMap((python) =>
      abis.split(".").flatMap((abi) => platforms.split(".").map((platform) => ({ python, abi, platform }))),
    );
}

/** Lines of the form `Tag: cp39-abi3-linux_x86_64`. */
function tagsOfMetadata(text: string): Tag[] {
  const lines = text.matchAll(/^Tag:\s*(\w+)-(\w+)-(\w+)\s*$/gm);
  return Array.from(lines, ([, python = "", abi = "", platform = ""]) => ({ python, abi, platform }));
}
