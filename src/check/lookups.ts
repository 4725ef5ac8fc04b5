import { posix } from "node:path";
import type { OutlineQuestion } from "../manifest/outline.ts";
import type { Used } from "./model.ts";
import { seesInternals, type Use } from "./use.ts";

/** The names by which {@link Api.presence} looks things up, and the members whose types it follows. */
export function lookupsOf(used: Iterable<Used>): { names: string[]; steps: string[] } {
  const [names, steps]: [string[], string[]] = [[], []];
  for (const one of used) {
    if (one.kind === "header") {
      const name = nameInInclude(one.header);
      names.push(`Include/${name}`, `Include/internal/${name}`);
      continue;
    }
    names.push(withoutKeyword(one.kind === "symbol" ? one.name : one.struct));
    if (one.kind === "member") steps.push(...one.member.split(".").slice(0, -1));
  }
  return { names, steps };
}

/** What is asked of an outline to find out whether a version has what is used. */
export function questionOf(uses: readonly Use[]): OutlineQuestion {
  const structs = uses.flatMap((use) => (use.kind === "member" ? [withoutKeyword(use.struct)] : []));
  const symbols = uses.flatMap((use) => (use.kind === "symbol" ? [use.name] : []));
  return { names: new Set([...symbols, ...structs]), structs: new Set(structs), internals: seesInternals(uses) };
}

/** A header's path in an `#include`, without dots and `Include/`. */
export const nameInInclude = (header: string) => posix.normalize(header).replace(/^Include\//, "");

/** The tag of `struct tag`; else the name as it is. */
export const withoutKeyword = (name: string) => /^(?:struct|union)\s+(\w+)$/.exec(name)?.[1] ?? name;
