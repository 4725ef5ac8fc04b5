/**
 * A compiler's verdict on a whole manifest, with the system headers of its platform: what each entry says is asserted in
 * C, bit-fields are found in the bytes that they initialise, and macros that the manifest lacks, or that mean something
 * else, in what the compiler preprocesses.
 */
import { execFile } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TargetRequest } from "../../../src/cpython/target.ts";
import type { Manifest, Surface } from "../../../src/manifest/model.ts";
import { type Comparison, compare, type Disagreement, type Kind, kinds } from "../manifest/compare.ts";
import { emptyDeclarations } from "../manifest/declarations.ts";
import type { Rejection, SurfaceTruth } from "../manifest/truth.ts";
import { type Assertion, type Assertions, assertionsOf, type BitField, bitFieldsOf, typeOf } from "./assertions.ts";
import { accepted, ownMacros, type SurfaceFolder, type SystemHeaders, type TreeFolder } from "./tree-folder.ts";

/** A compiler for one platform, with its libc. */
export interface AssertingCompiler {
  /** For the output. */
  name: string;
  command: string;
  /** Arguments for the target. */
  args: readonly string[];
  system: SystemHeaders;
  /** Whether it writes ELF, in which readelf finds bytes. */
  elf: boolean;
  /** Names that it cannot judge. */
  leftOut: ReadonlySet<string>;
}

export interface Verdict {
  comparison: Comparison;
  rejected: Rejection[];
}

export async function judgeByAssertions(
  tree: TreeFolder,
  request: TargetRequest,
  compiler: AssertingCompiler,
  manifest: Manifest,
): Promise<Verdict> {
  const judge = async (side: Surface) => {
    const surface = await tree.surface(request, compiler.system, side === "internal");
    const verdict = await new SurfaceJudge(surface, compiler, manifest, side).judge();
    await rm(surface.folder, { recursive: true });
    return verdict;
  };
  const [shown, internal] = await Promise.all([judge("public"), judge("internal")]);
  const macros = compare(manifest, { public: shown.truth, internal: internal.truth }, null, ["macro"]);
  const found = [shown, internal];
  const sum = (counts: (verdict: (typeof found)[number]) => Record<Kind, number>) => (kind: Kind) =>
    found.reduce((total, verdict) => total + counts(verdict)[kind], 0);
  const counted = (of: (kind: Kind) => number) =>
    Object.fromEntries(kinds.map((kind) => [kind, of(kind)])) as Record<Kind, number>;
  const agreed = counted(sum(({ agreed }) => agreed));
  const total = counted(sum(({ total }) => total));
  return {
    rejected: found.flatMap(({ truth }) => truth.rejected),
    comparison: {
      agreed: { ...agreed, macro: agreed.macro + macros.agreed.macro },
      total: { ...total, macro: total.macro + macros.total.macro },
      disagreements: [...found.flatMap(({ disagreements }) => disagreements), ...macros.disagreements],
      unjudged: added(macros.unjudged, ...found.map(({ unjudged }) => unjudged)),
    },
  };
}

/** The sums of counts by header. */
function added(...counts: ReadonlyMap<string, number>[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [header, count] of counts.flatMap((each) => [...each])) sums.set(header, (sums.get(header) ?? 0) + count);
  return sums;
}

interface SurfaceVerdict {
  agreed: Record<Kind, number>;
  total: Record<Kind, number>;
  disagreements: Disagreement[];
  /** Entries of rejected headers, by header. */
  unjudged: Map<string, number>;
  /** The macros as preprocessed, and what was rejected. */
  truth: SurfaceTruth;
}

class SurfaceJudge {
  readonly #surface: SurfaceFolder;
  readonly #compiler: AssertingCompiler;
  readonly #manifest: Manifest;
  readonly #side: Surface;

  constructor(surface: SurfaceFolder, compiler: AssertingCompiler, manifest: Manifest, side: Surface) {
    this.#surface = surface;
    this.#compiler = compiler;
    this.#manifest = manifest;
    this.#side = side;
  }

  async judge(): Promise<SurfaceVerdict> {
    const { text, rejected } = await accepted(this.#surface, (unit) => this.#errors(unit));
    const preprocessed = (await this.#compile(["-E", "-dD"], text)).output;
    const { macros, headers: judged } = ownMacros(this.#surface, preprocessed);
    const out = new Set(rejected.map(({ header }) => header));
    // A header that cannot be included by itself may be included by another.
    const isJudged = ({ header }: { header: string }) => judged.has(header) || !out.has(header);
    const { values, hiding, types } = assertionsOf(this.#manifest, this.#side);
    const asked = { values: values.filter(isJudged), hiding, types: types.filter(isJudged) };
    const bits = bitFieldsOf(this.#manifest, this.#side).filter(({ struct }) => isJudged(struct));
    const wrong = [
      ...(await this.#failing(text, asked)),
      ...(this.#compiler.elf ? await this.#wrongBits(text, bits) : []),
    ];
    const entry = ({ kind, name }: { kind: Kind; name: string }) => `${kind} ${name}`;
    const disagreements = new Map(wrong.map((one) => [entry(one), one]));
    const entries = new Map([...asked.values, ...asked.types].map((one) => [entry(one), one.kind]));
    const left = new Map([...values, ...types].filter((one) => !isJudged(one)).map((one) => [entry(one), one.header]));
    const count = (isCounted: (name: string) => boolean) => {
      const counts = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>;
      for (const [name, kind] of entries) if (isCounted(name)) counts[kind]++;
      return counts;
    };
    return {
      agreed: count((name) => !disagreements.has(name)),
      total: count(() => true),
      disagreements: [...disagreements.values()],
      unjudged: added(...[...left.values()].map((header) => new Map([[header, 1]]))),
      truth: {
        ...emptyDeclarations(),
        variables: this.#declared(),
        macros,
        values: new Map(),
        groups: [],
        rejected,
        judged,
      },
    };
  }

  /** Those that fail after all headers, and again after their own alone: other headers may change what a macro means. */
  async #failing(text: string, asked: Assertions): Promise<Disagreement[]> {
    const suspects = await this.#fail(text, asked);
    const found: Disagreement[] = [];
    // What includes a header that cannot be included by itself is, as a rule, Python.h.
    for (const header of new Set([...suspects.keys()].map(({ header }) => header))) {
      const isSuspect = (one: Assertion) => one.header === header && suspects.has(one);
      const own = { ...asked, values: asked.values.filter(isSuspect), types: asked.types.filter(isSuspect) };
      const unit = this.#surface.unitOf(this.#surface.headers.filter((path) => path === header));
      for (const [{ kind, name, line, text }, theirs] of await this.#fail(unit, own))
        found.push({ kind, name, ours: text, theirs, where: `${header}:${line}` });
    }
    return found;
  }

  async #fail(unit: string, { values, hiding, types }: Assertions): Promise<Map<Assertion, string>> {
    const part = (name: string, list: readonly Assertion[]) =>
      `# 1 "${name}"\n${list.map(({ text }) => `${text}\n`).join("")}`;
    const errors = await this.#errors(`${unit}${part("values", values)}${hiding}${part("types", types)}`);
    const failed = new Map<Assertion, string>();
    for (const error of errors) {
      const [, name, line, message = ""] = /^(values|types):(\d+):\d+: error: (.*)$/.exec(error) ?? [];
      const assertion = (name === "values" ? values : types)[Number(line) - 1];
      if (name === undefined || assertion === undefined) throw new Error(`the compiler errs elsewhere: ${error}`);
      failed.set(assertion, message);
    }
    return failed;
  }

  /** The bit-fields for which all ones set other bits than the manifest says. */
  async #wrongBits(text: string, bits: readonly BitField[]): Promise<Disagreement[]> {
    if (bits.length === 0) return [];
    const section = (index: number) => `.capidiff.${index}.`;
    const probes = bits.map(({ struct, path }, index) => {
      const type = typeOf(struct);
      const bytes = `union { ${type} whole; unsigned char bytes[sizeof(${type})]; }`;
      const place = `__attribute__((section("${section(index)}"), used))`;
      return `const ${bytes} capidiff_${index} ${place} = { .whole.${path} = -1 };\n`;
    });
    await this.#compile(["-c", "-o", "bits.o"], text + probes.join(""));
    const sections = bits.flatMap((_, index) => ["-x", section(index)]);
    const { output } = await run("readelf", ["-h", ...sections, "bits.o"], this.#surface.folder);
    const isBig = output.includes("big endian");
    return bits.flatMap(({ struct, path, bitOffset, bitWidth }, index) => {
      const theirs = onesOf(bytesOf(output, section(index)), isBig);
      const ours = Array.from({ length: bitWidth }, (_, bit) => bitOffset + bit);
      if (theirs.join() === ours.join()) return [];
      const { name, header, line } = struct;
      return [{ kind: "layout", name, ours: { [path]: ours }, theirs, where: `${header}:${line}` }];
    });
  }

  /** What is declared, as assertions show, so that macros of these names are known to be no symbols of their own. */
  #declared(): SurfaceTruth["variables"] {
    const symbols = this.#manifest.symbols.filter(({ kind, surface }) => kind !== "macro" && surface === this.#side);
    const nothing = { type: "", exported: false, deprecated: false };
    return new Map(symbols.map(({ name, header, line }) => [name, { header, line, ...nothing }]));
  }

  async #errors(text: string): Promise<string[]> {
    const { errors } = await this.#compile(["-fsyntax-only"], text);
    return errors.split("\n").filter((line) => /\berror:/.test(line));
  }

  async #compile(args: readonly string[], text: string): Promise<Outcome> {
    await writeFile(join(this.#surface.folder, "unit.c"), text);
    const own = ["-std=gnu17", "-w", ...this.#compiler.args, ...this.#surface.args];
    return run(this.#compiler.command, [...own, ...args, "unit.c"], this.#surface.folder);
  }
}

/** The bytes of a section in readelf's hexadecimal dump. */
function bytesOf(output: string, section: string): number[] {
  const dump = output.split("Hex dump of section ").find((part) => part.startsWith(`'${section}'`)) ?? "";
  const lines = [...dump.matchAll(/^ {2}0x[\da-f]+ ((?:[\da-f]{2,8} ){1,4})/gm)];
  const digits = lines.map(([, words = ""]) => words.replaceAll(" ", "")).join("");
  return (digits.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16));
}

/** The numbers of the bits that are set, in the platform's order. */
const onesOf = (bytes: readonly number[], isBig: boolean): number[] =>
  bytes.flatMap((byte, at) =>
    [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => (byte >> (isBig ? 7 - bit : bit)) & 1).map((bit) => 8 * at + bit),
  );

interface Outcome {
  output: string;
  errors: string;
}

function run(command: string, args: readonly string[], folder: string): Promise<Outcome> {
  const options = { cwd: folder, maxBuffer: 1 << 28, env: { ...process.env, LC_ALL: "C" } };
  return new Promise((resolve, reject) => {
    execFile(command, args, options, (error, output, errors) => {
      // A number is the compiler's own verdict; anything else is that it could not run.
      if (error && typeof error.code !== "number") reject(new Error(`${command} does not run`, { cause: error }));
      else resolve({ output, errors });
    });
  });
}
