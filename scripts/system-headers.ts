/**
 * Generates src/cpython/platforms/system-headers/: the names declared by the system headers that CPython's headers
 * include, and the headers that these include. From Debian's glibc, musl and libstdc++ (libc6-dev, musl-dev, g++), by
 * gcc and clang: `tsx scripts/system-headers.ts`.
 */

import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import pLimit from "p-limit";
import { platformDefinition } from "../src/cpython/platforms/registry.ts";

const run = promisify(execFile);
const limit = pLimit(availableParallelism());

interface Library {
  name: "glibc" | "musl";
  /** The Debian package. */
  from: string;
  platform: "linux_x86_64" | "musllinux_x86_64";
  folders: string[];
  /** Of gcc, and of clang. */
  flags: string[];
  clangFlags: string[];
}

const gccFolder = (await run("gcc", ["-print-file-name=include"])).stdout.trim();
const clangFolder = `${(await run("clang", ["-print-resource-dir"])).stdout.trim()}/include`;
const muslFolder = "/usr/include/x86_64-linux-musl";
const libraries: Library[] = [
  {
    name: "glibc",
    from: "libc6-dev",
    platform: "linux_x86_64",
    folders: ["/usr/include", "/usr/include/x86_64-linux-gnu", gccFolder],
    flags: [],
    clangFlags: [],
  },
  {
    name: "musl",
    from: "musl-dev",
    platform: "musllinux_x86_64",
    folders: [muslFolder, gccFolder],
    flags: ["-nostdinc", "-isystem", muslFolder, "-isystem", gccFolder],
    clangFlags: ["-nostdinc", "-isystem", muslFolder, "-isystem", clangFolder],
  },
];
/** Subfolders with public headers of C libraries. */
const subfolders = ["", "arpa", "net", "netinet", "sys"];

const isPublic = (name: string) => !name.startsWith("_") || name === "_exit" || name === "_Exit";

let sources = 0;
/** For headers that others include for a few names only: a macro they define when included in full. */
const wholly: Record<string, string> = { "stddef.h": "offsetof", "stdarg.h": "va_start" };

const scratch = await mkdtemp(join(tmpdir(), "system-headers-"));
try {
  for (const library of libraries) await writeLibrary(library);
  await writeCpp();
} finally {
  await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
}

async function writeLibrary({ name, from, platform, folders, flags, clangFlags }: Library): Promise<void> {
  const all = await headersIn(folders, subfolders);
  const prelude = [...platformDefinition(platform).headers.keys()];
  const known = prelude.filter((header) => all.includes(header) && !/^bits\/|intrin\.h$/.test(header));
  const macros = new Map<string, Set<string>>();
  const predefined = new Set(await macrosOf(null, flags));
  await Promise.all(
    all.map((header) =>
      limit(async () => {
        const found = await macrosOf(header, flags).catch(() => []);
        macros.set(header, new Set(found.filter((macro) => !predefined.has(macro))));
      }),
    ),
  );
  /** Included in full; some headers request only a few names of `<stddef.h>`. */
  const brings = (header: string, other: string) =>
    known.includes(other) && [...(macros.get(other) ?? [])].every((macro) => macros.get(header)?.has(macro));
  const brought = new Map<string, string[]>();
  await Promise.all(
    all.map((header) =>
      limit(async () => {
        const included = await includedBy("gcc", header, folders, flags);
        brought.set(header, included?.filter((one) => brings(header, one)) ?? []);
      }),
    ),
  );
  const declared = new Map<string, Declared>();
  await Promise.all(
    all.map((header) =>
      limit(async () => {
        const found = await declarationsOf(header, clangFlags).catch(() => null);
        const names = [...(macros.get(header) ?? []), ...(found?.names ?? [])].filter(isPublic);
        declared.set(header, { names: new Set(names), tags: new Set(found?.tags) });
      }),
    ),
  );
  /** Excludes names from included headers. */
  const own = (header: string, kind: keyof Declared) => {
    const others = (brought.get(header) ?? []).flatMap((other) => [...(declared.get(other)?.[kind] ?? [])]);
    return [...(declared.get(header)?.[kind] ?? [])].filter((one) => !others.includes(one)).sort();
  };
  const others = all.filter((header) => !known.includes(header)).sort();
  /** What other headers declare of the names above, without including a header that does. */
  const elsewhere = (kind: keyof Declared) => {
    const names = new Set(known.flatMap((header) => own(header, kind)));
    return Object.fromEntries(others.map((header) => [header, own(header, kind).filter((one) => names.has(one))]));
  };
  const version = (await run("dpkg-query", ["-W", from])).stdout.trim().split("\t")[1];
  await write(name, `${from} ${version} of Debian`, {
    names: Object.fromEntries(known.sort().map((header) => [header, own(header, "names")])),
    tags: Object.fromEntries(known.map((header) => [header, own(header, "tags")])),
    namesElsewhere: elsewhere("names"),
    tagsElsewhere: elsewhere("tags"),
    includes: Object.fromEntries([...brought].sort()),
  });
}

async function writeCpp(): Promise<void> {
  const version = (await run("g++", ["-dumpversion"])).stdout.trim();
  const folder = `/usr/include/c++/${version}`;
  // C++'s `math.h` and others wrap C's.
  const headers = (await readdir(folder)).filter((name) => /^[^.]+(?:\.h)?$/.test(name) && name !== "cxxabi.h");
  const folders = ["/usr/include", "/usr/include/x86_64-linux-gnu", gccFolder];
  const known = [...platformDefinition("linux_x86_64").headers.keys()].filter((header) => !header.startsWith("bits/"));
  const includes: Record<string, string[]> = {};
  await Promise.all(
    headers.map((header) =>
      limit(async () => {
        const included = await includedBy("g++", header, folders, []);
        const macros = await macrosOf(header, [], "c++").catch((): string[] => []);
        if (included === null) return;
        includes[header] = included.filter(
          (one) => known.includes(one) && (wholly[one] === undefined || macros.includes(wholly[one])),
        );
      }),
    ),
  );
  await write("libstdcxx", `libstdc++ ${version} of Debian, on glibc`, {
    names: {},
    tags: {},
    namesElsewhere: {},
    tagsElsewhere: {},
    includes: Object.fromEntries(Object.entries(includes).sort()),
  });
}

interface Declared {
  names: Set<string>;
  tags: Set<string>;
}

async function headersIn(folders: readonly string[], subfolders: readonly string[]): Promise<string[]> {
  const found = folders.flatMap((folder) =>
    subfolders.map(async (subfolder) => {
      const names = await readdir(join(folder, subfolder)).catch(() => []);
      return names.filter((name) => name.endsWith(".h")).map((name) => join(subfolder, name));
    }),
  );
  return [...new Set((await Promise.all(found)).flat())];
}

/** The headers that one includes, directly or not, as named in `#include`; null if it does not compile. */
async function includedBy(
  compiler: string,
  header: string,
  folders: readonly string[],
  flags: readonly string[],
): Promise<string[] | null> {
  const language = compiler === "g++" ? "c++" : "c";
  const source = await sourceWith(header);
  const args = ["-M", "-D_GNU_SOURCE", ...flags, "-x", language, source];
  try {
    const { stdout } = await run(compiler, args, { maxBuffer: 1 << 26 });
    const paths = stdout.split(/[\s\\]+/).filter((path) => path.startsWith("/") && path !== source);
    const names = paths.flatMap((path) =>
      folders.map((folder) => relative(folder, path)).filter((name) => !name.startsWith("..")),
    );
    return [...new Set(names)].filter((name) => name !== header).sort();
  } catch {
    return null;
  }
}

async function macrosOf(header: string | null, flags: readonly string[], language = "c"): Promise<string[]> {
  const args = ["-dM", "-E", "-D_GNU_SOURCE", ...flags, "-x", language, await sourceWith(header)];
  const { stdout } = await run("gcc", args, { maxBuffer: 1 << 26 });
  return [...stdout.matchAll(/^#define (\w+)/gm)].map(([, name]) => name as string);
}

interface Node {
  kind: string;
  name?: string;
  completeDefinition?: boolean;
  isImplicit?: boolean;
  inner?: Node[];
}

async function declarationsOf(header: string, flags: readonly string[]): Promise<{ names: string[]; tags: string[] }> {
  const args = ["-fsyntax-only", "-Xclang", "-ast-dump=json", "-D_GNU_SOURCE", ...flags, "-x", "c"];
  const { stdout } = await run("clang", [...args, await sourceWith(header)], { maxBuffer: 1 << 28 });
  const { inner = [] } = JSON.parse(stdout) as Node;
  const names: string[] = [];
  const tags: string[] = [];
  for (const { kind, name, completeDefinition, isImplicit, inner: enumerators = [] } of inner) {
    if (isImplicit) continue;
    if (kind === "RecordDecl" && name !== undefined && completeDefinition && !name.startsWith("_")) tags.push(name);
    else if (kind === "EnumDecl") names.push(...enumerators.flatMap((one) => one.name ?? []));
    else if (name !== undefined) names.push(name);
  }
  return { names, tags };
}

async function sourceWith(header: string | null): Promise<string> {
  const path = join(scratch, `${sources++}.txt`);
  await writeFile(path, header === null ? "" : `#include <${header}>\n`);
  return path;
}

interface Facts {
  names: Record<string, string[]>;
  tags: Record<string, string[]>;
  namesElsewhere: Record<string, string[]>;
  tagsElsewhere: Record<string, string[]>;
  includes: Record<string, string[]>;
}

async function write(name: string, source: string, facts: Facts): Promise<void> {
  const table = (rows: Record<string, string[]>) => {
    const lines = Object.entries(rows).filter(([, words]) => words.length > 0);
    return lines.map(([key, words]) => `    "${key}": \`${wrapped(words)}\`,`).join("\n");
  };
  const text = `import type { SystemHeaderFacts } from "../system-headers.ts";

/** From ${source}. Made by scripts/system-headers.ts. */
export const ${name}: SystemHeaderFacts = {
  names: {
${table(facts.names)}
  },
  tags: {
${table(facts.tags)}
  },
  namesElsewhere: {
${table(facts.namesElsewhere)}
  },
  tagsElsewhere: {
${table(facts.tagsElsewhere)}
  },
  includes: {
${table(facts.includes)}
  },
  others: \`${wrapped(Object.keys(facts.includes).filter((header) => facts.includes[header]?.length === 0))}\`,
};
`;
  await writeFile(join(import.meta.dirname, `../src/cpython/platforms/system-headers/${name}.ts`), text);
}

/** Wraps long lines. */
function wrapped(words: readonly string[]): string {
  const lines = [""];
  for (const word of words) {
    const line = lines.at(-1) as string;
    if (line.length + word.length > 100) lines.push(`      ${word}`);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.join("\n");
}
