import type { Token } from "../../c/token.ts";
import type { Place } from "../use.ts";
import { PlaceMap } from "../use-groups.ts";
import type { Origin } from "./type.ts";

/** Classifies headers, and maps them to the user's names. */
export interface Provenance {
  originOf(header: string): Origin;
  /** The caller's path of one of the extension's files. */
  pathOf(header: string): string;
}

/** Identifies a place. */
export const placeKey = ({ file, line, column }: Place): string => `${file}:${line}:${column}`;

/** Maximum number of expansion places kept per macro. */
const maxExpansions = 100;

/** Where code stands in the extension's files, and where the macros that it is written in are expanded. */
export class UserPlaces {
  readonly #provenance: Provenance;
  /** For places in macro definitions: where the macros are expanded. */
  readonly #expansions = new PlaceMap<Map<string, Place>>();

  constructor(provenance: Provenance) {
    this.#provenance = provenance;
  }

  /** Where the user wrote a token, perhaps in a macro definition; null if it is not in the extension's files. */
  of(token: Token): Place | null {
    if (token.spelled === null) return this.expandedAt(token);
    const place = this.expandedAt(token.spelled);
    const expanded = this.expandedAt(token);
    if (place !== null && expanded !== null) this.#noteExpansion(place, expanded);
    return place;
  }

  /** The place of the outermost macro invocation that produced a token; null if it is not in the extension's files. */
  expandedAt({ header, line, column }: Token): Place | null {
    return this.#provenance.originOf(header) === "own" ? { file: this.#provenance.pathOf(header), line, column } : null;
  }

  /** Where the macro whose definition contains the place is expanded; undefined if there is none. */
  expansions(place: Place): Place[] | undefined {
    const places = this.#expansions.get(place);
    return places && [...places.values()];
  }

  #noteExpansion(place: Place, expanded: Place): void {
    const key = placeKey(expanded);
    if (key === placeKey(place)) return;
    const known = this.#expansions.get(place) ?? new Map<string, Place>();
    if (known.size < maxExpansions) known.set(key, expanded);
    this.#expansions.set(place, known);
  }
}
