import { CapidiffError } from "../../errors.ts";
import type { ManifestMember } from "../../manifest/model.ts";
import type { StructPart } from "../../manifest/struct-part.ts";

/** Size and alignment in bytes, and the members. @throws CapidiffError `unknown-layout` */
export function knownLayout({ struct, ref, diagnostics }: StructPart): {
  size: number;
  align: number;
  members: ManifestMember[];
} {
  const { name, size, align, members } = struct;
  if (size !== null && align !== null && members !== null) return { size, align, members };
  const reasons = members === null ? ["No header completes it."] : diagnostics.map(({ message }) => `${message}.`);
  throw new CapidiffError(
    "unknown-layout",
    `${ref} does not define the layout of ${name}. ${reasons.join(" ")}`.trim(),
  );
}
