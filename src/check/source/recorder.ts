import type { Token } from "../../c/token.ts";
import type { Fault, HeaderUse, MemberUse, Place, SymbolUse, Use } from "../use.ts";
import { groupUses, type UseGroup } from "../use-groups.ts";
import type { SystemNames } from "./system-names.ts";
import type { Origin, Record } from "./type.ts";
import { type Ground, type UnitName, UnitNames } from "./unit-names.ts";
import { UseTable } from "./use-table.ts";
import { type Provenance, placeKey, UserPlaces } from "./user-places.ts";
import type { Source } from "./value.ts";

/** The caller's knowledge of the C API in the relevant versions. */
export interface KnownApi {
  /** Whether any of them has a symbol, struct or enum of this name, tag or typedef. */
  isName(name: string): boolean;
  /** Whether any of them provides it through `Python.h` or one of these headers, as named in `#include`s. */
  isBrought(name: string, headers: readonly string[]): boolean;
  /**
   * The public structs, as named in manifests, that have this member in any version and whose members have a prefix,
   * like `co_name`.
   */
  structsWith(member: string): readonly string[];
  /** Whether any of them has a header of this name, as in an `#include`: `longintrepr.h`, `internal/pycore_frame.h`. */
  isHeader(name: string): boolean;
}

/** Facts about a translation unit after reading it. */
export interface UnitFacts {
  /** Whether it includes Python.h. */
  includesPython: boolean;
  /** Headers it includes, as named there. */
  headers: readonly string[];
  /** A missing header of another library, which may declare names like the API's; null if there is none. */
  foreign: string | null;
  /** Whether a header is missing that may declare names of any kind except constants. */
  lacksNames: boolean;
  isCpp: boolean;
  /** Included headers that were not provided. */
  missing: readonly string[];
  /** System headers included by it or by CPython's headers. */
  systemHeaders: readonly string[];
}

/** Of a name that no version has. */
export interface UnknownName {
  /** The missing header that may declare it, as in its `#include`. */
  header: string;
  /** Of one of its uses. */
  place: Place;
}

/** What one of CPython's own headers uses and does not have. */
export interface HeaderFault {
  header: string;
  line: number;
  /** The end of a sentence about them. */
  message: string;
}

/** Records uses, once per place. Code not written by the user is skipped. */
export class UseRecorder {
  readonly #known: KnownApi;
  readonly #provenance: Provenance;
  readonly #places: UserPlaces;
  readonly #system: SystemNames;
  /** Headers and faults. */
  readonly #kept = new Map<string, Use>();
  /** Names and members. */
  readonly #uses = new UseTable();
  /** Names like the API's that no version has and a missing header may declare. */
  readonly #unknown = new Map<string, UnknownName>();
  /** Names with external linkage defined by the extension. */
  readonly #defined = new Set<string>();
  /** Members of objects of unknown type. */
  #guesses = new Map<string, Token>();
  readonly #likely: MemberUse[] = [];
  readonly #ownMembers = new Set<string>();
  /** Names in the current translation unit. */
  #names = new UnitNames();
  #faults = new Map<string, Use>();
  readonly #headerFaults = new Map<string, HeaderFault>();

  constructor(known: KnownApi, provenance: Provenance, system: SystemNames) {
    this.#known = known;
    this.#provenance = provenance;
    this.#places = new UserPlaces(provenance);
    this.#system = system;
  }

  /** Whether an undeclared name may be the API's. */
  isApi(name: string): boolean {
    if (prefix.test(name)) return true;
    return !this.#system.isBuiltin(name) && !this.#system.has("name", name) && this.#known.isName(name);
  }

  /** Whether a struct is CPython's, or an incomplete one with a name of CPython's. */
  isOfApi(record: Record): boolean {
    if (record.origin === "cpython") return true;
    return record.members === null && record.name !== null && this.isApi(record.name);
  }

  /** Whether a struct is CPython's and has such a member in any version. */
  mayHave(record: Record, member: string): boolean {
    return record.name !== null && this.isOfApi(record) && this.#known.structsWith(member).includes(record.name);
  }

  /** For an undeclared name or incomplete struct: whether a system header declares it. */
  systemName(kind: "name" | "tag", name: string, token: Token): boolean {
    const place = this.#system.has(kind, name) ? this.placeOf(token) : null;
    if (place !== null) this.#system.note(kind, name, place);
    return place !== null;
  }

  /** `args` is the number of arguments of a call. */
  symbol(token: Token, ground: Ground, args?: number): void {
    const place = this.placeOf(token);
    if (place === null) {
      const lacked = { kind: "symbol", name: token.text } as const;
      if (ground === "undeclared") this.#lacks(token, lacked, `${token.text}, which nothing declares there`);
      return;
    }
    this.#names.add(place, token.text, ground, args);
  }

  /** A call through an object-like macro of CPython: its arguments belong to the macro's name. */
  callOfAlias(token: Token, args: number): void {
    if (token.spelled !== null) for (const name of this.#expandedFrom(token)) name.args ??= args;
  }

  /** The API use at a token, or that it expanded from. */
  sourceAt(token: Token | undefined): Source | null {
    if (token === undefined) return null;
    const place = this.placeOf(token);
    const found =
      place === null ? this.#expandedFrom(token)[0] : this.#names.at(place).find(({ name }) => name === token.text);
    return found === undefined ? null : { kind: "symbol", name: found.name };
  }

  /** Records that a compiler rejects a use, at a token or at the macro invocation that produced it. */
  fault(source: Source, token: Token, fault: Fault): void {
    const place = this.placeOf(token) ?? this.#places.expandedAt(token);
    if (place === null) {
      if (fault.kind === "incomplete-type" && source.kind === "symbol")
        this.#lacks(token, source, `the size of ${source.name}, which nothing completes there`);
      return;
    }
    const use: Use =
      source.kind === "symbol"
        ? { ...source, place, declared: true, fault }
        : { ...source, place, confidence: "certain", declared: true, fault };
    this.#faults.set(`${placeKey(place)} ${fault.kind} ${JSON.stringify(source)}`, use);
  }

  /** CPython's own header, or what one of its macros expands to in the extension, lacks something. */
  #lacks(token: Token, lacked: Source, what: string): void {
    const { header, line } = token;
    const place = this.#places.expandedAt(token);
    if (place === null) {
      if (this.#provenance.originOf(header) === "cpython")
        this.#headerFaults.set(`${header} ${line} ${what}`, { header, line, message: what });
      return;
    }
    // Inside a macro of the extension, it is not known which macro of CPython expanded to it.
    const source = this.sourceAt(token);
    const name = source === null ? "A macro of CPython" : source.kind === "symbol" ? source.name : source.member;
    this.fault(source ?? lacked, token, { kind: "broken-header", message: `${name} expands to ${what}.` });
  }

  /** What CPython's headers were found to lack since the last call. */
  takeHeaderFaults(): HeaderFault[] {
    const taken = [...this.#headerFaults.values()];
    this.#headerFaults.clear();
    return taken;
  }

  /** The names at the macro invocation that produced a token. */
  #expandedFrom(token: Token): UnitName[] {
    const place = this.#places.expandedAt(token);
    return place === null ? [] : this.#names.at(place);
  }

  /** An access to a member of a CPython struct; `name` is given if it differs from the token, as in an initializer. */
  member(record: Record, token: Token, declared: boolean, name = token.text): Source | null {
    const place = this.placeOf(token);
    const { struct, path } = pathTo(record);
    if (struct === null) return null;
    const member = path + name;
    const source = { kind: "member", struct, member } as const;
    if (place === null) {
      if (!declared && this.isApi(struct)) this.#lacks(token, source, `${struct}.${member}, which is not there`);
      return source;
    }
    this.#uses.add({ kind: "member", struct, member, place, confidence: "certain", declared });
    return source;
  }

  /** An access to a member of an object of unknown type. */
  guess(token: Token): void {
    const place = this.placeOf(token);
    if (place !== null) this.#guesses.set(placeKey(place), token);
  }

  /** `origin` is that of the included header; null if it was not found. */
  header(token: Token, header: string, origin: Origin | null): void {
    const place = this.placeOf(token);
    if (place === null || !(origin === "cpython" || (origin === null && this.#known.isHeader(header)))) return;
    const key = `${placeKey(place)} ${header}`;
    // A translation unit that includes it without a fault does not clear others that do.
    if (!this.#kept.has(key)) this.#kept.set(key, { kind: "header", header, place });
  }

  /** An `#error` that a header leads to, or what its text lacks. */
  refused(place: Place, header: string, fault: Fault): void {
    const use: HeaderUse = { kind: "header", header, place, fault };
    this.#kept.set(`${placeKey(place)} ${header}`, use);
  }

  /** The extension has a struct with such a member. */
  ownMember(name: string): void {
    this.#ownMembers.add(name);
  }

  /** The extension defines a function or variable with external linkage. */
  definition(name: string): void {
    this.#defined.add(name);
  }

  /** Whether the translation unit uses any name with the API's prefix. */
  mentionsApi(): boolean {
    for (const [, { name }] of this.#names) if (prefix.test(name)) return true;
    return false;
  }

  /** Discards the current translation unit, which will be read again. */
  dropUnit(): void {
    this.#names = new UnitNames();
    this.#guesses = new Map();
    this.#faults = new Map();
    this.#system.dropUnit();
  }

  endUnit({ includesPython, headers, foreign, lacksNames, isCpp, missing, systemHeaders }: UnitFacts): void {
    if (includesPython) this.#system.endUnit([...missing, ...systemHeaders], missing, isCpp);
    const counts = (name: string, ground: Ground): boolean => {
      const isDeclared = ground === "declared";
      if (prefix.test(name)) return isDeclared || foreign === null || this.#known.isName(name);
      if (!includesPython || isDeclared) return includesPython;
      return this.#known.isBrought(name, headers) && (!lacksNames || constant.test(name));
    };
    for (const [place, { name, args, ground }] of this.#names) {
      if (counts(name, ground)) this.#uses.add(symbolUse(name, place, ground, args), ground === "own-declaration");
      else if (ground === "undeclared" && foreign !== null && prefix.test(name))
        this.#unknown.set(name, { header: foreign, place });
    }
    // What Python.h would declare otherwise is nothing to a unit that does not include it.
    if (includesPython) for (const [key, use] of this.#faults) this.#kept.set(key, use);
    for (const token of this.#guesses.values()) {
      const structs = this.#known.structsWith(token.text).filter((name) => this.#known.isBrought(name, headers));
      const [struct] = structs;
      // A name shared by several structs proves nothing.
      if (struct === undefined || structs.length > 1) continue;
      this.#likely.push({
        kind: "member",
        struct,
        member: token.text,
        place: this.placeOf(token),
        confidence: "likely",
      });
    }
    this.dropUnit();
  }

  /** All uses, each thing used in the same way once, with its places in order. */
  uses(): UseGroup[] {
    const guessed = this.#likely.filter(({ member }) => !this.#ownMembers.has(member));
    const kept = this.#uses.groups(this.#places, this.#defined);
    const others = [...this.#kept.values(), ...guessed, ...this.#system.uses()].map((use) => {
      const expansions = use.place && this.#places.expansions(use.place);
      return expansions ? { ...use, expansions } : use;
    });
    return [...kept, ...groupUses(others)].filter(({ places }) => places.length > 0);
  }

  /** Names like the API's that are in no version, by name; those that the extension defines are not among them. */
  unknownNames(): ReadonlyMap<string, UnknownName> {
    return new Map([...this.#unknown].filter(([name]) => !this.#defined.has(name)));
  }

  /** The place in the user's code, or null. */
  placeOf(token: Token): Place | null {
    return this.#places.of(token);
  }
}

const prefix = /^_?Py(?:[A-Z_]|$)/;

/** Names of this form are macros or enumerators, which no C++ namespace contains. */
const constant = /^[A-Z][A-Z\d_]*$/;

const symbolUse = (name: string, place: Place, ground: Ground, args: number | undefined): SymbolUse => ({
  kind: "symbol",
  name,
  place,
  declared: ground !== "undeclared",
  ...(args !== undefined && { arguments: args }),
});

/** The struct named in a manifest, and the path from there to the members of an unnamed one inside. */
function pathTo(record: Record): { struct: string | null; path: string } {
  let path = "";
  let outermost = record;
  for (let depth = 0; outermost.name === null && outermost.outer !== null && depth < maxDepth; depth++) {
    if (outermost.outer.member !== "") path = `${outermost.outer.member}.${path}`;
    outermost = outermost.outer.record;
  }
  return { struct: outermost.name, path };
}

const maxDepth = 100;
