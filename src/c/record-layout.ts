import type { Layout } from "./data-model.ts";
import type { Placement } from "./placement.ts";
import type { Attribute, CType } from "./types.ts";

/** Where a member is placed. */
export interface MemberLayout {
  /** Null only for an unnamed bit-field. */
  name: string | null;
  type: CType;
  /** Bytes from the start of the record; for a bit-field, the byte that holds its first bit. */
  offset: number;
  /** Bytes; for a bit-field the size of its type; 0 for a flexible array. */
  size: number;
  /**
   * Bits from the start of the record; null if not a bit-field. In a storage unit they are counted in the order in which
   * the psABIs allocate them: from its least significant bit if little-endian, from its most significant if big-endian.
   */
  bitOffset: number | null;
  bitWidth: number | null;
  /** The members of an untagged record type (of the first element, for an array of them); else null. */
  members: MemberLayout[] | null;
  /** Attributes of the `Member` that declares it. */
  attributes: Attribute[];
  token: number;
}

/** Size, alignment and members of a complete struct or union. */
export interface RecordLayout extends Layout {
  /** Members of anonymous records are listed with their container's, as in C. */
  members: MemberLayout[];
}

/** A record's layout with the properties that only a containing record needs. */
export interface LaidOut extends RecordLayout, Pick<Placement, "required"> {
  /** Including the members of members. */
  memberCount: number;
}
