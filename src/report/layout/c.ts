import { limitedApiMacro } from "../../cpython/target.ts";
import type { StructPart } from "../../manifest/struct-part.ts";
import { knownLayout } from "./known.ts";
import { memberRows } from "./rows.ts";

/**
 * C that compiles only if the struct has this layout, in the headers it was read from or in others to be checked. Omits
 * what C cannot query: bit-fields, and the size of flexible arrays.
 */
export function layoutC(part: StructPart): string {
  const { struct, target, version } = part;
  const { size, align, members } = knownLayout(part);
  const { kind, name, tag, typedefs, header } = struct;
  const type = typedefs.includes(name) ? name : `${kind} ${tag}`;
  const rows = memberRows(members).filter(({ path, bits }) => path !== null && bits === null);
  const assertions = [
    [`sizeof(${type}) == ${size}`, `size of ${name}`],
    [`_Alignof(${type}) == ${align}`, `alignment of ${name}`],
    ...rows.flatMap(({ path, type: memberType, offset, size }) => [
      [`offsetof(${type}, ${path}) == ${offset}`, `offset of ${name}.${path}`],
      ...(memberType.endsWith("[]") ? [] : [[`sizeof(((${type} *)0)->${path}) == ${size}`, `size of ${name}.${path}`]]),
    ]),
  ];
  return [
    `/* ${name} in CPython ${version} (${part.ref}), ${target.abi} on ${target.platform}: ${header}:${struct.line}. */`,
    ...prologue(part),
    "#include <stddef.h>",
    "",
    ...assertions.map(([condition, what]) => `_Static_assert(${condition}, "${what}");`),
    "",
  ].join("\n");
}

/** The includes and defines needed to see the struct. */
function prologue({ struct, target }: StructPart): string[] {
  const { header, surface, opaque } = struct;
  const lines = [];
  if (target.limitedApi !== null) {
    lines.push(limitedApiMacro(target.abi === "abi3t" ? "abi3t" : "abi3", target.limitedApi).trimEnd());
  }
  if (surface === "internal" || opaque) lines.push("#define Py_BUILD_CORE 1");
  lines.push("#include <Python.h>");
  const own = /^Include\/((?:internal\/)?[^/]+)$/.exec(header)?.[1];
  if (own !== undefined && own !== "Python.h") lines.push(`#include "${own}"`);
  return lines;
}
