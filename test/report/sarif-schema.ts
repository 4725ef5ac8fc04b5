import { createRequire } from "node:module";
import Ajv from "ajv-draft-04";
import formats from "ajv-formats";
import type { Log, Run } from "sarif";

// The OASIS schema from Microsoft's matcher for Jest; one of its patterns is invalid with the flag u.
const schema = createRequire(import.meta.url)("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
const validate = formats.default(new Ajv.default({ strict: false, unicodeRegExp: false })).compile(schema);

/** The only run of a log. Throws the errors if the log is invalid by the schema of SARIF 2.1.0. */
export function validRun(text: string): Run {
  const log: Log = JSON.parse(text);
  if (!validate(log)) throw new Error(JSON.stringify(validate.errors));
  const [run, ...more] = log.runs;
  if (!run || more.length > 0) throw new Error(`${log.runs.length} runs`);
  return run;
}
