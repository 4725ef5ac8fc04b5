import type { Token } from "../../c/token.ts";
import type { Fault, HeaderUse, MemberUse, Place, SymbolUse, Use } from "../use.ts";
import type { HeaderFault } from "./header-faults.ts";
import type { SystemNames } from "./system-names.ts";
import type { Origin, Record } from "./type.ts";
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

/** Classifies headers, and maps them to the user's names. */
export interface Provenance {
  originOf(header: string): Origin;
  /** The caller's path of one of the extension's files. */
  pathOf(header: string): string;
}

/**
 * Why a name counts as the API's: CPython's headers declare it, nothing declares it, or the extension declares it
 * without defining it in any file.
 */
export type Ground = "declared" | "undeclared" | "own-declaration";

interface Noted {
  use: SymbolUse;
  ground: Ground;
}

/** Members of objects with an undeclared type, by place. */
interface NotedMember {
  use: MemberUse;
  type: string;
}

/** Facts about a translation unit after reading it. */
export interface UnitFacts {
  /** Whether it includes Python.h. */
  includesPython: boolean;
  /** Headers it includes, as named there. */
  headers: readonly string[];
  /** Whether another library's header is missing that may declare names like the API's. */
  lacksApi: boolean;
  /** Whether a header is missing that may declare names of any kind except constants. */
  lacksNames: boolean;
  isCpp: boolean;
  /** Included headers that were not provided. */
  missing: readonly string[];
  /** System headers included by it or by CPython's headers. */
  systemHeaders: readonly string[];
}

/** Records uses, once per place. Code not written by the user is skipped. */
export class UseRecorder {
  readonly #known: KnownApi;
  readonly #provenance: Provenance;
  readonly #system: SystemNames;
  readonly #kept = new Map<string, Use>();
  /** Names with external linkage defined by the extension. */
  readonly #defined = new Set<string>();
  readonly #undefinedUses: SymbolUse[] = [];
  /** Members of objects of unknown type. */
  #guesses = new Map<string, Token>();
  readonly #likely: MemberUse[] = [];
  readonly #ownMembers = new Set<string>();
  /** For places in macro definitions: where the macros are expanded. */
  readonly #expansions = new Map<string, Map<string, Place>>();
  /** Uses in the current translation unit. */
  #noted = new Map<string, Noted[]>();
  #notedMembers = new Map<string, NotedMember>();
  #faults = new Map<string, Use>();
  readonly #headerFaults = new Map<string, HeaderFault>();

  constructor(known: KnownApi, provenance: Provenance, system: SystemNames) {
    this.#known = known;
    this.#provenance = provenance;
    this.#system = system;
  }

  /** Whether an undeclared name may be the API's. */
  isApi(name: string): boolean {
    if (prefix.test(name)) return true;
    return !this.#system.isBuiltin(name) && !this.#system.has("name", name) && this.#known.isName(name);
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
      if (ground === "undeclared") this.#lacks(token, `${token.text}, which nothing declares there`);
      return;
    }
    const here = this.#noted.get(keyOf(place)) ?? [];
    if (here.length === 0) this.#noted.set(keyOf(place), here);
    const same = here.filter(({ use }) => use.name === token.text);
    if (same.some(({ use }) => args === undefined || use.arguments === args)) return;
    const uncounted = same.find(({ use }) => use.arguments === undefined);
    if (uncounted !== undefined && args !== undefined) uncounted.use.arguments = args;
    else here.push({ use: symbolUse(token.text, place, ground, args), ground });
  }

  /** A call through an object-like macro of CPython: its arguments belong to the macro's name. */
  callOfAlias(token: Token, args: number): void {
    if (token.spelled !== null) for (const { use } of this.#notedAt(token)) use.arguments ??= args;
  }

  /** The API use at a token, or that it expanded from. */
  sourceAt(token: Token | undefined): Source | null {
    if (token === undefined) return null;
    const place = this.placeOf(token);
    const here = place === null ? this.#notedAt(token) : (this.#noted.get(keyOf(place)) ?? []);
    const noted = place === null ? here[0] : here.find(({ use }) => use.name === token.text);
    return noted === undefined ? null : { kind: "symbol", name: noted.use.name };
  }

  /** Records that a compiler rejects a use, at a token or at the macro invocation that produced it. */
  fault(source: Source, token: Token, fault: Fault): void {
    const place = this.placeOf(token) ?? this.#expandedAt(token);
    if (place === null) {
      if (fault.kind === "incomplete-type" && source.kind === "symbol")
        this.#lacks(token, `the size of ${source.name}, which nothing completes there`);
      return;
    }
    const use: Use =
      source.kind === "symbol"
        ? { ...source, place, declared: true, fault }
        : { ...source, place, confidence: "certain", declared: true, fault };
    this.#faults.set(`${keyOf(place)} ${fault.kind} ${JSON.stringify(source)}`, use);
  }

  /** CPython's own header, or what one of its macros expands to in the extension, lacks something. */
  #lacks(token: Token, what: string): void {
    const { header, line } = token;
    const place = this.#expandedAt(token);
    if (place === null) {
      if (this.#provenance.originOf(header) === "cpython")
        this.#headerFaults.set(`${header} ${line} ${what}`, { header, line, message: what });
      return;
    }
    const source = this.sourceAt(token);
    if (source !== null) {
      const name = source.kind === "symbol" ? source.name : source.member;
      this.fault(source, token, { kind: "broken-header", message: `${name} expands to ${what}.` });
    }
  }

  /** What CPython's headers were found to lack since the last call. */
  takeHeaderFaults(): HeaderFault[] {
    const taken = [...this.#headerFaults.values()];
    this.#headerFaults.clear();
    return taken;
  }

  /** The place in the source of the invocation that produced a token. */
  #expandedAt({ header, line, column }: Token): Place | null {
    return this.#provenance.originOf(header) === "own" ? { file: this.#provenance.pathOf(header), line, column } : null;
  }

  /** The uses recorded at a token's place after macro replacement. */
  #notedAt({ header, line, column }: Token): Noted[] {
    if (this.#provenance.originOf(header) !== "own") return [];
    return this.#noted.get(keyOf({ file: this.#provenance.pathOf(header), line, column })) ?? [];
  }

  /** An access to a member of a CPython struct; `name` is given if it differs from the token, as in an initializer. */
  member(record: Record, token: Token, declared: boolean, name = token.text): Source | null {
    const place = this.placeOf(token);
    const { struct, path } = pathTo(record);
    if (struct === null) return null;
    const member = path + name;
    const source = { kind: "member", struct, member } as const;
    if (place === null) {
      if (!declared && this.isApi(struct)) this.#lacks(token, `${struct}.${member}, which is not there`);
      return source;
    }
    this.#keep(`${keyOf(place)} ${struct}.${member}`, {
      kind: "member",
      struct,
      member,
      place,
      confidence: "certain",
      declared,
    });
    return source;
  }

  /** An access to a member of an undeclared type that may be the API's. */
  memberOf(type: string, token: Token): void {
    const place = this.placeOf(token);
    if (place === null) return;
    const member = token.text;
    const use: MemberUse = { kind: "member", struct: type, member, place, confidence: "certain", declared: false };
    this.#notedMembers.set(`${keyOf(place)} ${type}.${token.text}`, { use, type });
  }

  /** An access to a member of an object of unknown type. */
  guess(token: Token): void {
    const place = this.placeOf(token);
    if (place !== null) this.#guesses.set(keyOf(place), token);
  }

  /** `origin` is that of the included header; null if it was not found. */
  header(token: Token, header: string, origin: Origin | null): void {
    const place = this.placeOf(token);
    if (place === null || !(origin === "cpython" || (origin === null && this.#known.isHeader(header)))) return;
    const use: HeaderUse = { kind: "header", header, place };
    this.#kept.set(`${keyOf(place)} ${header}`, use);
  }

  /** An `#error` that a header leads to, or what its text lacks. */
  refused(place: Place, header: string, fault: Fault): void {
    const use: HeaderUse = { kind: "header", header, place, fault };
    this.#kept.set(`${keyOf(place)} ${header}`, use);
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
    for (const here of this.#noted.values()) if (here.some(({ use }) => prefix.test(use.name))) return true;
    return false;
  }

  /** Discards the current translation unit, which will be read again. */
  dropUnit(): void {
    this.#noted = new Map();
    this.#notedMembers = new Map();
    this.#guesses = new Map();
    this.#faults = new Map();
    this.#system.dropUnit();
  }

  endUnit({ includesPython, headers, lacksApi, lacksNames, isCpp, missing, systemHeaders }: UnitFacts): void {
    if (includesPython) this.#system.endUnit([...missing, ...systemHeaders], missing, isCpp);
    const counts = (name: string, ground: Ground): boolean => {
      const isDeclared = ground === "declared";
      if (prefix.test(name)) return isDeclared || !lacksApi || this.#known.isName(name);
      if (!includesPython || isDeclared) return includesPython;
      return this.#known.isBrought(name, headers) && (!lacksNames || constant.test(name));
    };
    for (const [key, here] of this.#noted) {
      for (const { use, ground } of here) {
        if (!counts(use.name, ground)) continue;
        if (ground === "own-declaration") this.#undefinedUses.push(use);
        else this.#keep(`${key} ${use.name} ${use.arguments ?? ""}`, use);
      }
    }
    for (const [key, { use, type }] of this.#notedMembers) if (counts(type, "undeclared")) this.#keep(key, use);
    for (const [key, use] of this.#faults) this.#kept.set(key, use);
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

  /** All uses, ordered by place. */
  uses(): Use[] {
    const guessed = this.#likely.filter(({ member }) => !this.#ownMembers.has(member));
    const imported = this.#undefinedUses.filter(({ name }) => !this.#defined.has(name));
    const uses = [...this.#kept.values(), ...guessed, ...imported, ...this.#system.uses()].sort(byPlace);
    return uses.map((use) => {
      const expansions = use.place && this.#expansions.get(keyOf(use.place));
      return expansions ? { ...use, expansions: [...expansions.values()] } : use;
    });
  }

  /** A header included by many units may lead to a fault in only one of them, which counts. */
  #keep(key: string, use: SymbolUse | MemberUse): void {
    const known = this.#kept.get(key);
    if (known === undefined || known.kind === "header" || known.declared !== false) this.#kept.set(key, use);
  }

  /** The place in the user's code, or null. */
  placeOf(token: Token): Place | null {
    const { header, line, column } = token.spelled ?? token;
    if (this.#provenance.originOf(header) !== "own") return null;
    const place = { file: this.#provenance.pathOf(header), line, column };
    const expanded = token.spelled === null ? null : this.#expandedAt(token);
    if (expanded !== null) this.#noteExpansion(keyOf(place), expanded);
    return place;
  }

  #noteExpansion(key: string, expanded: Place): void {
    if (keyOf(expanded) === key) return;
    const known = this.#expansions.get(key) ?? new Map<string, Place>();
    if (known.size < maxExpansions) known.set(keyOf(expanded), expanded);
    this.#expansions.set(key, known);
  }
}

/** Maximum number of expansion places kept per macro. */
const maxExpansions = 100;

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

const keyOf = ({ file, line, column }: Place): string => `${file}:${line}:${column}`;

function byPlace({ place: a }: Use, { place: b }: Use): number {
  if (a === null || b === null) return 0;
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

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
