import type { ModuleBuild } from "./module/module.ts";

/**
 * The limited APIs that a wheel's tags (PEP 425) promise to suffice: each ABI once, with the oldest version named for
 * it; `cp315-abi3.abi3t` promises both. Taken from the file's name or, if renamed, from the wheel's `WHEEL` file.
 * @param name e.g. `pkg-1.0-cp39-abi3-manylinux_2_17_x86_64.whl`
 * @param metadata the text of `…dist-info/WHEEL`, if present
 */
export function limitedApisOfWheel(name: string, metadata: string | null): ModuleBuild[] {
  const tags = tagsOfName(name) ?? tagsOfMetadata(metadata ?? "");
  return (["abi3", "abi3t"] as const).flatMap((limited) => {
    const minors = tags.flatMap(({ python, abi }) => {
      const minor = /^cp3(\d{1,2})$/.exec(python)?.[1];
      return minor !== undefined && abi === limited ? [Number(minor)] : [];
    });
    return minors.length === 0 ? [] : [{ abi: limited, version: `3.${Math.min(...minors)}` }];
  });
}

interface Tag {
  python: string;
  abi: string;
}

/** `name-version(-build)?-python-abi-platform.whl`; the last three may be lists, as in `cp39.cp310`. */
function tagsOfName(name: string): Tag[] | null {
  const match = /^[^-]+-[^-]+(?:-\d[^-]*)?-([\w.]+)-([\w.]+)-[\w.]+\.whl$/.exec(name);
  if (!match) return null;
  const [, pythons = "", abis = ""] = match;
  return pythons.split(".").flatMap((python) => abis.split(".").map((abi) => ({ python, abi })));
}

/** Lines of the form `Tag: cp39-abi3-linux_x86_64`. */
function tagsOfMetadata(text: string): Tag[] {
  const lines = text.matchAll(/^Tag:\s*(\w+)-(\w+)-\w+\s*$/gm);
  return Array.from(lines, ([, python = "", abi = ""]) => ({ python, abi }));
}
