import type { DataModel } from "./data-model.ts";
import { Unknown } from "./unknown.ts";

/** The properties of a member that decide its placement. Sizes and alignments are bytes. */
export interface Field {
  size: number;
  /** Alignment of its type, including `aligned` on a typedef. */
  align: number;
  /** Alignment of its type without that. */
  natural: number;
  /** The strictest `aligned` anywhere in its type; 1 if there is none. */
  required: number;
  /** The `aligned` or `_Alignas` on the member itself. */
  explicit: number | null;
  packed: boolean;
  /** Null if not a bit-field. */
  bitWidth: number | null;
  named: boolean;
}

/** The properties of the record as a whole. */
export interface RecordFacts {
  union: boolean;
  packed: boolean;
  /** `#pragma pack`, in bytes. */
  pack: number | null;
  /** The record's own `aligned`. */
  explicit: number | null;
}

/** Where fields are placed. Sizes and alignments are in bytes. */
export interface Placement {
  size: number;
  align: number;
  /** As in `Field`. */
  required: number;
  /** Bit offset of each field from the start of the record. */
  bitOffsets: number[];
}

/** Lays out a record by the rules of the model: numbers in, numbers out. Throws `Unknown` where compilers disagree. */
export function place(fields: Field[], record: RecordFacts, model: DataModel): Placement {
  return model.records === "microsoft"
    ? placeMicrosoft(fields, record, model)
    : placeSystemV(fields, record, model.records === "arm");
}

/** The next multiple of an alignment. */
export function alignUp(value: number, align: number): number {
  return Math.ceil(value / align) * align;
}

/**
 * The System V psABIs (and AAPCS if `arm`) with GNU attributes. A bit-field takes the next free bits unless it would
 * straddle more storage units of its type than necessary; its type aligns the record as a member of that type would.
 */
function placeSystemV(fields: Field[], record: RecordFacts, arm: boolean): Placement {
  const bitOffsets: number[] = [];
  let align = record.explicit ?? 1;
  let end = 0;
  for (const field of fields) {
    const packed = record.packed || field.packed;
    const start = record.union ? 0 : end;
    let offset: number;
    let fieldAlign: number;
    if (field.bitWidth === null) {
      fieldAlign = Math.max(packed ? 1 : field.align, field.explicit ?? 1);
      if (record.pack !== null) fieldAlign = Math.min(fieldAlign, record.pack);
      offset = alignUp(start, 8 * fieldAlign);
      end = Math.max(end, offset + 8 * field.size);
    } else {
      const dispute = disputed(field, record);
      if (dispute !== null) throw new Unknown("not-supported", `bit-field ${dispute}`);
      // A zero-width bit-field ends the storage unit, `packed` or not.
      const zero = field.bitWidth === 0;
      fieldAlign = Math.max(packed && !zero ? 1 : field.align, field.explicit ?? 1);
      if (record.pack !== null && !zero) {
        // gcc and clang agree on this oddity: under `#pragma pack`, `packed` does not stop a bit-field's type from
        // aligning.
        fieldAlign = Math.min(Math.max(field.align, field.explicit ?? 1), record.pack);
      }
      const straddles = (start % (8 * fieldAlign)) + field.bitWidth > 8 * field.size;
      if (zero || (straddles && !packed && record.pack === null)) offset = alignUp(start, 8 * fieldAlign);
      else if (field.explicit !== null) offset = alignUp(start, 8 * field.explicit);
      else offset = start;
      end = Math.max(end, offset + field.bitWidth);
      if (!field.named && !arm) fieldAlign = 1;
    }
    align = Math.max(align, fieldAlign);
    bitOffsets.push(offset);
  }
  return { size: alignUp(Math.ceil(end / 8), align), align, required: align, bitOffsets };
}

/** Why gcc and clang place a bit-field differently; null if they agree. */
function disputed({ align, natural, explicit }: Field, { pack }: RecordFacts): string | null {
  if (align !== natural) return `of a type aligned(${align})`;
  if (explicit !== null && explicit < align) return `aligned(${explicit}) below its type`;
  if (explicit !== null && explicit > (pack ?? explicit)) return `aligned(${explicit}) under #pragma pack(${pack})`;
  return null;
}

/**
 * Visual C++, as documented by clang's MicrosoftRecordLayoutBuilder. A bit-field shares a storage unit only with
 * adjacent bit-fields of the same size; `#pragma pack` and `packed` do not lower an explicit `aligned`.
 */
function placeMicrosoft(fields: Field[], record: RecordFacts, model: DataModel): Placement {
  const bitOffsets: number[] = [];
  // Packing above pointer size is ignored.
  const pack = record.packed ? 1 : record.pack !== null && record.pack <= model.pointer.size ? record.pack : Infinity;
  let align = 1;
  let required = record.explicit ?? 1;
  let size = 0;
  // The storage unit of the previous bit-field, which the next one may share.
  let unit: { size: number; freeBits: number } | null = null;
  for (const field of fields) {
    const demanded = Math.max(field.explicit ?? 1, field.required);
    const bitField = field.bitWidth !== null;
    let fieldAlign = Math.max(field.natural, bitField ? demanded : 1);
    fieldAlign = Math.max(field.packed ? 1 : Math.min(fieldAlign, pack), demanded);
    if (!bitField) required = Math.max(required, demanded);

    if (field.bitWidth === 0 && unit === null) {
      // Has an effect only after a bit-field.
      bitOffsets.push(record.union ? 0 : 8 * size);
      continue;
    }
    if (
      unit !== null &&
      !record.union &&
      field.bitWidth &&
      unit.size === field.size &&
      field.bitWidth <= unit.freeBits
    ) {
      bitOffsets.push(8 * size - unit.freeBits);
      unit.freeBits -= field.bitWidth;
      continue;
    }
    const offset = record.union ? 0 : alignUp(size, fieldAlign);
    bitOffsets.push(8 * offset);
    size = Math.max(size, offset + (field.bitWidth === 0 && !record.union ? 0 : field.size));
    if (!(bitField && record.union)) align = Math.max(align, fieldAlign);
    unit = field.bitWidth ? { size: field.size, freeBits: 8 * field.size - field.bitWidth } : null;
  }
  size = alignUp(size, align);
  align = Math.max(align, required);
  size = alignUp(size, Math.max(Math.min(align, pack), required));
  // C has no empty records; Visual C++ gives them 4 bytes.
  if (size === 0) size = required >= 4 ? align : 4;
  // With any `aligned`, containers may not lower the record's alignment.
  return { size, align, required: record.explicit === null ? required : align, bitOffsets };
}
