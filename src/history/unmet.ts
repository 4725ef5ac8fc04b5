import { nearNames } from "../cpython/near.ts";
import { newestBeyond } from "./beyond.ts";
import type { Fact, Spelling } from "./fact.ts";
import { factsAt, memberAt, pathsBeside, pointerOn, pointerText, structNamed } from "./facts.ts";
import type { Stop } from "./line.ts";
import type { MemberFacts } from "./model.ts";

/** A fact that no examined version has: most likely misspelt, or not a number. */
export interface UnmetFact {
  name: string;
  /** What is wrong with each of its spellings. */
  reason: string;
  /** Similar facts. */
  near: string[];
}

/** Explains why no version has a value for the fact. */
export function unmet({ name, spellings }: Fact, stops: readonly Stop[]): UnmetFact {
  const found = spellings.map((spelling) =>
    spelling.kind === "value" ? ofSymbol(spelling, stops) : ofMember(spelling, stops),
  );
  return {
    name,
    reason: found.map(({ reason }) => reason).join("; "),
    near: [...new Set(found.flatMap(({ near }) => near))],
  };
}

type Reason = Omit<UnmetFact, "name">;

function ofSymbol({ symbol }: Spelling & { kind: "value" }, stops: readonly Stop[]): Reason {
  if (hasStruct(symbol, stops)) return { reason: `${symbol} is a struct or union`, near: [`size(${symbol})`] };
  const kind = kindOf(symbol, stops);
  if (kind !== null) return { reason: `${symbol} is a ${kind} without an integer value`, near: [] };
  const near = nearNames([symbol], namesOf("symbol", stops));
  return absent(`a symbol ${symbol}`, near, stops, (stop) => factsAt(stop, { kind: "symbol", name: symbol }) !== null);
}

function ofMember({ kind, struct, path }: Exclude<Spelling, { kind: "value" }>, stops: readonly Stop[]): Reason {
  const spelt = (text: string) => (kind === "offset" ? text : `${kind}(${text})`);
  if (!hasStruct(struct, stops)) {
    const other = kindOf(struct, stops);
    if (other !== null) return { reason: `${struct} is a ${other}, not a struct or union`, near: [] };
    const near = nearNames([struct], namesOf("struct", stops)).map((one) => spelt([one, ...path].join(".")));
    return absent(`a struct or union ${struct}`, near, stops, (stop) => structNamed(stop, struct) !== undefined);
  }
  const member = [struct, ...path].join(".");
  const facts = stops.map((stop) => memberAt(stop, struct, path)?.facts as MemberFacts | undefined);
  if (path.length === 0 || facts.some((one) => one !== undefined)) {
    const isBits = facts.some((one) => one?.bitWidth !== undefined);
    const reason = path.length === 0 ? "is opaque" : isBits ? "is a bit-field" : "is not a bit-field";
    return { reason: `${member} ${reason}`, near: isBits ? [`width(${member})`] : [] };
  }
  const pointer = pointerOn(stops, struct, path);
  if (pointer) return { reason: pointerText(struct, pointer), near: [spelt(pointer.beyond.join("."))] };
  const paths = stops.flatMap((stop) => pathsBeside(stop, struct, path));
  const near = nearNames([path.join(".")], paths).map((one) => spelt(`${struct}.${one}`));
  return absent(`a member ${member}`, near, stops, (stop) => memberAt(stop, struct, path) !== null);
}

/** For what no version asked for has: another may have it; else names like it are suggested. */
function absent(what: string, near: string[], stops: readonly Stop[], has: (stop: Stop) => boolean): Reason {
  const other = newestBeyond(stops, has);
  if (other !== null) return { reason: `no version asked for has ${what}, but ${other} has`, near: [] };
  return { reason: `no version has ${what}`, near };
}

/** What a symbol is in the newest version that has it; null if none has it. */
function kindOf(name: string, stops: readonly Stop[]): string | null {
  for (const stop of stops.toReversed()) {
    const found = factsAt(stop, { kind: "symbol", name });
    if (found !== null && "kind" in found.facts) return found.facts.kind;
  }
  return null;
}

const hasStruct = (name: string, stops: readonly Stop[]) => stops.some((stop) => structNamed(stop, name) !== undefined);

function namesOf(kind: "symbol" | "struct", stops: readonly Stop[]): Set<string> {
  const lookups = new Set(stops.map(({ lookup }) => lookup));
  return new Set([...lookups].flatMap((lookup) => [...lookup.names(kind)]));
}
