import type { ManifestMember } from "../../manifest/model.ts";
import type { StructPart } from "../../manifest/struct-part.ts";
import { knownLayout } from "./known.ts";

/**
 * Go constants in bytes: `PyObject_Size`, `PyObject_Align`, and one offset per member, named by its path:
 * `PyObject_ob_type`. For a bit-field `…_BitOffset` and `…_BitWidth`. If two paths map to the same name, as `a.b` and
 * `a_b` do, an underscore is appended to the later one.
 * @throws CapidiffError `unknown-layout`
 */
export function layoutGo(part: StructPart): string {
  const { struct, ref, version, target } = part;
  const { size, align, members } = knownLayout(part);
  const constants: [name: string, value: number][] = [["Size", size], ["Align", align], ...membersOf(members, "")];
  return [
    `// CPython ${version} (${ref}), ${target.abi} on ${target.platform}: ${struct.header}:${struct.line}`,
    "const (",
    ...distinct(constants).map(([name, value]) => `\t${struct.name}_${name} = ${value}`),
    ")",
    "",
  ].join("\n");
}

function distinct(constants: readonly [name: string, value: number][]): [string, number][] {
  const taken = new Set<string>();
  return constants.map(([name, value]) => {
    let own = name;
    while (taken.has(own)) own += "_";
    taken.add(own);
    return [own, value];
  });
}

function membersOf(members: readonly ManifestMember[], outer: string): [string, number][] {
  return members.flatMap(({ name, offset, bitOffset, bitWidth, members: inner = [] }) => {
    if (name === null) return [];
    const path = `${outer}${name}`;
    const own: [string, number][] =
      bitWidth !== undefined
        ? [
            [`${path}_BitOffset`, bitOffset ?? 0],
            [`${path}_BitWidth`, bitWidth],
          ]
        : offset === null
          ? []
          : [[path, offset]];
    return [...own, ...membersOf(inner, `${path}_`)];
  });
}
