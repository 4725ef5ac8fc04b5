import { basicType } from "../../c/basic-type.ts";
import type { PlatformDefinition } from "../../cpython/platforms/platform.ts";
import { libstdcxx } from "../../cpython/platforms/system-headers/libstdcxx.ts";
import { musl } from "../../cpython/platforms/system-headers/musl.ts";
import { SystemHeaders } from "../../cpython/platforms/system-headers.ts";
import { once } from "../../once.ts";
import type { Place, SymbolUse } from "../use.ts";

interface Noted {
  kind: "name" | "tag";
  name: string;
  place: Place;
}

/**
 * Undeclared names that system headers declare: uses that lack an `#include`. Where a platform's headers are not known,
 * musl's stand for them, which declare little beyond C and POSIX: then a use only may lack it.
 */
export class SystemNames {
  readonly #headers: SystemHeaders;
  /** With the parts of it that a C++ library's headers bring in: made when C++ asks. */
  readonly #cppHeaders: () => SystemHeaders;
  readonly #isKnown: boolean;
  /** Those of the platform that are read with what they include. */
  readonly #read: ReadonlyMap<string, unknown>;
  /** Uses in the current translation unit, by place. */
  #noted = new Map<string, Noted>();
  readonly #kept = new Map<string, SymbolUse>();

  readonly #builtins: ReadonlySet<string>;

  constructor({
    systemHeaders,
    builtins,
    headers,
  }: Pick<PlatformDefinition, "systemHeaders" | "builtins" | "headers">) {
    this.#read = headers;
    this.#builtins = builtins;
    this.#isKnown = systemHeaders.length > 0;
    const [c = musl, ...cpp] = this.#isKnown ? systemHeaders : [musl, libstdcxx];
    this.#headers = new SystemHeaders(c);
    this.#cppHeaders = once(() => new SystemHeaders(c, ...cpp));
  }

  has(kind: Noted["kind"], name: string): boolean {
    return this.#headers.with(kind, name).length > 0;
  }

  /** Whether the compiler has it without a declaration: a builtin function or type. */
  isBuiltin(name: string): boolean {
    return this.#builtins.has(name) || basicType([name]) !== null;
  }

  isHeader(name: string, isCpp: boolean): boolean {
    return this.#headersOf(isCpp).isKnown(name);
  }

  /** Whether the platform has it; false where its headers are not known. */
  isInstalled(header: string, isCpp: boolean): boolean {
    return this.#isKnown && this.isHeader(header, isCpp);
  }

  #headersOf(isCpp: boolean): SystemHeaders {
    return isCpp ? this.#cppHeaders() : this.#headers;
  }

  /** Whether an `#include` means a header of the system's; by its form alone where those of the platform are not known. */
  isSystems(name: string, isAngled: boolean, isCpp: boolean): boolean {
    if (!isAngled) return false;
    const isListed = this.#isKnown ? this.isHeader(name, isCpp) : !name.includes("/");
    return isListed || /^(?:sys|arpa|net|netinet|linux|asm|mach|bits)\//.test(name);
  }

  note(kind: Noted["kind"], name: string, place: Place): void {
    this.#noted.set(`${place.file}:${place.line}:${place.column} ${name}`, { kind, name, place });
  }

  dropUnit(): void {
    this.#noted = new Map();
  }

  /**
   * @param included headers the unit includes, directly or not, as named in `#include`s
   * @param missing those that were not provided: unless they are system headers, they may declare anything
   */
  endUnit(included: readonly string[], missing: readonly string[], isCpp: boolean): void {
    const headers = this.#headersOf(isCpp);
    // What a stand-in includes says nothing of a header that was read.
    const others = this.#isKnown ? included : included.filter((header) => !this.#read.has(header));
    const brought = new Set([...included, ...headers.broughtBy(others)]);
    const isLikely = !this.#isKnown || missing.some((header) => !this.isHeader(header, isCpp));
    const needs = isLikely ? "may need" : "needs";
    for (const [key, { kind, name, place }] of this.#noted) {
      const [home] = this.#headers.with(kind, name);
      if (home === undefined || this.#headers.declares(brought, kind, name)) continue;
      const what = kind === "tag" ? `struct ${name}` : name;
      const message = `${what} ${needs} #include <${home}>: Python.h does not include it.`;
      const fault = { kind: "not-included", message, ...(isLikely && { isLikely }) } as const;
      this.#kept.set(key, { kind: "symbol", name, place, declared: true, fault });
    }
    this.dropUnit();
  }

  uses(): Iterable<SymbolUse> {
    return this.#kept.values();
  }
}
