import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { promisify } from "node:util";

/** Requests whose answers are the examples of the OpenAPI document. */
const requests = {
  listRefs: "/v1/refs?kind=tag&series=3.13&limit=2",
  listSymbols: "/v1/manifests/v3.13.5/symbols?name=PyList_Get*&limit=2",
  getSymbol: "/v1/manifests/v3.13.5/symbols/PyList_Append",
  listStructs: "/v1/manifests/v3.13.5/structs?header=Include/cpython/listobject.h&limit=1",
  getStruct: "/v1/manifests/v3.13.5/structs/PyListObject",
  getDiff: "/v1/diff?from=v3.13.5&to=v3.14.10&rule=struct-opaque&symbol=_PyCoMonitoringData",
};

export const examplesFile = "routes/schemas/examples.ts";

/** The service's current answers to them, by operation. */
export async function answersTo(get: (url: string) => Promise<unknown>): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const [operation, url] of Object.entries(requests)) all[operation] = await get(url);
  return all;
}

export async function writeExamples(examples: Record<string, unknown>): Promise<void> {
  const text = `/** Real answers, by operation; \`npm run docs\` makes them anew. */
export const examples: Record<string, unknown> = ${JSON.stringify(examples, null, 2)};
`;
  await writeFile(examplesFile, text);
  await promisify(execFile)("npx", ["biome", "check", "--write", examplesFile]);
}
