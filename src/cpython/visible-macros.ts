import type { IsLast } from "../c/expansion.ts";
import type { Mark } from "../c/journaled-map.ts";
import type { Macro } from "../c/macro.ts";
import type { MacroTable } from "../c/macro-table.ts";
import type { Preprocessor } from "../c/preprocessor.ts";
import type { Token } from "../c/token.ts";

/** How much of a macro is expanded: some are too long for all of it. */
export interface ExpansionOptions {
  /** Collects the meanings of names looked up. */
  asked?: Map<string, string | undefined>;
  /** Part of the body, instead of the whole. */
  part?: readonly Token[];
  /** Stops at a token. */
  isLast?: IsLast | undefined;
}

/** Macros of headers that are each included by themselves, which see their own and the standing ones. */
export class VisibleMacros {
  /** The first of each name. */
  readonly byName = new Map<string, Macro>();
  readonly #scopeOf = new Map<Macro, readonly Macro[]>();
  readonly #standing: () => Preprocessor;
  #mark: Mark | undefined;
  /** The scope whose macros are defined now. */
  #shown: readonly Macro[] | undefined;
  /** Scopes whose macros stand anyway, as those of `Python.h` do. */
  readonly #standingScopes = new Set<readonly Macro[]>();

  /**
   * @param scopes the macros of each header
   * @param standing a preprocessor in which the standing macros are defined; asked for when something is expanded
   */
  constructor(scopes: readonly (readonly Macro[])[], standing: () => Preprocessor) {
    this.#standing = standing;
    for (const scope of scopes) {
      for (const macro of scope) {
        if (this.byName.has(macro.name)) continue;
        this.byName.set(macro.name, macro);
        this.#scopeOf.set(macro, scope);
      }
    }
  }

  /** The expansion of a macro without parameters, or of the body of one with, in the context where it is visible. */
  expansionOf(macro: Macro, { asked, part = macro.body, isLast }: ExpansionOptions = {}): Token[] {
    return this.#showing(macro).expand(part, macro, asked, isLast);
  }

  /** Whether names have these meanings where a macro is visible. */
  meansAlike(macro: Macro, asked: ReadonlyMap<string, string | undefined>): boolean {
    const { macros } = this.#showing(macro);
    for (const [name, meaning] of asked) if (macros.meaning(name) !== meaning) return false;
    return true;
  }

  #showing(macro: Macro): Preprocessor {
    const preprocessor = this.#standing();
    const { macros } = preprocessor;
    this.#mark ??= macros.mark();
    const scope = this.#scopeOf.get(macro);
    if (scope !== this.#shown) {
      macros.rollback(this.#mark);
      if (scope !== undefined && !this.#standingScopes.has(scope)) this.#define(scope, macros);
      this.#shown = scope;
    }
    return preprocessor;
  }

  #define(scope: readonly Macro[], macros: MacroTable): void {
    const mark = macros.mark();
    scope.forEach((macro) => {
      if (macros.get(macro.name) !== macro) macros.make(macro);
    });
    if (macros.mark() === mark) this.#standingScopes.add(scope);
  }
}
