import type {
  ElsewhereName,
  EnumeratorSymbol,
  FunctionSymbol,
  MacroSymbol,
  Manifest,
  ManifestEnum,
  ManifestHeader,
  ManifestMember,
  ManifestStruct,
  SymbolCommon,
  Tier,
  TypedefSymbol,
  VariableSymbol,
} from "../../src/manifest/model.ts";
import { schemaVersion } from "../../src/manifest/model.ts";

/** Small hand-made manifests with defaults for everything that a test does not set. */
export function manifest(parts: Partial<Manifest> = {}): Manifest {
  const symbols = parts.symbols ?? [];
  const structs = parts.structs ?? [];
  const enums = parts.enums ?? [];
  const paths = [...new Set([...usual, ...[...symbols, ...structs, ...enums].map((entry) => entry.header)])];
  return {
    schemaVersion,
    ref: "v3.13.0",
    commit: "0".repeat(40),
    version: "3.13.0",
    target: { abi: "cp313", platform: "linux_x86_64", limitedApi: null },
    complete: true,
    diagnostics: [],
    headers: headersOf(paths, paths),
    elsewhere: [],
    ...parts,
    symbols,
    structs,
    enums,
  };
}

/** Headers that no test is about: they are always there. */
const usual = [
  ...["a", "alone", "b", "e", "foo", "object", "pytypedefs", "values", "x"].map((name) => `Include/${name}.h`),
  ...["a", "b", "dictobject", "foo"].map((name) => `Include/cpython/${name}.h`),
  ...["a", "bar", "foo"].map((name) => `Include/internal/pycore_${name}.h`),
];

/** Headers: `Python.h`, which includes the public ones of `inPython`; `includes` gives the includes of others. */
export function headersOf(
  paths: readonly string[],
  inPython: readonly string[],
  includes: Record<string, string[]> = {},
): ManifestHeader[] {
  const isPublic = (path: string) => !path.startsWith("Include/internal/");
  const brought = { "Include/Python.h": inPython.filter(isPublic).toSorted(), ...includes };
  return [...new Set(["Include/Python.h", ...paths])]
    .sort()
    .map((path) => ({ path, blob: "1".repeat(40), includes: brought[path as keyof typeof brought] ?? [] }));
}

function common(name: string, header: string): SymbolCommon {
  const internal = header.startsWith("Include/internal/");
  return {
    name,
    surface: internal ? "internal" : "public",
    tier: internal ? "internal" : tierOf(name),
    header,
    line: 1,
    deprecated: null,
    limitedApi: null,
    stableAbi: null,
  };
}

function tierOf(name: string): Tier {
  if (name.startsWith("PyUnstable_")) return "unstable";
  return name.startsWith("_") ? "private" : "public";
}

const plain = "Include/object.h";

export function func(name: string, parts: Partial<FunctionSymbol> = {}): FunctionSymbol {
  return {
    ...common(name, parts.header ?? plain),
    kind: "function",
    exported: parts.kind !== "inline-function",
    returns: "int",
    params: [],
    variadic: false,
    castMacro: false,
    macro: null,
    bodyHash: null,
    calls: null,
    implementation: null,
    reference: null,
    threadSafety: null,
    ...parts,
  };
}

export function macro(name: string, parts: Partial<MacroSymbol> = {}): MacroSymbol {
  return {
    ...common(name, parts.header ?? plain),
    kind: "macro",
    params: null,
    body: "1",
    value: "1",
    standsFor: null,
    assignable: false,
    implementation: null,
    reference: null,
    threadSafety: null,
    ...parts,
  };
}

export function variable(name: string, parts: Partial<VariableSymbol> = {}): VariableSymbol {
  return {
    ...common(name, parts.header ?? plain),
    kind: "variable",
    exported: true,
    static: false,
    type: "PyObject *",
    macro: null,
    ...parts,
  };
}

export function typedef(name: string, parts: Partial<TypedefSymbol> = {}): TypedefSymbol {
  return {
    ...common(name, parts.header ?? plain),
    kind: "typedef",
    type: "int",
    standsFor: null,
    macro: null,
    ...parts,
  };
}

export function enumerator(name: string, parts: Partial<EnumeratorSymbol> = {}): EnumeratorSymbol {
  return {
    ...common(name, parts.header ?? plain),
    kind: "enumerator",
    enum: null,
    value: "0",
    macro: null,
    ...parts,
  };
}

/** A struct known by a typedef, complete with one member; its typedef symbol is `typedef(name)`. */
export function struct(name: string, parts: Partial<ManifestStruct> = {}): ManifestStruct {
  const { surface, tier, header, line } = common(name, parts.header ?? plain);
  return {
    name,
    kind: "struct",
    surface,
    tier,
    header,
    line,
    tag: null,
    typedefs: [name],
    opaque: false,
    size: 4,
    align: 4,
    members: [member("count")],
    limitedApi: null,
    stableAbi: null,
    ...parts,
  };
}

/** Its enumerators are `enumerator(…, { enum: name })`, its typedef, if it has one, is `typedef(name)`. */
export function enumeration(name: string, enumerators: string[] = [], parts: Partial<ManifestEnum> = {}): ManifestEnum {
  const { surface, tier, header, line } = common(name, parts.header ?? plain);
  const values = Object.fromEntries(enumerators.map((enumerator, value) => [enumerator, String(value)]));
  return { name, surface, tier, header, line, tag: null, values, ...parts };
}

export function member(name: string, parts: Partial<ManifestMember> = {}): ManifestMember {
  return { name, type: "int", offset: 0, size: 4, ...parts };
}

/** A function that only other targets have. */
export function elsewhere(name: string, targets: string[], parts: Partial<ElsewhereName> = {}): ElsewhereName {
  const { surface, tier, header, line } = common(name, parts.header ?? plain);
  return { name, kind: "function", surface, tier, header, line, deprecated: null, targets, ...parts };
}
