import type { ModuleBuild } from "./module/module.ts";

/**
 * The limited API that a wheel's tags (PEP 425) promise to suffice, in the oldest version named; null if none.
 * Taken from the file's name or, if renamed, from the wheel's `WHEEL` file.
 * @param name e.g. `pkg-1.0-cp39-abi3-manylinux_2_17_x86_64.whl`
 * @param metadata the text of `…dist-info/WHEEL`, if present
 */
export function limitedApiOfWheel(name: string, metadata: string | null): ModuleBuild | null {
  const tags = tagsOfName(name) ?? tagsOfMetadata(metadata ?? "");
  const limited = tags.flatMap(({ python, abi }) => {
    const minor = /^cp3(\d{1,2})$/.exec(python)?.[1];
    return minor !== undefined && (abi === "abi3" || abi === "abi3t") ? [{ abi, minor: Number(minor) } as const] : [];
  });
  const [oldest] = limited.sort((a, b) => a.minor - b.minor);
  return oldest ? { abi: oldest.abi, version: `3.${oldest.minor}` } : null;
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
