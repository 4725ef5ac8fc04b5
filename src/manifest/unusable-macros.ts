import type { Fragments } from "../c/fragment.ts";
import type { Macro } from "../c/macro.ts";
import { TokenKind } from "../c/token.ts";
import type { RawSurface } from "../cpython/surface-reading.ts";
import type { Derived } from "./derived.ts";

/**
 * Macros that do not compile where they are used: they read a member that no struct of the surface has, since theirs is
 * opaque there, or use such a macro.
 */
export function unusableMacros(
  surface: RawSurface,
  all: Fragments,
  known: Derived<ReadonlySet<string>>,
): ReadonlySet<string> {
  const { identity, replacements } = surface;
  const naming = [...replacements].filter((macros) => macros.some(namesAny));
  const texts = naming.map(([, { name, meaning }]) => `${name} ${meaning}`);
  return known.of([identity, ...texts], () => findUnusable(surface, all));
}

/** Without a name in its body, a macro compiles. */
const namesAny = ({ body }: Macro): boolean => body.some(({ kind }) => kind === TokenKind.identifier);

function findUnusable({ fragments, macros }: RawSurface, all: Fragments): ReadonlySet<string> {
  const members = new Set<string | null>();
  all.visit(fragments, (declared) => {
    for (const { tags } of declared) {
      for (const tag of tags) {
        if (tag.kind === "record") for (const { name } of tag.definition?.members ?? []) members.add(name);
      }
    }
  });
  const unusable = new Set(macros.filter((macro) => readsOther(macro, members)).map(({ name }) => name));
  for (let before = -1; before < unusable.size; ) {
    before = unusable.size;
    for (const macro of macros) if (uses(macro, unusable)) unusable.add(macro.name);
  }
  return unusable;
}

/** Whether a macro reads a member other than these. */
function readsOther(macro: Macro, members: ReadonlySet<string | null>): boolean {
  return macro.body.some(({ text, kind }, index) => {
    const before = macro.body[index - 1]?.text;
    if (kind !== TokenKind.identifier || (before !== "->" && before !== ".")) return false;
    return macro.reference(index) < 0 && !members.has(text);
  });
}

function uses(macro: Macro, names: ReadonlySet<string>): boolean {
  return macro.body.some(({ text }, index) => names.has(text) && macro.reference(index) < 0);
}
