import type { Token } from "../c/token.ts";
import { TranslationUnit } from "../c/translation-unit.ts";
import type { SurfaceReading } from "../cpython/surface.ts";
import { EnumCollector } from "./enums.ts";
import type { Surface } from "./model.ts";
import { type NameFacts, namesOf } from "./names.ts";
import type { RefReader } from "./reader.ts";
import { StructCollector } from "./structs.ts";
import type { Report } from "./symbols.ts";

/** A name with the first surface that has it. */
interface DeclaredName {
  name: string;
  facts: NameFacts;
  surfaceName: Surface;
  surface: SurfaceReading;
}

/** What the headers of one ref declare. */
export interface DeclaredUnit {
  unit: TranslationUnit;
  structs: StructCollector;
  enums: EnumCollector;
  /** The names that an extension gets, each once. */
  names(): Iterable<DeclaredName>;
}

/** @param surfaces the public one first */
export function declarationsOf(
  surfaces: ReadonlyMap<Surface, SurfaceReading>,
  reader: RefReader,
  report: Report,
): DeclaredUnit {
  const unit = new TranslationUnit(reader.platform.dataModel);
  const structs = new StructCollector(reader.isOurs);
  const enums = new EnumCollector(reader.isOurs);
  for (const [name, surface] of surfaces) {
    for (const { declaration, tokens, defines } of surface.declarations) {
      const conflicts = unit.conflicts.size;
      unit.declare(declaration, defines);
      if (unit.conflicts.size === conflicts) continue;
      const message = `${[...unit.conflicts].at(-1)} is redefined differently; the first definition is used`;
      report("conflicting-definition", tokens[declaration.token] as Token, message);
    }
    structs.add(surface.declarations, name);
    enums.add(surface.declarations, name);
  }
  function* names(): Iterable<DeclaredName> {
    const tells = reader.macroFilter();
    const taken = new Set<string>();
    for (const [surfaceName, surface] of surfaces) {
      for (const [name, facts] of namesOf(surface, reader.isOurs, tells, unit)) {
        if (taken.has(name)) continue;
        taken.add(name);
        yield { name, facts, surfaceName, surface };
      }
    }
  }
  return { unit, structs, enums, names };
}
