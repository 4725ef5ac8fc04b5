import type { DataModel } from "./data-model.ts";
import { Unknown } from "./unknown.ts";

/** What placing a member needs to know of it. Sizes and alignments are bytes. */
export interface Field {
  size: number;
  /** Of its type, with what `aligned` says on a typedef. */
  align: number;
  /** Of its type, without that. */
  natural: number;
  /** What `aligned` demands anywhere in its type; 1 if nowhere. */
  required: number;
  /** What `aligned` and `_Alignas` demand on the member itself. */
  explicit: number | null;
  packed: boolean;
  /** Null: not a bit-field. */
  bitWidth: number | null;
  named: boolean;
}

/** What the record as a whole says. */
export interface RecordFacts {
  union: boolean;
  packed: boolean;
  /** `#pragma pack`, in bytes. */
  pack: number | null;
  /** What `aligned` demands of it. */
  explicit: number | null;
}

export interface Placement {
  size: number;
  align: number;
  /** As in `Field`. */
  required: number;
  /** Of each field, from the start of the record. */
  bitOffsets: number[];
}

/** Lays out a record by the rules of the model: numbers in, numbers out. Throws the `Unknown` of what compilers disagree on. */
export function place(fields: Field[], record: RecordFacts, model: DataModel): Placement {
  return model.records === "microsoft"
    ? placeMicrosoft(fields, record, model)
    : placeSystemV(fields, record, model.records === "arm");
}

function alignUp(value: number, align: number): number {
  return Math.ceil(value / align) * align;
}

/**
 * The System V psABIs (and AAPCS, `arm`) with GNU's attributes. A bit-field takes the next free bits, unless it would
 * then straddle more units of its type's size than it must; its type aligns the record as a member of that type would.
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
      // A zero width ends the unit of its type, `packed` or not.
      const zero = field.bitWidth === 0;
      fieldAlign = Math.max(packed && !zero ? 1 : field.align, field.explicit ?? 1);
      if (record.pack !== null && !zero) {
        // Odd, but what gcc and clang do: under a pragma, `packed` does not keep a bit-field's type from aligning.
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

/** Where gcc and clang lay a bit-field out differently, in words; null where they agree. */
function disputed({ align, natural, explicit }: Field, { pack }: RecordFacts): string | null {
  if (align !== natural) return `of a type aligned(${align})`;
  if (explicit !== null && explicit < align) return `aligned(${explicit}) below its type`;
  if (explicit !== null && explicit > (pack ?? explicit)) return `aligned(${explicit}) under #pragma pack(${pack})`;
  return null;
}

/**
 * Visual C++ (as clang's MicrosoftRecordLayoutBuilder documents it). A bit-field shares a unit only with bit-fields of
 * the same size next to it; `#pragma pack` and `packed` do not lower what `aligned` demands.
 */
function placeMicrosoft(fields: Field[], record: RecordFacts, model: DataModel): Placement {
  const bitOffsets: number[] = [];
  // A pack above the size of a pointer is ignored.
  const pack = record.packed ? 1 : record.pack !== null && record.pack <= model.pointer.size ? record.pack : Infinity;
  let align = 1;
  let required = record.explicit ?? 1;
  let size = 0;
  // The unit of the bit-field just before, which the next one may share.
  let unit: { size: number; freeBits: number } | null = null;
  for (const field of fields) {
    const demanded = Math.max(field.explicit ?? 1, field.required);
    const bitField = field.bitWidth !== null;
    let fieldAlign = Math.max(field.natural, bitField ? demanded : 1);
    fieldAlign = Math.max(field.packed ? 1 : Math.min(fieldAlign, pack), demanded);
    if (!bitField) required = Math.max(required, demanded);

    if (field.bitWidth === 0 && unit === null) {
      // Says nothing unless it follows a bit-field.
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
  // An `aligned` of any value makes all of the alignment one that containers may not lower.
  return { size, align, required: record.explicit === null ? required : align, bitOffsets };
}
