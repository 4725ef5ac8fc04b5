import type { Session } from "../c/session.ts";
import { RefHeaders } from "./headers.ts";
import type { PlatformDefinition } from "./platforms/platform.ts";
import { platformDefinition } from "./platforms/registry.ts";
import { commandLine, isConfigured, type Pyconfig, pyconfig, pyconfigPath } from "./pyconfig.ts";
import type { TargetRequest } from "./target.ts";
import type { SourceTree } from "./tree.ts";

/** What a compiler is given of CPython to compile something for a target: headers, configured, and macros. */
export class Compilation {
  readonly platform: PlatformDefinition;
  readonly headers: RefHeaders;
  /** Names that configure defines or not, and the platform does not say which: they are left undefined. */
  readonly unknownConfig: ReadonlySet<string>;
  /** `pyconfig.h` and what it includes: on Debian one for each processor. */
  readonly configs: ReadonlySet<string>;
  readonly #target: TargetRequest;

  /**
   * Which version of a limited API `target` names makes no difference: see `limitedApiMacro`.
   * @param known the target's `pyconfig.h`, if it was made before
   */
  constructor(tree: SourceTree, target: TargetRequest, session: Session, known?: Pyconfig) {
    this.#target = target;
    this.platform = platformDefinition(target.platform);
    const config = known ?? pyconfig(tree, this.platform, target.abi, target.macros);
    this.headers = new RefHeaders(tree, this.platform.headers, new Map([[pyconfigPath, config]]), session);
    this.unknownConfig = config.unknown;
    this.configs = new Set([pyconfigPath, ...(isConfigured(tree) ? this.headers.includedBy(pyconfigPath) : [])]);
  }

  /** `#define` lines in force before the first header, of CPython's own files or of an extension's. */
  commandLine(internal: boolean): string {
    return commandLine(this.platform, this.#target.abi, internal, this.#target.macros);
  }
}
