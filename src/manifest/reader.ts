import type { Diagnostic } from "../c/diagnostic.ts";
import { DeclarationParser } from "../c/parser.ts";
import { RefHeaders } from "../cpython/headers.ts";
import { type PlatformDefinition, platformDefinition } from "../cpython/platforms/platform.ts";
import { abiMacros, pyconfig } from "../cpython/pyconfig.ts";
import { readSurface, type Surface } from "../cpython/surface.ts";
import type { Abi, TargetRequest } from "../cpython/target.ts";
import type { SourceTree } from "../cpython/tree.ts";

/** Shared by all manifests of a process: most declarations are the same text in every version. */
const parser = new DeclarationParser();

/** Reads one ref's headers on one platform, as often as the abis and surfaces of a manifest ask for. */
export class RefReader {
  readonly platform: PlatformDefinition;
  readonly diagnostics: Diagnostic[] = [];
  private readonly tree: SourceTree;
  private readonly byAbi = new Map<Abi, { headers: RefHeaders; unknownConfig: ReadonlySet<string> }>();

  constructor(tree: SourceTree, { platform }: TargetRequest) {
    this.tree = tree;
    this.platform = platformDefinition(platform);
    for (const path of tree.oversized ?? []) {
      this.diagnostics.push({
        code: "header-too-large",
        header: path,
        line: 1,
        message: "The file is too large to be read",
      });
    }
  }

  /** `macros`: `#define` lines in force before the first header. */
  read(abi: Abi, macros: string, internal: boolean): Surface {
    const { tree, platform } = this;
    const { headers, unknownConfig } = this.headersOf(abi);
    const surface = readSurface({ tree, headers, platform, parser, macros: abiMacros(abi) + macros, internal });
    for (const [name, { header, line }] of surface.testedUndefined) {
      if (!unknownConfig.has(name) || !this.isOurs(header)) continue;
      const message = `${name} is what configure finds out, and not known of ${platform.name}: taken as not defined`;
      surface.diagnostics.push({ code: "unknown-configuration", header, line, message });
    }
    return surface;
  }

  /** Whether a header is CPython's and not the system's or configure's. */
  isOurs = (header: string): boolean => this.tree.files.has(header);

  /** Include guards of all headers that were read. */
  guards(): ReadonlySet<string> {
    return new Set([...this.byAbi.values()].flatMap(({ headers }) => [...headers.guards()]));
  }

  private headersOf(abi: Abi) {
    const known = this.byAbi.get(abi);
    if (known !== undefined) return known;
    const { text, unknown } = pyconfig(this.tree, this.platform, abi);
    const generated = new Map([["Include/pyconfig.h", text]]);
    const headers = new RefHeaders(this.tree, this.platform.headers, generated);
    const made = { headers, unknownConfig: unknown };
    this.byAbi.set(abi, made);
    return made;
  }
}
