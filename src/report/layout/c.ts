import { directives } from "../../cpython/build-macros.ts";
import { limitedApiMacro } from "../../cpython/target.ts";
import type { StructPart } from "../../manifest/struct-part.ts";
import { knownLayout } from "./known.ts";
import { memberRows } from "./rows.ts";

/**
 * C that compiles only if the structs, all of one manifest, have these layouts, in the headers they were read from or in
 * others to be checked. Omits what C cannot query: bit-fields, and the size of flexible arrays.
 * @throws CapidiffError `unknown-layout`
 */
export function layoutC(parts: readonly StructPart[]): string {
  const places = parts.map(({ struct: { name, header, line }, ref, version, target }) => {
    const place = `${header}:${line}`;
    return `/* ${name} in CPython ${version} (${ref}), ${target.abi} on ${target.platform}: ${place}. */`;
  });
  return [...places, ...prologue(parts), "#include <stddef.h>", "", ...parts.flatMap(assertions), ""].join("\n");
}

function assertions(part: StructPart): string[] {
  const { size, align, members } = knownLayout(part);
  const { kind, name, tag, typedefs } = part.struct;
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
  return assertions.map(([condition, what]) => `_Static_assert(${condition}, "${what}");`);
}

/** The includes and defines needed to see the structs. */
function prologue(parts: readonly StructPart[]): string[] {
  const [{ target } = { target: null }] = parts;
  const lines = [];
  if (target !== null && target.limitedApi !== null) {
    lines.push(limitedApiMacro(target.abi === "abi3t" ? "abi3t" : "abi3", target.limitedApi).trimEnd());
  }
  if (parts.some(({ struct: { surface, opaque } }) => surface === "internal" || opaque)) {
    lines.push("#define Py_BUILD_CORE 1");
  }
  // pyconfig.h, which Python.h includes once, may define the build's macros otherwise.
  if (target?.macros) lines.push("#include <pyconfig.h>", directives(target.macros).trimEnd());
  lines.push("#include <Python.h>");
  const own = parts.map(({ struct: { header } }) => /^Include\/((?:internal\/)?[^/]+)$/.exec(header)?.[1]);
  for (const header of new Set(own)) {
    if (header !== undefined && header !== "Python.h") lines.push(`#include "${header}"`);
  }
  return lines;
}
