import { parse } from "smol-toml";
import type { Diagnostic } from "../c/diagnostic.ts";
import type { SourceTree } from "./tree.ts";

/** An entry of the ref's own list of the stable ABI (PEP 652). */
export interface StableAbiEntry {
  /** The version of the limited API that added it, e.g. `3.2`. */
  added: string;
  /** In the ABI for old modules only: headers need not show it. */
  abiOnly: boolean;
  /** The feature macro it depends on, e.g. `MS_WINDOWS`. */
  feature: string | null;
}

/** What `Misc/stable_abi.toml` lists. */
export interface StableAbi {
  entries: Map<string, StableAbiEntry>;
  /** Where the list could not be read. */
  diagnostics: Diagnostic[];
}

/** The names of the stable ABI, from `Misc/stable_abi.toml`, or the `.txt` of 3.10; none before that. */
export function readStableAbi(tree: SourceTree): StableAbi {
  const path = "Misc/stable_abi.toml";
  const toml = tree.files.get(path)?.text;
  if (toml === undefined)
    return { entries: fromText(tree.files.get("Misc/stable_abi.txt")?.text ?? ""), diagnostics: [] };
  try {
    return { entries: fromToml(toml), diagnostics: [] };
  } catch (error) {
    const { message, line = 1 } = error as Error & { line?: number };
    return { entries: new Map(), diagnostics: [{ code: "invalid-stable-abi", header: path, line, message }] };
  }
}

const listed = ["struct", "function", "macro", "data", "const", "typedef"];

function fromToml(text: string): Map<string, StableAbiEntry> {
  const document = parse(text) as Record<string, Record<string, Record<string, unknown>>>;
  const entries = new Map<string, StableAbiEntry>();
  for (const kind of listed) {
    for (const [name, entry] of Object.entries(document[kind] ?? {})) {
      if (typeof entry.added !== "string") continue;
      const feature = typeof entry.ifdef === "string" ? entry.ifdef : null;
      entries.set(name, { added: entry.added, abiOnly: entry.abi_only === true, feature });
    }
  }
  return entries;
}

/** 3.10: `function PyAIter_Check` followed by indented `added 3.10`, `abi_only`, `ifdef X`. */
function fromText(text: string): Map<string, StableAbiEntry> {
  const entries = new Map<string, StableAbiEntry>();
  let name: string | null = null;
  let entry: StableAbiEntry = { added: "", abiOnly: false, feature: null };
  for (const line of text.split(/\r?\n/)) {
    const [word = "", value = ""] = line.trim().split(/\s+/);
    if (word === "" || word.startsWith("#")) continue;
    if (!/^\s/.test(line)) {
      name = listed.includes(word) ? value : null;
      entry = { added: "", abiOnly: false, feature: null };
    } else if (word === "added" && name !== null) {
      entry.added = value;
      entries.set(name, entry);
    } else if (word === "abi_only") entry.abiOnly = true;
    else if (word === "ifdef") entry.feature = value;
  }
  return entries;
}
