import { CapidiffError } from "../errors.ts";
import type { Use, UseList } from "./use.ts";

/** Maximum number of names, far more than CPython has. */
const maxNames = 100_000;
/** Maximum number of errors reported; a faulty tool makes the same one everywhere. */
const maxFaults = 10;

/**
 * Validates a list parsed from JSON. It may include sources by name, as a request does.
 * @throws CapidiffError `invalid-use-list`, listing all errors with their paths, e.g. `members[2].struct`
 */
export function parseUseList(value: unknown): Required<UseList> & { sources: Record<string, string> } {
  const faults: string[] = [];
  const refuse = (path: string, what: string) => faults.push(path === "" ? what : `${path} ${what}`);
  const list = objectOf(value, "", ["symbols", "members", "headers", "sources"], refuse);
  const entries = (key: string): unknown[] => {
    const found = list[key] ?? [];
    if (Array.isArray(found)) return found;
    refuse(key, "is not a list");
    return [];
  };

  const [symbols, members, headers] = [entries("symbols"), entries("members"), entries("headers")];
  if (symbols.length + members.length + headers.length > maxNames) {
    throw new CapidiffError("invalid-use-list", `It has more than ${maxNames} entries.`, { faults: [] });
  }
  for (const [index, name] of symbols.entries()) checkName(name, `symbols[${index}]`, refuse);
  for (const [index, entry] of members.entries()) {
    const path = `members[${index}]`;
    const { struct, member } = objectOf(entry, path, ["struct", "member"], refuse);
    checkName(struct, `${path}.struct`, refuse);
    checkMember(member, `${path}.member`, refuse);
  }
  for (const [index, header] of headers.entries()) checkHeader(header, `headers[${index}]`, refuse);
  const { sources = {} } = list;
  if (typeof sources !== "object" || sources === null || Array.isArray(sources)) refuse("sources", "is not an object");
  else {
    for (const [file, text] of Object.entries(sources)) {
      if (typeof text !== "string") refuse(`sources[${shown(file)}]`, "is not a string");
    }
  }
  if (faults.length > 0) throw invalid(faults);
  return { symbols, members, headers, sources } as ReturnType<typeof parseUseList>;
}

/** The uses in a list, without places. */
export function usesOfList({ symbols = [], members = [], headers = [] }: UseList): Use[] {
  return [
    ...symbols.map((name): Use => ({ kind: "symbol", name, place: null })),
    ...members.map((member): Use => ({ kind: "member", ...member, place: null, confidence: "certain" })),
    ...headers.map((header): Use => ({ kind: "header", header, place: null })),
  ];
}

/** The distinct uses, sorted. */
export function listOfUses(uses: readonly Use[]): Required<UseList> {
  const symbols = new Set<string>();
  const members = new Map<string, { struct: string; member: string }>();
  const headers = new Set<string>();
  for (const use of uses) {
    if (use.kind === "symbol") symbols.add(use.name);
    else if (use.kind === "header") headers.add(use.header);
    else members.set(`${use.struct}.${use.member}`, { struct: use.struct, member: use.member });
  }
  return {
    symbols: [...symbols].sort(),
    members: [...members].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, member]) => member),
    headers: [...headers].sort(),
  };
}

type Refuse = (path: string, what: string) => void;

/** The object, or an empty one after an error; unknown keys are errors. */
function objectOf(value: unknown, path: string, keys: readonly string[], refuse: Refuse): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    refuse(path || "the list", `is not an object with ${keys.join(", ")}`);
    return {};
  }
  for (const key of Object.keys(value)) {
    if (!keys.includes(key))
      refuse(path, `has the unknown key ${JSON.stringify(key)}; expected one of ${keys.join(", ")}`);
  }
  return value as Record<string, unknown>;
}

const identifier = /^[A-Za-z_]\w{0,254}$/;

function checkName(value: unknown, path: string, refuse: Refuse): void {
  if (typeof value !== "string") refuse(path, value === undefined ? "is missing" : "is not a string");
  else if (!identifier.test(value)) refuse(path, `is not a C identifier: ${shown(value)}`);
}

/** A path such as `ob_base.ob_size`. */
function checkMember(value: unknown, path: string, refuse: Refuse): void {
  if (typeof value !== "string") refuse(path, value === undefined ? "is missing" : "is not a string");
  else if (!value.split(".").every((name) => identifier.test(name)))
    refuse(path, `is not a member path: ${shown(value)}`);
}

function checkHeader(value: unknown, path: string, refuse: Refuse): void {
  if (typeof value !== "string") refuse(path, "is not a string");
  else if (!/^[\w./-]{1,255}\.h$/.test(value)) refuse(path, `is not a header name: ${shown(value)}`);
}

const shown = (text: string) => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);

function invalid(faults: readonly string[]): CapidiffError {
  const shown = faults.slice(0, maxFaults);
  const more = faults.length > shown.length ? `; and ${faults.length - shown.length} more` : "";
  return new CapidiffError("invalid-use-list", `${shown.join("; ")}${more}.`, { faults: shown });
}
