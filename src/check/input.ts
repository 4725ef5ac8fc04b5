import { CapidiffError } from "../errors.ts";
import { type Budget, isArchive, maxUnpacked, unpack } from "./archive/archive.ts";
import { isProjectFile } from "./baseline.ts";
import { type CompileCommand, isCompileCommands, readCompileCommands } from "./compile-commands.ts";
import type { InputFile } from "./input-file.ts";
import { parseUseList, usesOfList } from "./list.ts";
import type { CheckDiagnostic } from "./model.ts";
import { type BuiltModule, isModule, readModules } from "./module/module.ts";
import { isSource } from "./source/translation-units.ts";
import type { Use } from "./use.ts";
import { tagsOfWheel, withTags } from "./wheel.ts";

/** Submitted files by type, with archives unpacked. */
export interface Inputs {
  /** C and C++. */
  sources: InputFile[];
  /** Cython's own. */
  cython: InputFile[];
  /** One file may contain several modules, for several architectures. */
  modules: BuiltModule[];
  /** Uses from lists. */
  uses: Use[];
  commands: CompileCommand[];
  /** Files that declare supported Python versions. */
  project: InputFile[];
  /** Files in archives that are modules by their names and cannot be read. */
  unread: CheckDiagnostic[];
}

/** A wheel may be inside an archive; deeper archives are rejected. */
const maxDepth = 2;

const isCython = (path: string) => /\.(?:pyx|pxd|pxi)$/i.test(path);
const isNamedModule = (path: string) => /\.(?:so|pyd|dylib|dll|wasm)(?:\.\d+)*$/i.test(path);
const isWheel = (path: string) => /\.whl$/i.test(path);
const isList = (path: string) => /\.json$/i.test(path);

/** Whether to read a file found in a folder or archive. */
export const isInput = (path: string) =>
  isSource(path) ||
  isCython(path) ||
  isNamedModule(path) ||
  isWheel(path) ||
  isProjectFile(path) ||
  isCompileCommands(path);

/**
 * Classifies sources, modules, archives and lists, and reads what does not depend on a version of Python.
 * @throws CapidiffError `invalid-request` for unknown file types, `invalid-module`, `invalid-archive`,
 * `invalid-use-list`, `payload-too-large`
 */
export async function readInputs(files: readonly InputFile[]): Promise<Inputs> {
  const inputs: Inputs = { sources: [], cython: [], modules: [], uses: [], commands: [], project: [], unread: [] };
  const budget: Budget = { left: maxUnpacked };
  for (const file of files) await read(file, inputs, budget, 0);
  return inputs;
}

async function read(input: InputFile, inputs: Inputs, budget: Budget, depth: number): Promise<void> {
  const { file, bytes } = input;
  if (isSource(file)) inputs.sources.push(input);
  else if (isCython(file)) inputs.cython.push(input);
  else if (isProjectFile(file)) inputs.project.push(input);
  else if (isCompileCommands(file)) inputs.commands.push(...readCompileCommands(input));
  else if (isArchive(file)) await readArchive(input, inputs, budget, depth);
  else if (isList(file)) {
    const list = readList(input);
    inputs.uses.push(...usesOfList(list));
    for (const [file, text] of Object.entries(list.sources)) {
      if (isList(file)) throw new CapidiffError("invalid-use-list", `${file} is a list inside a list.`);
      await read({ file, bytes: encoder.encode(text) }, inputs, budget, depth);
    }
  } else if (isNamedModule(file) || isModule(bytes)) addModules(input, inputs, depth);
  else {
    const kinds = "C and C++ sources, .pyx and .pxd, built modules, .whl, .zip, .tar.gz, and lists in .json";
    throw new CapidiffError("invalid-request", `${file} has an unsupported type; expected ${kinds}.`);
  }
}

/** One among others in an archive, such as a linker script, does not keep them from being checked. */
function addModules({ file, bytes }: InputFile, { modules, unread }: Inputs, depth: number): void {
  try {
    modules.push(...readModules(bytes, file));
  } catch (error) {
    if (depth === 0 || !(error instanceof CapidiffError)) throw error;
    const message = `It was not read: ${error.message.slice(`${file}: `.length)}`;
    unread.push({ code: "unread-module", place: { file }, message, gap: true });
  }
}

async function readArchive(input: InputFile, inputs: Inputs, budget: Budget, depth: number): Promise<void> {
  if (depth === maxDepth) {
    throw new CapidiffError("invalid-archive", `${input.file} is an archive nested too deeply.`);
  }
  const before = inputs.modules.length;
  let metadata: string | null = null;
  for await (const entry of unpack(input, (path) => isInput(path) || isMetadata(path), budget)) {
    if (isMetadata(entry.file)) metadata = Buffer.from(entry.bytes).toString("utf8");
    else await read(entry, inputs, budget, depth + 1);
  }
  if (!isWheel(input.file)) return;
  const tags = tagsOfWheel(input.file.slice(input.file.lastIndexOf("/") + 1), metadata);
  inputs.modules.push(...inputs.modules.splice(before).map((module) => withTags(module, tags)));
}

const encoder = new TextEncoder();

const isMetadata = (path: string) => /[^/]\.dist-info\/WHEEL$/.test(path);

function readList({ file, bytes }: InputFile): ReturnType<typeof parseUseList> {
  const invalid = (what: string, details = {}) => new CapidiffError("invalid-use-list", `${file}: ${what}`, details);
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch (error) {
    throw invalid(`it is not JSON: ${(error as Error).message}.`);
  }
  try {
    return parseUseList(value);
  } catch (error) {
    throw error instanceof CapidiffError ? invalid(error.message, error.details) : error;
  }
}
