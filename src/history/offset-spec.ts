import { parse, TomlError } from "smol-toml";
import { platformsOf } from "../cpython/platforms/wheel-tags.ts";
import { type Abi, type Platform, targetRequest } from "../cpython/target.ts";
import { CapidiffError } from "../errors.ts";
import { type Fact, parseFact } from "./fact.ts";

/** A file that describes the table of offsets a program needs. Unset fields are undefined. */
export interface OffsetSpec {
  refs?: string;
  prereleases?: boolean;
  abi?: Abi[];
  platform?: Platform[];
  /** The value in generated code for a fact that a version lacks. */
  missing?: number;
  /** The name of the table in generated code. */
  name?: string;
  facts: Fact[];
}

/**
 * Parses a spec in TOML: `[facts]` with a name and a fact each, and above it `refs`, `prereleases`, `abi`, `platform`,
 * `missing` and `name`.
 * @param file its name in errors
 * @throws CapidiffError `invalid-request`, naming the key at fault
 */
export function parseOffsetSpec(text: string, file: string): OffsetSpec {
  const { facts = {}, ...keys } = tableOf(text, file);
  const fail = (message: string) => new CapidiffError("invalid-request", `${file}: ${message}.`);
  if (!isTable(facts)) throw fail("facts is not a table; expected [facts]");
  const spec: OffsetSpec = {
    facts: Object.entries(facts).map(([name, fact]) => {
      if (typeof fact !== "string") throw fail(`facts.${name} is not a string; expected ${name} = "PyObject.ob_type"`);
      return parseFact(fact, name);
    }),
  };
  for (const [key, value] of Object.entries(keys)) {
    if ((key === "refs" || key === "name") && typeof value === "string") spec[key] = value;
    else if (key === "prereleases" && typeof value === "boolean") spec.prereleases = value;
    else if (key === "missing" && Number.isSafeInteger(value)) spec.missing = value as number;
    else if (key === "abi" && isTexts(value)) spec.abi = value.map((abi) => targetRequest({ abi }).abi);
    else if (key === "platform" && isTexts(value)) {
      spec.platform = [...new Set(value.flatMap(platformsOf))];
    } else {
      const wanted =
        'refs = "3.8..3.15", prereleases = true, abi = ["cp"], platform = ["linux_x86_64"], missing = -1, name = "offsets"';
      throw fail(`unknown key ${key}; expected ${wanted} or [facts]`);
    }
  }
  return spec;
}

function tableOf(text: string, file: string): Record<string, unknown> {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof TomlError) throw new CapidiffError("invalid-request", `${file} is not TOML: ${error.message}`);
    throw error;
  }
}

const isTable = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string");
