import type { ManifestEnum, ManifestStruct, VariableSymbol } from "../manifest/model.ts";
import type { HeaderEntry } from "./header-graph.ts";
import type { SubjectEntry } from "./manifest-index.ts";
import type { MemberNode } from "./member-tree.ts";
import type { Evidence } from "./model.ts";

/** Maximum length of a declaration's text in UTF-16 code units: some macros are pages long. */
const maxLength = 200;

/** What headers declare. */
type Declared = Exclude<SubjectEntry, HeaderEntry>;

/** The declaration of an entry in C, reconstructed from the manifest. */
export function declarationEvidence(side: Evidence["side"], entry: Declared): Evidence {
  const { header, line } = entry;
  return { kind: "declaration", side, header, line, text: shortened(declare(entry)) };
}

/** The declaration of a member in its struct in C, reconstructed from the manifest. */
export function memberEvidence(side: Evidence["side"], struct: ManifestStruct, { path, member }: MemberNode): Evidence {
  const bits = member.bitWidth === undefined ? "" : ` : ${member.bitWidth}`;
  const body = ` { … ${markOf(member.deprecated ?? null)}${declarator(member.type, path)}${bits}; … }`;
  const text = declareType(struct.kind, struct.tag, body, struct.typedefs);
  return { kind: "declaration", side, header: struct.header, line: struct.line, text: shortened(text) };
}

function shortened(text: string): string {
  return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
}

/** How a declaration is deprecated, with a space after it; a macro is deprecated by what it uses. */
function markOf(deprecated: string | null): string {
  if (deprecated === null) return "";
  return deprecated === "" ? "__attribute__((deprecated)) " : `Py_DEPRECATED(${deprecated}) `;
}

function declare(entry: Declared): string {
  if (!("kind" in entry)) return declareEnum(entry);
  // For names of other targets nothing more is known.
  if ("targets" in entry) return entry.name;
  switch (entry.kind) {
    case "function":
    case "inline-function": {
      const params = entry.params.map(({ type, name }) => declarator(type, name ?? ""));
      if (entry.variadic) params.push("...");
      const call = `${entry.name}(${params.join(", ") || "void"})`;
      const mark = markOf(entry.deprecated);
      if (entry.exported) return `${mark}PyAPI_FUNC(${entry.returns}) ${call};`;
      const declared = declarator(entry.returns, call);
      return entry.kind === "function" ? `${mark}${declared};` : `${mark}inline ${declared} { … }`;
    }
    case "macro":
      return `#define ${entry.name}${entry.params ? `(${entry.params.join(", ")})` : ""} ${entry.body}`.trimEnd();
    case "variable":
      return `${markOf(entry.deprecated)}${declareVariable(entry)};`;
    case "typedef":
      return `${markOf(entry.deprecated)}typedef ${declarator(entry.type, entry.name)};`;
    case "enumerator":
      // Whether the name of its enum is a tag or a typedef is not known here.
      return `enum { ${entry.name} = ${entry.value} };${entry.enum === null ? "" : ` /* ${entry.enum} */`}`;
    case "struct":
    case "union":
      return declareStruct(entry);
  }
}

/** The lengths of an array follow the name, outside of the macro. */
function declareVariable({ name, type, exported, static: isStatic }: VariableSymbol): string {
  if (isStatic) return `static ${declarator(type, name)} = …`;
  if (!exported) return `extern ${declarator(type, name)}`;
  const [, element = type, lengths = ""] = /^([^([]+?)((?:\[[^\]]*\])+)$/.exec(type) ?? [];
  return `PyAPI_DATA(${element}) ${name}${lengths}`;
}

function declareStruct({ kind, tag, typedefs, opaque, members }: ManifestStruct): string {
  return declareType(kind, tag, opaque || members === null ? "" : " { … }", typedefs);
}

function declareEnum({ name, tag, values }: ManifestEnum): string {
  return declareType("enum", tag, ` { ${Object.keys(values).join(", ")} }`, name === tag ? [] : [name]);
}

function declareType(keyword: string, tag: string | null, body: string, typedefs: readonly string[]): string {
  const type = `${keyword}${tag === null ? "" : ` ${tag}`}${body}`;
  return typedefs.length === 0 ? `${type};` : `typedef ${type} ${typedefs.join(", ")};`;
}

/**
 * C's inside-out syntax: `void (*)(int)` and `f` give `void (*f)(int)`. The name goes after the innermost
 * `(*`, else before the first array length or parameter list, else at the end.
 * @param spelling a type as clang prints it
 */
export function declarator(spelling: string, name: string): string {
  if (!/[([]/.test(spelling)) return name === "" ? spelling : aroundName(spelling, name);
  // Untagged types are printed as `struct (unnamed)`.
  const whole = spelling.replaceAll("(unnamed)", "{ … }");
  if (name === "") return whole;
  // The parentheses of a specifier are no parameter list.
  const [atomic = ""] = /^_Atomic\((?:[^()]|\([^()]*\))*\)/.exec(whole) ?? [];
  return `${atomic}${aroundName(whole.slice(atomic.length), name)}`;
}

function aroundName(type: string, name: string): string {
  if (!/[([]/.test(type)) return `${type}${type.endsWith("*") ? "" : " "}${name}`;
  const pointer = /^[^([]*(?:\(\*+(?: ?(?:const|volatile|restrict)\b)*)+/.exec(type)?.[0];
  if (pointer !== undefined) return insert(type, pointer.length, /\w$/.test(pointer) ? ` ${name}` : name);
  const suffix = type.search(/[([]/);
  const before = type.slice(0, suffix).trimEnd();
  return `${before}${before.endsWith("*") ? "" : " "}${name}${type.slice(suffix)}`;
}

function insert(text: string, at: number, what: string): string {
  return text.slice(0, at) + what + text.slice(at);
}
