import { compareVersions, seriesOf, type Version, versionIn } from "../../cpython/version.ts";
import type { ManifestMember, ManifestSymbol } from "../../manifest/model.ts";
import { accessorsOf } from "../accessors.ts";
import { aliasOf } from "../alias.ts";
import { haveMark } from "../deprecated-members.ts";
import { isFunction } from "../finding.ts";
import type { ManifestIndex } from "../manifest-index.ts";
import type { Accessor } from "../model.ts";
import { broughtByCompat } from "./compat.ts";
import { factOf } from "./facts.ts";
import { setterOf, siblingOf } from "./siblings.ts";

/** What to use instead of a name or a member. */
export interface Replacement {
  /** All of these as written in code, in the order they are needed: a name, `struct.member`, or a call. */
  names: readonly string[];
  /** The evidence; for documentation, the page. */
  by: "alias" | "accessors" | "sibling" | "documentation";
  source?: string;
}

/**
 * Suggests replacements, available in a version, for what is deprecated, hidden or gone. Evidence in the headers comes
 * first, since a compiler agrees with it; a small table has the facts that no header states.
 */
export class Advisor {
  readonly #from: ManifestIndex | null;
  readonly #to: ManifestIndex;
  /** The structs with deprecated members. */
  #marked: ReadonlySet<string> | undefined;

  /** @param from an older version that has what is gone in `to`, or null */
  constructor(from: ManifestIndex | null, to: ManifestIndex) {
    this.#from = from;
    this.#to = to;
  }

  /** Replacement for a symbol, whether or not it still exists. @param headersAlone without the table of facts */
  forSymbol(name: string, headersAlone = false): Replacement | null {
    const symbols = [this.#to, this.#from].flatMap((index) => index?.symbols.get(name) ?? []);
    for (const symbol of symbols) {
      const target = this.#to.symbols.get(aliasOf(symbol)?.target ?? "");
      if (target !== undefined && target.name !== name && target.surface === "public" && target.deprecated === null)
        return { names: [target.name], by: "alias" };
    }
    for (const symbol of symbols) {
      const sibling = siblingOf(symbol, this.#to);
      if (sibling !== null && sibling.deprecated === null) return { names: [sibling.name], by: "sibling" };
    }
    return headersAlone ? null : this.#documented(name);
  }

  /** What documentation says to use instead, as far as the version has it or pythoncapi-compat brings it. */
  #documented(of: string): Replacement | null {
    const fact = factOf(of);
    const names = fact?.use.filter((use) => this.#isThere(nameIn(use))) ?? [];
    return fact === undefined || names.length === 0 ? null : { names, by: "documentation", source: fact.source };
  }

  /** Also true for names of the C library. */
  #isThere(name: string): boolean {
    return !/^_?Py/.test(name) || this.#to.hasName(name) || broughtByCompat.has(name);
  }

  /** Replacement for an assignment to what is no lvalue. */
  forAssignment(name: string): Replacement | null {
    const setter = setterOf(name, this.#to);
    return setter === undefined ? null : { names: [setter], by: "sibling" };
  }

  /** Replacement for a member, by the name of its struct. */
  forMember(struct: string, member: string): Replacement | null {
    const [from, to] = [this.#from ?? this.#to, this.#to].map((index) => index.structs.get(struct));
    if (from === undefined || to === undefined) return null;
    return accessorsReplacement(accessorsOf(from, to, this.#to, member)) ?? this.#documented(`${struct}.${member}`);
  }

  /** Whether the newer version deprecates a symbol, or a member of the struct of this name. */
  isDeprecated(name: string, member: string | null = null): boolean {
    if (member === null) return typeof this.#to.declarationOf(name)?.deprecated === "string";
    this.#marked ??= new Set(
      [...this.#to.structs.values()].flatMap(({ name, members }) => (haveMark(members) ? [name] : [])),
    );
    if (!this.#marked.has(name)) return false;
    let [found, members] = [undefined as ManifestMember | undefined, this.#to.structs.get(name)?.members];
    for (const part of member.split(".")) {
      found = members?.find(({ name }) => name === part);
      members = found?.members;
    }
    return found?.deprecated !== undefined;
  }

  /** `Use PyLong_GetSign (3.14; older: pythoncapi-compat).` @param of the symbol to replace, if it is about one */
  text(names: readonly string[], of?: string): string {
    const facts = names.map((name) =>
      [this.#availability(name), ...this.#differences(name, of)].filter(Boolean).join("; "),
    );
    const [first = "", ...rest] = facts;
    // State it once if it is the same for all.
    const isSame = rest.every((one) => one === first);
    const parts = names.map((name, index) => withFacts(name, isSame ? "" : (facts[index] ?? "")));
    return `Use ${withFacts(parts.join(" and "), isSame ? first : "")}.`;
  }

  /** The same per member, if there are several. */
  textOfAccessors(accessors: readonly Accessor[]): string {
    const parts = accessors.map(({ member, get, set }) => {
      const text = this.text([get, set].filter((name) => name !== null)).replace(/^Use |\.$/g, "");
      return accessors.length === 1 ? text : `${text} for ${member}`;
    });
    return `Use ${parts.join(", ")}.`;
  }

  /** What code that uses one name in place of another must know besides. */
  #differences(use: string, of = ""): string[] {
    const [before, after] = [(this.#from ?? this.#to).symbols.get(of), this.#to.symbols.get(nameIn(use))];
    if (before === undefined || after === undefined || before.name === after.name) return [];
    return [
      ...(returnsAnother(before, after) ? ["returns a new reference"] : []),
      ...(before.tier === "limited" && after.tier !== "limited" ? ["not in the limited API"] : []),
    ];
  }

  /**
   * The versions that have a name, as far as the two versions and pythoncapi-compat show; when it joined the limited
   * API says nothing about that. Empty for a member by itself, and without an older version.
   */
  #availability(use: string): string {
    const name = nameIn(use);
    const since = broughtByCompat.get(name);
    if (since !== undefined) return `${since}; older: pythoncapi-compat`;
    if (this.#from === null || !this.#to.hasName(name)) return "";
    const [before, now] = [versionIn(this.#from), versionIn(this.#to)];
    return this.#from.hasName(name) ? `also in ${seriesOf(before)}` : newness(before, now);
  }
}

/** The name that code is about: `PyConfig` for `PyConfig.argv`. */
const nameIn = (code: string) => /^\w*/.exec(code)?.[0] ?? "";

/** What follows from `before` lacking a name that `now` has: its series only if no other can have brought it. */
function newness(before: Version, now: Version): string {
  const [isFinal, series] = [before.stage === "final", seriesOf(before)];
  const since = isFinal ? { ...before, minor: before.minor + 1 } : before;
  if (seriesOf(since) === seriesOf(now) && compareVersions(before, now) < 0) return `new in ${seriesOf(now)}`;
  return `not in ${isFinal && series !== seriesOf(now) ? series : before.text}`;
}

/** Whether a new reference takes the place of a borrowed one or of what is no object. */
function returnsAnother(before: ManifestSymbol, after: ManifestSymbol): boolean {
  if (!isFunction(before) || !isFunction(after) || after.reference !== "new") return false;
  return before.reference === "borrowed" || !/^Py\w*Object \*$/.test(before.returns);
}

const withFacts = (text: string, facts: string) => (facts === "" ? text : `${text} (${facts})`);

function accessorsReplacement(accessors: readonly Accessor[]): Replacement | null {
  const names = accessors.flatMap(({ get, set }) => [get, set]).filter((name) => name !== null);
  return names.length === 0 ? null : { names, by: "accessors" };
}
