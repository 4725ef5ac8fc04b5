import type { Diagnostic } from "../c/diagnostic.ts";
import type { Session } from "../c/session.ts";
import { Compilation } from "../cpython/compilation.ts";
import type { KnownReadings } from "../cpython/known-readings.ts";
import type { PlatformDefinition } from "../cpython/platforms/platform.ts";
import { platformDefinition } from "../cpython/platforms/registry.ts";
import { readRawSurface, readSurface, type SurfaceOptions } from "../cpython/surface.ts";
import type { RawSurface, SurfaceReading } from "../cpython/surface-reading.ts";
import { type Abi, isLimited, limitedApiMacro, type TargetRequest } from "../cpython/target.ts";
import type { SourceTree } from "../cpython/tree.ts";
import type { Documents } from "./documents.ts";
import { MacroFilter } from "./macro-filter.ts";
import type { Surface } from "./model.ts";
import type { DeclaredNames, PublicName, TextNames } from "./text-names.ts";

/** What readings share, across refs and targets: that of a `ManifestSession`. */
interface SharedReadings {
  readonly frontEnd: Session;
  readonly readings: KnownReadings;
  readonly documents: Documents;
  readonly textNames: TextNames;
}

/** Reads one ref's headers on one platform, for each ABI and surface of a manifest. */
export class RefReader {
  readonly platform: PlatformDefinition;
  readonly commit: string;
  readonly diagnostics: Diagnostic[] = [];
  /** Stands for all that was read so far, but for macros that were replaced: the `identity` of each surface. */
  readonly identities: object[] = [];
  readonly #tree: SourceTree;
  readonly #shared: SharedReadings;
  readonly #target: TargetRequest;
  readonly #byAbi = new Map<Abi, Compilation>();

  constructor(tree: SourceTree, target: TargetRequest, shared: SharedReadings) {
    this.#target = target;
    this.#tree = tree;
    this.commit = tree.commit;
    this.#shared = shared;
    this.platform = platformDefinition(target.platform);
    for (const path of tree.oversized ?? []) {
      this.diagnostics.push({
        code: "header-too-large",
        header: path,
        line: 1,
        message: "The file is too large to be read",
      });
    }
  }

  /**
   * The public surface and, unless the ABI is a limited one (PEP 384, PEP 803), the internal one.
   * @param limitedApi the version of a limited ABI, else null
   */
  readSurfaces(abi: Abi, limitedApi: string | null): Map<Surface, SurfaceReading> {
    const surfaces = new Map<Surface, SurfaceReading>([["public", this.readPublic(abi, limitedApi)]]);
    if (!isLimited(abi)) surfaces.set("internal", this.readInternal(abi));
    return surfaces;
  }

  readPublic(abi: Abi, limitedApi: string | null): SurfaceReading {
    return this.read(abi, limitedApiMacro(abi, limitedApi), false);
  }

  readInternal(abi: Abi): SurfaceReading {
    return this.read(abi, "#define Py_BUILD_CORE 1\n", true);
  }

  /** `macros` are `#define` lines in force before the first header. */
  read(abi: Abi, macros: string, internal: boolean): SurfaceReading {
    const { unknownConfig } = this.#compilation(abi);
    const surface = readSurface(this.#options(abi, macros, internal), this.#shared.readings);
    this.identities.push(surface.identity);
    for (const [name, { header, line }] of surface.testedUndefined) {
      if (!unknownConfig.has(name) || !this.isOurs(header)) continue;
      const message = `${name} is set by configure, and its value on ${this.platform.name} is unknown; treated as undefined`;
      surface.diagnostics.push({ code: "unknown-configuration", header, line, message });
    }
    return surface;
  }

  /** The public surface, unparsed. */
  readRaw(abi: Abi, macros: string): RawSurface {
    const surface = readRawSurface(this.#options(abi, macros, false), this.#shared.readings);
    this.identities.push(surface.identity);
    return surface;
  }

  #options(abi: Abi, macros: string, internal: boolean): SurfaceOptions {
    const compilation = this.#compilation(abi);
    const { headers, platform } = compilation;
    const defines = compilation.commandLine(internal) + macros;
    return { tree: this.#tree, headers, platform, session: this.#shared.frontEnd, macros: defines, internal };
  }

  /**
   * Names that a build's public surface gives to an extension and for which `isWanted` holds, including macros and
   * tags, except tags that are only used.
   * @param unwanted pieces of other targets' text that define no wanted name; those of this one are added
   */
  publicNames(
    { fragments, macros }: RawSurface,
    isWanted: (name: string) => boolean,
    unwanted: Set<readonly DeclaredNames[]>,
  ): Map<string, PublicName> {
    const filter = this.macroFilter();
    const names = new Map<string, PublicName>();
    for (const piece of this.#shared.textNames.of(fragments)) {
      if (unwanted.has(piece)) continue;
      let isUnwanted = true;
      for (const { header, defined } of piece) {
        if (!this.isOurs(header)) continue;
        for (const facts of defined) {
          if (!isWanted(facts.name)) continue;
          isUnwanted = false;
          if (!names.has(facts.name)) names.set(facts.name, facts);
        }
      }
      if (isUnwanted) unwanted.add(piece);
    }
    macros.forEach((macro) => {
      const { name, header, line } = macro;
      if (!isWanted(name) || names.has(name) || !this.isOurs(header) || !filter.isApi(macro)) return;
      names.set(name, { name, kind: "macro", header, line, deprecated: null });
    });
    return names;
  }

  /** Whether a header belongs to CPython, and not to the system or configure. */
  isOurs = (header: string): boolean => this.#tree.files.has(header);

  /** Selects macros that are API, as far as headers were read. */
  macroFilter(): MacroFilter {
    return new MacroFilter([...this.#byAbi.values()]);
  }

  #compilation(abi: Abi): Compilation {
    const known = this.#byAbi.get(abi);
    if (known !== undefined) return known;
    const { documents, frontEnd } = this.#shared;
    const target = { ...this.#target, abi };
    const made = new Compilation(this.#tree, target, frontEnd, documents.pyconfig(this.#tree, target));
    this.#byAbi.set(abi, made);
    return made;
  }
}
