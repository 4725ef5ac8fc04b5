import { parseDefinition } from "../c/directive.ts";
import { lex } from "../c/lexer.ts";
import { Macro } from "../c/macro.ts";
import type { DirectiveItem, SourceItem } from "../c/source-items.ts";
import type { Token } from "../c/token.ts";
import { platformDefinition } from "../cpython/platforms/registry.ts";
import type { Platform } from "../cpython/target.ts";
import type { SourceTree } from "../cpython/tree.ts";
import { once } from "../once.ts";
import { families } from "./elsewhere.ts";

/** Names and headers that are asked for. */
export interface Wanted {
  /** Of symbols, structs, enums, tags and members. */
  names: readonly string[];
  /** As in an `#include`. */
  headers: readonly string[];
}

/** Whether {@link possibleNames} has any of some names, or the ref any of some headers. */
export function mayHave(tree: SourceTree, platform: Platform, { names, headers }: Wanted): boolean {
  const paths = [...tree.files.keys()];
  if (headers.some((header) => paths.some((path) => `/${path}`.endsWith(`/${header}`)))) return true;
  if (names.length === 0) return false;
  if (!names.every(isPlain)) return true;
  const words = wordsOf(names);
  const own: string[] = [];
  for (const { text } of tree.files.values()) {
    const joined = withoutSplices(text);
    // Mostly one of the first files has one of the names.
    if (joined.search(words) >= 0) return true;
    own.push(joined);
  }
  const outside = outsideMacros(platform);
  return outside.some((text) => text.search(words) >= 0) || names.some(makerOf(own, outside));
}

/** The same for a manifest, as JSON, without parsing it. */
export function jsonMayHave(manifest: string, { names, headers }: Wanted): boolean {
  if (headers.some((header) => manifest.includes(`/${header}"`))) return true;
  if (!names.every(isPlain)) return true;
  const wanted = new Set(names);
  for (const [, string = ""] of manifest.matchAll(/"(\w+)"/g)) if (wanted.has(string)) return true;
  return false;
}

const isPlain = (name: string) => /^[A-Za-z_]\w*$/.test(name);

/**
 * Those of some names that a ref's manifest for a platform may have, without reading the headers as C: the others it has
 * not for certain.
 *
 * A name that headers declare is an identifier in their text, in the replacement list of a macro defined outside, or
 * made by `##`. One that `##` makes starts with its left operand and ends with its right one, as far as those are not
 * parameters.
 */
export function possibleNames(tree: SourceTree, platform: Platform, names: readonly string[]): string[] {
  const own = [...tree.files.values()].map(({ text }) => withoutSplices(text));
  const outside = outsideMacros(platform);
  const words = wordsIn([...own, ...outside], new Set(names.filter(isPlain)));
  const isMade = makerOf(own, outside);
  return names.filter((name) => !isPlain(name) || words.has(name) || isMade(name));
}

/** Whether `##` may make a name, which takes much longer to find out than whether it is mentioned. */
function makerOf(own: readonly string[], outside: readonly string[]): (name: string) => boolean {
  const known = once(() => pastesOf(own, outside));
  return (name) => {
    const pastes = known();
    return pastes === "any" || pastes.some((paste) => mayMake(paste, name));
  };
}

/** All `##`; or `any` if a macro like `__CONCAT(x, y)` is used, which may make any name. */
function pastesOf(own: readonly string[], outside: readonly string[]): Paste[] | "any" {
  const pastes = [...own, ...outside].flatMap(pastesIn);
  const makers = new Set(pastes.filter(({ left, right }) => !left && !right).map(({ macro }) => macro));
  const users = [...own, ...outside.map((text) => text.replace(definedName, ""))];
  const isAnyUsed = ![...makers].every(isPlain) || wordsIn(users, makers).size > 0;
  return isAnyUsed ? "any" : pastes;
}

/** The definitions of macros that the headers see and that are not in the tree, for each platform of a manifest. */
function outsideMacros(platform: Platform): string[] {
  return [...new Set([platform, ...families])].flatMap((name) => {
    const { predefined, internal, headers, config, pyconfig } = platformDefinition(name);
    const fallback = pyconfig === "configure" ? "" : pyconfig.fallback;
    const values = [...config].map(([name, value]) => `#define ${name} ${value ?? ""}\n`).join("");
    return [predefined, internal, values, fallback, ...headers.values()].map((text) =>
      (withoutSplices(text).match(definition) ?? []).join("\n"),
    );
  });
}

const definition = /^\s*(?:#|%:)\s*define\b.*/gm;
const definedName = /^\s*(?:#|%:)\s*define\s+[\w$]+/gm;

/** Translation phase 2, as in the lexer. */
const withoutSplices = (text: string) => text.replace(/\\[ \t\v\f]*\r?\n/g, "");

/** Which of some plain names are words in texts. */
function wordsIn(texts: readonly string[], wanted: ReadonlySet<string>): Set<string> {
  if (wanted.size === 0) return new Set();
  const words = wordsOf(wanted);
  return new Set(texts.flatMap((text) => text.match(words) ?? []));
}

const wordsOf = (names: Iterable<string>) => new RegExp(`\\b(?:${[...names].join("|")})\\b`, "g");

/** A `##`, with what is certain about a name that it makes; null for an operand that is not known. */
interface Paste {
  macro: string;
  left: { text: string; isStart: boolean } | null;
  right: { text: string; isEnd: boolean } | null;
}

function pastesIn(text: string): Paste[] {
  if (!/##|%:%:/.test(text)) return [];
  return definitions(lex("", text).items).flatMap((macro) =>
    macro.body.flatMap((token, index): Paste[] => {
      if (token.text !== "##") return [];
      const isPaste = (at: number) => macro.body[at]?.text === "##";
      const [left, right] = [knownText(macro, index - 1), knownText(macro, index + 1)];
      return [
        {
          macro: macro.name,
          left: left === null ? null : { text: left, isStart: !isPaste(index - 2) },
          right: right === null ? null : { text: right, isEnd: !isPaste(index + 2) },
        },
      ];
    }),
  );
}

const definitions = (items: readonly SourceItem[]): Macro[] =>
  items
    .filter((item): item is DirectiveItem => item.kind === "directive" && item.name === "define")
    .map(({ tokens, line }) => parseDefinition(tokens, "", line))
    .filter((macro) => macro instanceof Macro);

/** The text of a token in a macro's body; null if arguments decide it: for a parameter, `__VA_OPT__` and its end. */
function knownText(macro: Macro, index: number): string | null {
  const { text } = macro.body[index] as Token;
  return macro.reference(index) >= 0 || text === "__VA_OPT__" || text === ")" ? null : text;
}

/** Whether an operand that is known allows for a name. */
function mayMake({ left, right }: Paste, name: string): boolean {
  if (left === null && right === null) return false;
  const startsRight = left === null || (left.isStart ? name.startsWith(left.text) : name.includes(left.text));
  return startsRight && (right === null || (right.isEnd ? name.endsWith(right.text) : name.includes(right.text)));
}
