/** A manifest's entries as C that compiles only where they hold: any compiler can judge it, without a word of its own. */
import type { Manifest, ManifestEnum, ManifestMember, ManifestStruct, Surface } from "../../../src/manifest/model.ts";
import type { Kind } from "../manifest/compare.ts";

export interface Assertion {
  kind: Kind;
  name: string;
  /** `Include/…`, and the line. */
  header: string;
  line: number;
  /** One line of C. */
  text: string;
}

/** A bit-field of a struct. */
export interface BitField {
  struct: ManifestStruct;
  /** `a.b`, from the struct. */
  path: string;
  bitOffset: number;
  bitWidth: number;
}

/** The assertions of a surface, in the order in which they are compiled. */
export interface Assertions {
  /** Values of macros. */
  values: Assertion[];
  /** Undefines the macros with the name of what is declared, so that the name means the declaration. */
  hiding: string;
  /** What declarations say. */
  types: Assertion[];
}

export function assertionsOf(manifest: Manifest, surface: Surface): Assertions {
  const values: Assertion[] = [];
  const types: Assertion[] = [];
  const hidden: string[] = [];
  const isHere = (entry: { surface: Surface }) => entry.surface === surface;
  for (const symbol of manifest.symbols.filter(isHere)) {
    const { kind, name, header, line } = symbol;
    const is = (to: Assertion[], condition: string) =>
      to.push({ kind: kindOf(kind), name, header, line, text: must(condition) });
    switch (symbol.kind) {
      case "macro":
        if (symbol.value !== null) is(values, hasValue(name, symbol.value));
        break;
      case "enumerator":
        is(types, hasValue(name, symbol.value));
        break;
      case "typedef":
      case "variable":
        if (isSpelled(symbol.type)) is(types, sameType(name, symbol.type));
        break;
      default: {
        const { returns, params, variadic } = symbol;
        const list = [...params.map(({ type }) => `__typeof__(${type})`), ...(variadic ? ["..."] : [])];
        is(types, sameType(name, `__typeof__(${returns}) (${list.join(", ") || "void"})`));
      }
    }
    if (symbol.kind !== "macro") hidden.push(name);
  }
  for (const one of manifest.enums.filter(isHere)) types.push(...enumAssertions(one));
  for (const one of completedIn(manifest, surface)) types.push(...structAssertions(one));
  return { values, hiding: hidden.map((name) => `#undef ${name}\n`).join(""), types };
}

/** The bit-fields of structs that a surface completes. */
export function bitFieldsOf(manifest: Manifest, surface: Surface): BitField[] {
  return completedIn(manifest, surface).flatMap((struct) =>
    pathsOf(struct.members ?? []).flatMap(({ path, member: { bitOffset, bitWidth } }) =>
      bitOffset === undefined || bitWidth === undefined ? [] : [{ struct, path, bitOffset, bitWidth }],
    ),
  );
}

/** How C refers to a struct. By its tag if it has one: a typedef may be internal. */
export const typeOf = ({ kind, name, tag }: ManifestStruct): string => (tag === null ? name : `${kind} ${tag}`);

const kindOf = (kind: Manifest["symbols"][number]["kind"]): Kind => (kind === "inline-function" ? "function" : kind);

function completedIn({ structs }: Manifest, surface: Surface): ManifestStruct[] {
  return structs.filter(({ opaque, members, surface: named }) => {
    if (members === null) return false;
    return surface === "internal" ? opaque || named === "internal" : named === "public" && !opaque;
  });
}

function enumAssertions({ header, line, name, values }: ManifestEnum): Assertion[] {
  return Object.entries(values).map(([enumerator, value]) => ({
    ...{ kind: "enum", name, header, line },
    text: must(hasValue(enumerator, value)),
  }));
}

function structAssertions(struct: ManifestStruct): Assertion[] {
  const { name, header, line, size, align, members } = struct;
  const type = typeOf(struct);
  const is = (kind: Kind, condition: string) => ({ kind, name, header, line, text: must(condition) });
  return [
    is("layout", `sizeof(${type}) == ${size} && _Alignof(${type}) == ${align}`),
    ...pathsOf(members ?? []).flatMap(({ path, member }) => {
      if (member.bitWidth !== undefined) return [];
      const place = `__builtin_offsetof(${type}, ${path}) == ${member.offset}`;
      const own = `((${type} *) 0)->${path}`;
      return [
        is("layout", member.type.endsWith("[]") ? place : `${place} && sizeof(${own}) == ${member.size}`),
        ...(isSpelled(member.type) ? [is("struct", sameType(own, member.type))] : []),
      ];
    }),
  ];
}

/** The members of a struct, and of those in it that have no name for their type, by their paths. */
function pathsOf(members: readonly ManifestMember[], before = ""): { path: string; member: ManifestMember }[] {
  return members.flatMap((member) => {
    if (member.name === null) return [];
    const path = before + member.name;
    const element = path + (member.type.match(/\[\d*\]/g) ?? []).map(() => "[0]").join("");
    return [{ path, member }, ...pathsOf(member.members ?? [], `${element}.`)];
  });
}

const must = (condition: string) => `_Static_assert(${condition}, "");`;

const sameType = (expression: string, type: string) =>
  `__builtin_types_compatible_p(__typeof__(${expression}), __typeof__(${type.replaceAll(vaListTag, vaListElement)}))`;

/** What clang calls the elements of a va_list that is an array, a name that C programs cannot use. */
const vaListTag = "struct __va_list_tag";
const vaListElement = "__typeof__((*(__builtin_va_list *) 0)[0])";

/** Types without a name cannot be spelled; their members are asserted where they are. */
const isSpelled = (type: string) => !type.includes("(unnamed");

/** With its sign: C converts -1 when it is compared with an unsigned constant. */
function hasValue(expression: string, value: string): string {
  const number = BigInt(value);
  // C has no negative literals, and the least value has no positive one.
  const literal = number < 0n ? `(-${-(number + 1n)}LL - 1)` : `${number}${number >> 63n ? "ULL" : "LL"}`;
  return `(${expression}) == ${literal} && ((${expression}) < 0) == ${number < 0n ? 1 : 0}`;
}
