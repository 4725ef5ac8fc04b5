/** The compilers' layouts of records: clang for any target, gcc if Debian has one for it. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Triple } from "../../c/unit-of.ts";

/** A record's size and alignment in bytes, and by the path of each member where it lies: `m1.m3` → `32` or `32:5` bits. */
export interface Judgement {
  size: number;
  align: number;
  members: Record<string, string>;
}

export interface Judge {
  name: string;
  triple: Triple;
  available: boolean;
  /** Of the records with these tags that the text defines. Members are named `m<digits>`. */
  judge(text: string, tags: string[]): Map<string, Judgement>;
}

function run(command: string, args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}\n${stderr.slice(0, 3000)}`);
  return stdout;
}

function inFolder<T>(text: string, use: (folder: string, file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "capidiff-layout-"));
  try {
    const file = join(folder, "records.c");
    writeFileSync(file, text);
    return use(folder, file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function works(command: string, args: string[]): boolean {
  return spawnSync(command, [...args, "-fsyntax-only", "-x", "c", "/dev/null"]).status === 0;
}

/** The newer one has targets that Debian 12's default lacks. */
const clangs = ["clang", "clang-16"];

/** clang prints every record that it lays out (`-fdump-record-layouts`), members of members indented under them. */
export function clang(triple: Triple): Judge {
  const command = clangs.find((one) => works(one, ["-target", triple]));
  return {
    name: `clang for ${triple}`,
    triple,
    available: command !== undefined,
    judge(text, tags) {
      const uses = tags.map((tag) => `int size_${tag} = sizeof(struct ${tag});`).join("\n");
      const output = inFolder(`${text}\n${uses}\n`, (_, file) =>
        run(command ?? "clang", ["-target", triple, "-w", "-fsyntax-only", "-Xclang", "-fdump-record-layouts", file]),
      );
      const judgements = new Map<string, Judgement>();
      for (const dump of output.split("*** Dumping AST Record Layout\n").slice(1)) {
        const [first = "", ...lines] = dump.trimEnd().split("\n");
        const tag = /\| struct (\w+)$/.exec(first)?.[1];
        if (tag !== undefined) judgements.set(tag, clangRecord(lines));
      }
      return judgements;
    },
  };
}

function clangRecord(lines: string[]): Judgement {
  const members: Record<string, string> = {};
  const path: string[] = [];
  for (const line of lines) {
    const end = /\| \[sizeof=(\d+), align=(\d+)/.exec(line);
    if (end !== null) return { size: Number(end[1]), align: Number(end[2]), members };
    const [, byte, bits, indent = "", name = ""] = /^ *(\d+)(?::(\S+))? \|( +).*?(m\d+)?$/.exec(line) ?? [];
    if (byte === undefined) throw new Error(`clang printed ${line}`);
    const depth = (indent.length - 3) / 2;
    path.length = depth;
    path.push(name);
    if (name === "") continue;
    const [low, high] = (bits ?? "").split("-").map(Number) as [number, number?];
    const key = path.filter((each) => each !== "").join(".");
    members[key] = high === undefined ? byte : `${8 * Number(byte) + low}:${high - low + 1}`;
  }
  throw new Error("clang printed no size");
}

interface Entry {
  tag: string;
  attributes: Map<string, string>;
  children: Entry[];
}

/** Triples of gcc's judgement: its command, and what it is told beside. */
const gccs = {
  "x86_64-linux-gnu": ["gcc", "-m64"],
  "i686-linux-gnu": ["gcc", "-m32"],
  "powerpc64le-linux-gnu": ["powerpc64le-linux-gnu-gcc"],
  "powerpc64le-linux-musl": ["powerpc64le-linux-gnu-gcc", "-mlong-double-64"],
  "s390x-linux-gnu": ["s390x-linux-gnu-gcc"],
  "riscv64-linux-gnu": ["riscv64-linux-gnu-gcc"],
} as const satisfies Partial<Record<Triple, readonly [command: string, ...args: string[]]>>;

/** gcc gives layouts in the debugging information (DWARF) of its output. */
export function gcc(triple: keyof typeof gccs): Judge {
  const [command, ...args] = gccs[triple];
  return {
    name: `gcc for ${triple}`,
    triple,
    available: works(command, args) && spawnSync("readelf", ["--version"]).status === 0,
    judge(text, tags) {
      const aligns = tags.map((tag) => `enum { align_${tag} = _Alignof(struct ${tag}) };`).join("\n");
      const dump = inFolder(`${text}\n${aligns}\n`, (folder, file) => {
        const object = join(folder, "records.o");
        run(command, [...args, "-w", "-g", "-fno-eliminate-unused-debug-types", "-c", file, "-o", object]);
        return run("readelf", ["--debug-dump=info", object]);
      });
      return dwarfRecords(dump);
    },
  };
}

function dwarfRecords(dump: string): Map<string, Judgement> {
  const entries = new Map<string, Entry>();
  const open: Entry[] = [];
  for (const line of dump.split("\n")) {
    const start = /^ <([\da-f]+)><([\da-f]+)>: Abbrev Number: \d+ \((\w+)\)/.exec(line);
    if (start !== null) {
      const [, depth = "", at = "", tag = ""] = start;
      const entry: Entry = { tag, attributes: new Map(), children: [] };
      entries.set(at, entry);
      open.length = Number.parseInt(depth, 16);
      open.at(-1)?.children.push(entry);
      open.push(entry);
    } else {
      const [, name, value] = /^ +<[\da-f]+> +DW_AT_(\w+) *: (?:\([^)]*\): )?(\S+)/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) open.at(-1)?.attributes.set(name, value);
    }
  }

  const aligns = new Map<string, number>();
  for (const { tag, attributes } of entries.values()) {
    const name = attributes.get("name") ?? "";
    if (tag === "DW_TAG_enumerator" && name.startsWith("align_"))
      aligns.set(name.slice("align_".length), Number(attributes.get("const_value")));
  }
  const judgements = new Map<string, Judgement>();
  for (const entry of entries.values()) {
    const name = entry.attributes.get("name") ?? "";
    const align = aligns.get(name);
    if (entry.tag !== "DW_TAG_structure_type" || align === undefined) continue;
    const members: Record<string, string> = {};
    addDwarfMembers(members, entry, 0, "", entries);
    judgements.set(name, { size: Number(entry.attributes.get("byte_size")), align, members });
  }
  return judgements;
}

function addDwarfMembers(
  to: Record<string, string>,
  record: Entry,
  base: number,
  path: string,
  entries: Map<string, Entry>,
): void {
  for (const { tag, attributes, children: _ } of record.children) {
    if (tag !== "DW_TAG_member") continue;
    const name = attributes.get("name");
    const key = name === undefined ? path : path === "" ? name : `${path}.${name}`;
    const bits = attributes.get("bit_size");
    const offset = base + Number(attributes.get("data_member_location") ?? 0);
    if (bits !== undefined) to[key] = `${8 * base + Number(attributes.get("data_bit_offset") ?? 0)}:${bits}`;
    else if (name !== undefined) to[key] = String(offset);
    const type = dwarfType(attributes.get("type"), entries);
    if (type?.tag === "DW_TAG_structure_type" || type?.tag === "DW_TAG_union_type")
      addDwarfMembers(to, type, offset, key, entries);
  }
}

/** The type at a reference, underneath typedefs and qualifiers. */
function dwarfType(reference: string | undefined, entries: Map<string, Entry>): Entry | undefined {
  const entry = entries.get(/<0x([\da-f]+)>/.exec(reference ?? "")?.[1] ?? "");
  const wraps = /^DW_TAG_(typedef|const_type|volatile_type|atomic_type)$/.test(entry?.tag ?? "");
  return wraps ? dwarfType(entry?.attributes.get("type"), entries) : entry;
}
