import type { ManifestEnum, ManifestStruct, VariableSymbol } from "../manifest/model.ts";
import { includeName } from "./header-graph.ts";
import type { SubjectEntry } from "./manifest-index.ts";
import type { MemberNode } from "./member-tree.ts";
import type { Evidence } from "./model.ts";

/** Maximum length of a declaration's text in UTF-16 code units: some macros are pages long. */
const maxLength = 200;

/** The declaration of an entry in C, reconstructed from the manifest. */
export function declarationEvidence(side: Evidence["side"], entry: SubjectEntry): Evidence {
  const { header, line } = entry;
  return { kind: "declaration", side, header, line, text: shortened(declare(entry)) };
}

/** The declaration of a member in its struct in C, reconstructed from the manifest. */
export function memberEvidence(side: Evidence["side"], struct: ManifestStruct, { path, member }: MemberNode): Evidence {
  const bits = member.bitWidth === undefined ? "" : ` : ${member.bitWidth}`;
  const body = ` { … ${declarator(member.type, path)}${bits}; … }`;
  const text = declareType(struct.kind, struct.tag, body, struct.typedefs);
  return { kind: "declaration", side, header: struct.header, line: struct.line, text: shortened(text) };
}

function shortened(text: string): string {
  return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
}

function declare(entry: SubjectEntry): string {
  if (!("kind" in entry)) return declareEnum(entry);
  // For names of other targets nothing more is known.
  if ("targets" in entry) return entry.name;
  switch (entry.kind) {
    case "function":
    case "inline-function": {
      const params = entry.params.map(({ type, name }) => declarator(type, name ?? ""));
      if (entry.variadic) params.push("...");
      const call = `${entry.name}(${params.join(", ") || "void"})`;
      if (entry.exported) return `PyAPI_FUNC(${entry.returns}) ${call};`;
      const declared = declarator(entry.returns, call);
      return entry.kind === "function" ? `${declared};` : `inline ${declared} { … }`;
    }
    case "macro":
      return `#define ${entry.name}${entry.params ? `(${entry.params.join(", ")})` : ""} ${entry.body}`.trimEnd();
    case "variable":
      return entry.exported ? declareExported(entry) : `extern ${declarator(entry.type, entry.name)};`;
    case "typedef":
      return `typedef ${declarator(entry.type, entry.name)};`;
    case "enumerator":
      return `enum${entry.enum === null ? "" : ` ${entry.enum}`} { ${entry.name} = ${entry.value} };`;
    case "struct":
    case "union":
      return declareStruct(entry);
    case "header":
      return `#include ${includeName(entry.name)}`;
  }
}

/** The lengths of an array follow the name, outside of the macro. */
function declareExported({ name, type }: VariableSymbol): string {
  const [, element = type, lengths = ""] = /^([^([]+?)((?:\[[^\]]*\])+)$/.exec(type) ?? [];
  return `PyAPI_DATA(${element}) ${name}${lengths};`;
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
