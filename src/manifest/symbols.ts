import { hash } from "node:crypto";
import { closing } from "../c/brackets.ts";
import type { Diagnostic } from "../c/diagnostic.ts";
import type { IsLast } from "../c/expansion.ts";
import type { TypeReader } from "../c/expression.ts";
import type { Declared } from "../c/fragment.ts";
import type { Macro } from "../c/macro.ts";
import { printParameter, printType } from "../c/print-type.ts";
import { printTokens, type Token } from "../c/token.ts";
import type { TranslationUnit } from "../c/translation-unit.ts";
import type { Attribute, CType, EnumDefinition } from "../c/types.ts";
import { Unknown } from "../c/unknown.ts";
import { isCall } from "./code.ts";
import { isCastMacro, macroParameters, macroValue, shadowingMacro } from "./macros.ts";
import type { ManifestParameter, ManifestSymbol, ShadowingMacro, SymbolCommon } from "./model.ts";
import type { DeclaredEnumerator, NameFacts } from "./names.ts";

/** Reports something unknown at a place. */
export type Report = (code: string, at: Pick<Token, "header" | "line">, message: string) => void;

/** A report that adds to a list. */
export const reportInto =
  (diagnostics: Diagnostic[]): Report =>
  (code, { header, line }, message) =>
    diagnostics.push({ code, header, line, message });

/** Reports again what was reported when something was made. */
export function reportAgain(diagnostics: readonly Diagnostic[], report: Report): void {
  for (const { code, header, line, message } of diagnostics) report(code, { header, line }, message);
}

/** The context for making symbols. */
export interface SymbolContext {
  unit: TranslationUnit;
  types: TypeReader;
  expansionOf(macro: Macro, isLast?: IsLast): Token[];
  /** The name of an enum, from its typedef or tag. */
  enumName(definition: EnumDefinition): string | null;
  report: Report;
}

/** Facts about a symbol that do not depend on its kind. */
export type SymbolBase = Omit<SymbolCommon, "header" | "line" | "deprecated">;

/** Whether the facts are those of another manifest's entry of the name. */
export function isSameBase(a: Omit<SymbolBase, "name">, b: Omit<SymbolBase, "name">): boolean {
  return (
    a.surface === b.surface &&
    a.tier === b.tier &&
    a.limitedApi?.since === b.limitedApi?.since &&
    a.stableAbi?.added === b.stableAbi?.added
  );
}

/**
 * The symbol for a name: a declaration takes precedence over a macro. Facts that depend on other symbols are added by
 * `withMeaning`, documented facts by `withDocumentation`.
 */
export function symbolOf(facts: NameFacts, base: SymbolBase, context: SymbolContext): ManifestSymbol {
  if (facts.functions.length > 0) return functionSymbol(facts, base, context);
  const { name, surface, tier, limitedApi, stableAbi } = base;
  const macro =
    facts.macro === null || isCastMacro(facts.macro, context.expansionOf) ? null : shadowingMacro(facts.macro);
  const [variable] = facts.variables;
  if (variable !== undefined) {
    const exported = facts.variables.some((declared) => hasAttribute(declared, "capidiff_exported"));
    const type = typeText(completest(facts.variables), context);
    return {
      name,
      surface,
      tier,
      limitedApi,
      stableAbi,
      kind: "variable",
      ...placesOf(facts),
      deprecated: deprecation(facts.variables),
      exported,
      static: facts.variables.some(({ declaration }) => declaration.storage === "static"),
      type,
      macro,
    };
  }
  const [typedef] = facts.typedefs;
  if (typedef !== undefined) {
    const type = typeText(typedef, context);
    const { type: meaning } = typedef.declaration;
    const standsFor = meaning.kind === "named" ? meaning.name : null;
    return {
      name,
      surface,
      tier,
      limitedApi,
      stableAbi,
      kind: "typedef",
      ...placesOf(facts),
      deprecated: deprecation(facts.typedefs),
      type,
      standsFor,
      macro,
    };
  }
  if (facts.enumerator !== null) return enumeratorSymbol(facts.enumerator, placeOf(facts), macro, base, context);
  return macroSymbol(facts, base, context);
}

/** Where the symbol stands, and the other headers that declare it. */
function placesOf(facts: NameFacts): Pick<SymbolCommon, "header" | "line" | "alsoIn"> {
  const { functions, variables, typedefs } = facts;
  const declared = [functions, variables, typedefs].find((list) => list.length > 0) ?? [];
  const at = placeOf(facts);
  if (declared.length < 2) return at;
  const others = new Set(declared.map(headerOf));
  others.delete(at.header);
  return { ...at, ...(others.size > 0 && { alsoIn: [...others] }) };
}

/** The header that contains a declared name. */
export const headerOf = ({ declaration, tokens }: Declared): string => (tokens[declaration.token] as Token).header;

/** Where the symbol stands. @throws Error for a name that is nothing */
export function placeOf(facts: NameFacts): Pick<SymbolCommon, "header" | "line"> {
  const { functions, variables, typedefs, enumerator, macro } = facts;
  const declared = functions.length > 0 ? definitionIn(functions) : (variables[0] ?? typedefs[0]);
  if (declared !== undefined) return place(declared.tokens[declared.declaration.token] as Token);
  if (enumerator !== null) {
    const { definition, index, declared } = enumerator;
    return place(declared.tokens[definition.enumerators[index]?.token ?? 0] as Token);
  }
  if (macro === null) throw new Error("A name without a declaration");
  return place(macro);
}

const place = ({ header, line }: Pick<SymbolCommon, "header" | "line">) => ({ header, line });

const definitionIn = (functions: readonly Declared[]): Declared =>
  functions.find(({ body }) => body !== null) ?? (functions[0] as Declared);

function functionSymbol(facts: NameFacts, base: SymbolBase, context: SymbolContext): ManifestSymbol {
  const { name, surface, tier, limitedApi, stableAbi } = base;
  const { functions, macro } = facts;
  const declared = definitionIn(functions);
  const type = context.unit.resolve(declared.declaration.type);
  if (type instanceof Unknown || type.kind !== "function") throw new Error(`${base.name} is not a function`);
  const castMacro = macro !== null && isCastMacro(macro, context.expansionOf);
  const { body } = declared;
  return {
    name,
    surface,
    tier,
    limitedApi,
    stableAbi,
    kind: body === null ? "function" : "inline-function",
    ...placesOf(facts),
    deprecated: deprecation(functions),
    exported: functions.some((one) => hasAttribute(one, "capidiff_exported")),
    returns: text(printType(type.returns, context.unit), declared, context),
    params: type.parameters.map(
      (parameter): ManifestParameter => ({
        type: text(printParameter(parameter.type, context.unit), declared, context),
        name: parameter.name,
      }),
    ),
    variadic: type.variadic,
    castMacro,
    macro: macro === null || castMacro ? null : shadowingMacro(macro),
    bodyHash: body === null ? null : hashTokens(body),
    calls: body === null ? null : onlyCall(body),
    implementation: null,
    reference: null,
    threadSafety: null,
  };
}

function enumeratorSymbol(
  { definition }: DeclaredEnumerator,
  at: Pick<SymbolCommon, "header" | "line">,
  macro: ShadowingMacro | null,
  base: SymbolBase,
  context: SymbolContext,
): ManifestSymbol {
  const { name, surface, tier, limitedApi, stableAbi } = base;
  const constant = context.unit.find("enumerators", base.name);
  const isKnown = constant !== undefined && !(constant instanceof Unknown);
  if (!isKnown) context.report("unknown-value", at, `The value of ${base.name} is unknown${because(constant)}`);
  return {
    name,
    surface,
    tier,
    limitedApi,
    stableAbi,
    kind: "enumerator",
    ...at,
    deprecated: null,
    enum: context.enumName(definition),
    value: isKnown ? String(constant.value) : "",
    macro,
  };
}

function macroSymbol({ macro }: NameFacts, base: SymbolBase, context: SymbolContext): ManifestSymbol {
  if (macro === null) throw new Error(`${base.name} is nothing`);
  const { name, surface, tier, limitedApi, stableAbi } = base;
  const value = macroValue(macro, context.expansionOf, context.types, context.unit);
  return {
    name,
    surface,
    tier,
    limitedApi,
    stableAbi,
    kind: "macro",
    ...place(macro),
    deprecated: null,
    params: macroParameters(macro),
    body: printTokens(macro.body),
    value,
    standsFor: null,
    assignable: false,
    implementation: null,
    reference: null,
    threadSafety: null,
  };
}

/** Of several declarations of an array, one with its length (C11 6.2.7p4). */
function completest(variables: readonly Declared[]): Declared {
  const isOpen = ({ kind, ...rest }: CType) => kind === "array" && (rest as { length: unknown }).length === null;
  return variables.find(({ declaration }) => !isOpen(declaration.type)) ?? (variables[0] as Declared);
}

function typeText(declared: Declared, context: SymbolContext): string {
  return text(printType(declared.declaration.type, context.unit), declared, context);
}

/** The printed type, or `?` and a diagnostic. */
function text(spelling: string | Unknown, declared: Declared, context: SymbolContext): string {
  if (!(spelling instanceof Unknown)) return spelling;
  const { name, token } = declared.declaration;
  context.report("unknown-type", declared.tokens[token] as Token, `The type of ${name} is unknown${because(spelling)}`);
  return "?";
}

/** The reason to add to a diagnostic; empty if nothing is unknown. */
export function because(unknown: unknown): string {
  return unknown instanceof Unknown ? `: ${unknown.reason} ${unknown.culprit}` : "";
}

function hasAttribute({ declaration }: Declared, name: string): boolean {
  return declaration.attributes.some((attribute) => attribute.name === name);
}

function deprecation(declarations: readonly Declared[]): string | null {
  return deprecationIn(declarations.flatMap(({ declaration }) => declaration.attributes));
}

/** The version in `Py_DEPRECATED`, "" for an attribute without one, null if there is none. */
export function deprecationIn(attributes: readonly Attribute[]): string | null {
  let found: string | null = null;
  for (const { name, argument } of attributes) {
    if (name === "capidiff_deprecated" && typeof argument === "string") return argument;
    if (name === "deprecated") found = "";
  }
  return found;
}

function hashTokens(tokens: readonly Token[]): string {
  const texts = tokens.map(({ text }) => text);
  // A space behind each.
  texts.push("");
  return hash("sha256", texts.join(" ")).slice(0, 16);
}

/** The function called, if the body is just `return f(…);` or `f(…);`, its result possibly cast. */
function onlyCall(body: readonly Token[]): string | null {
  let tokens = body.at(-1)?.text === ";" ? body.slice(0, -1) : body;
  if (tokens[0]?.text === "return") tokens = tokens.slice(1);
  for (;;) {
    const end = tokens[0]?.text === "(" ? closing(tokens, 0) : 0;
    if (end === 0) break;
    const isCast = end < tokens.length && tokens.slice(1, end - 1).every((token) => /^[\w*]+$/.test(token.text));
    if (end === tokens.length) tokens = tokens.slice(1, -1);
    else if (isCast) tokens = tokens.slice(end);
    else return null;
  }
  return isCall(tokens) ? (tokens[0] as Token).text : null;
}
