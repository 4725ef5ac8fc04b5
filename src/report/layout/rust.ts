import { isBigEndian } from "../../cpython/platforms/names.ts";
import type { ManifestMember } from "../../manifest/model.ts";
import type { StructPart } from "../../manifest/struct-part.ts";
import { rustIdentifier } from "../rust-identifier.ts";
import { knownLayout } from "./known.ts";

/**
 * Rust constants: a module named after the struct with `SIZE` and `ALIGN`, and modules `offset` and `size` with one
 * constant per member, in bytes. For a bit-field `bit_offset` and `bit_width`. Members of a member are in a module
 * named after it.
 */
export function layoutRust(part: StructPart): string {
  const { struct, ref, version, target } = part;
  const { size, align, members } = knownLayout(part);

  const body = [
    `/// Bytes of the whole struct.`,
    `pub const SIZE: usize = ${size};`,
    `pub const ALIGN: usize = ${align};`,
    ...module(
      "offset",
      "Bytes from the start of the struct.",
      constants(members, ({ bitWidth, offset }) => (bitWidth === undefined ? offset : null)),
    ),
    ...module(
      "size",
      "Bytes.",
      constants(members, ({ bitWidth, size }) => (bitWidth === undefined ? size : null)),
    ),
    ...module(
      "bit_offset",
      `Of bit-fields: bits from the start of the struct${isBigEndian(target.platform) ? ", the most significant of a byte first" : ""}.`,
      constants(members, ({ bitOffset }) => bitOffset ?? null),
    ),
    ...module(
      "bit_width",
      "Of bit-fields: bits.",
      constants(members, ({ bitWidth }) => bitWidth ?? null),
    ),
  ];
  return [
    `// CPython ${version} (${ref}), ${target.abi} on ${target.platform}: ${struct.header}:${struct.line}`,
    "#[allow(non_snake_case, non_upper_case_globals)]",
    `pub mod ${rustIdentifier(struct.name)} {`,
    ...body.map((line) => `    ${line}`),
    "}",
    "",
  ].join("\n");
}

function module(name: string, says: string, lines: string[]): string[] {
  if (lines.length === 0) return [];
  return [`/// ${says}`, `pub mod ${rustIdentifier(name)} {`, ...lines.map((line) => `    ${line}`), "}"];
}

function constants(members: readonly ManifestMember[], fact: (member: ManifestMember) => number | null): string[] {
  return members.flatMap((member) => {
    if (member.name === null) return [];
    const value = fact(member);
    const inner = constants(member.members ?? [], fact);
    return [
      ...(value === null ? [] : [`pub const ${rustIdentifier(member.name)}: usize = ${value};`]),
      ...(inner.length === 0
        ? []
        : [`pub mod ${rustIdentifier(member.name)} {`, ...inner.map((line) => `    ${line}`), "}"]),
    ];
  });
}
