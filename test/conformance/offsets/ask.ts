/** What castxml says of facts, in one or two units: each spelling is a constant expression on a line of its own. */
import type { Fact, Spelling } from "../../../src/history/fact.ts";
import { type Element, type Graph, parseCastxml } from "../manifest/castxml.ts";
import { describe, type Setting, writeUnit } from "../manifest/compiler.ts";

/** By the names of the facts; null where no spelling compiles. @param headers each is included if the compiler finds it */
export async function askFacts(
  setting: Setting,
  headers: readonly string[],
  facts: readonly Fact[],
): Promise<Map<string, bigint | null>> {
  const includes = ["Python.h", ...headers].map(
    (header) => `#if __has_include("${header}")\n#include "${header}"\n#endif`,
  );
  const prologue = ["#include <stddef.h>", ...includes, ""].join("\n");
  const questions = facts.flatMap(({ name, spellings }) =>
    spellings.map((spelling, at) => ({ name, spelling, id: `capidiff_${name}_${at}` })),
  );
  const first = prologue.split("\n").length;
  const ask = (asked: typeof questions) =>
    writeUnit(setting, "facts.c", prologue + asked.map(({ id, spelling }) => question(id, spelling)).join("\n")).then(
      (unit) => describe(setting, unit),
    );
  const { errors, ok } = await ask(questions);
  const wrong = new Set(
    [...errors.matchAll(/^facts\.c:(\d+):\d+: (?:fatal )?error:/gm)].map((m) => Number(m[1]) - first),
  );
  if (!ok && wrong.size === 0) throw new Error(`castxml does not take the headers:\n${errors.slice(0, 2000)}`);
  const there = questions.filter((_, at) => !wrong.has(at));
  const answer = await ask(there);
  if (!answer.ok) throw new Error(`castxml takes no facts:\n${answer.errors.slice(0, 2000)}`);
  const graph = parseCastxml(answer.output);
  const values = new Map<string, bigint>();
  for (const { kind, children } of graph.elements) {
    if (kind !== "Enumeration") continue;
    for (const { attributes } of children) values.set(attributes.name ?? "", BigInt(attributes.init ?? 0));
  }
  const answerTo = ({ id, spelling }: (typeof questions)[number]) =>
    spelling.kind === "bit" || spelling.kind === "width" ? bitField(graph, id, spelling) : (values.get(id) ?? null);
  return new Map(
    facts.map(({ name }) => [
      name,
      there
        .filter((one) => one.name === name)
        .map(answerTo)
        .find((value) => value !== null) ?? null,
    ]),
  );
}

function question(id: string, spelling: Spelling): string {
  switch (spelling.kind) {
    case "value":
      return `enum { ${id} = ${spelling.symbol} };`;
    case "offset":
      return `enum { ${id} = offsetof(${spelling.struct}, ${spelling.path.join(".")}) };`;
    case "size": {
      const { struct, path } = spelling;
      return `enum { ${id} = sizeof(${path.length === 0 ? struct : `((${struct} *)0)->${path.join(".")}`}) };`;
    }
    default:
      // The XML has its place where the member is there at all.
      return `enum { ${id} = sizeof(((${spelling.struct} *)0)->${spelling.path.join(".")} + 0) }; extern ${spelling.struct} ${id}_of;`;
  }
}

/** Bit-fields have no offsetof: their places are in the XML. */
function bitField(graph: Graph, id: string, { kind, path }: Extract<Spelling, { path: string[] }>): bigint | null {
  const declared = graph.elements.find(({ attributes }) => attributes.name === `${id}_of`);
  let type = record(graph, declared?.attributes.type);
  let bits = 0n;
  for (const [at, name] of path.entries()) {
    const field = (type?.attributes.members ?? "")
      .split(" ")
      .map((member) => graph.byId.get(member))
      .find((member) => member?.kind === "Field" && member.attributes.name === name);
    if (field === undefined) return null;
    bits += BigInt(field.attributes.offset ?? 0);
    if (at === path.length - 1 && field.attributes.bits === undefined) return null;
    if (at === path.length - 1) return kind === "bit" ? bits : BigInt(field.attributes.bits ?? 0);
    type = record(graph, field.attributes.type);
  }
  return null;
}

/** The struct that a type is in the end. */
function record(graph: Graph, id: string | undefined): Element | undefined {
  const element = id === undefined ? undefined : graph.byId.get(id);
  return element && /^(Typedef|ElaboratedType|CvQualifiedType)$/.test(element.kind)
    ? record(graph, element.attributes.type)
    : element;
}
