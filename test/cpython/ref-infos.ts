import { parseLsRemote, type RefInfo } from "../../src/cpython/refs.ts";

/** Tags for names with `v`, branches for the others, as `tags/…` and `heads/…` say it too; each at a commit of its own. */
export function refInfos(...names: string[]): RefInfo[] {
  const full = (name: string) => (name.includes("/") ? name : `${name.startsWith("v") ? "tags" : "heads"}/${name}`);
  return parseLsRemote(names.map((name, i) => `${String(i + 1).padStart(40, "0")}\trefs/${full(name)}`).join("\n"));
}

/** CPython in the middle of its years: a series without prereleases, one that is out, one that is not, one to come. */
export const cpython = refInfos(
  "main",
  "3.15",
  "3.14",
  "3.13",
  "tags/3.8",
  "v3.8.0",
  "v3.8.20",
  "v3.13.0a1",
  "v3.13.0rc1",
  "v3.13.0",
  "v3.13.9",
  "v3.13.10",
  "v3.14.0b2",
  "v3.14.0",
  "v3.14.1",
  "v3.15.0a1",
  "v3.15.0b1",
  "v3.15.0a10",
);
