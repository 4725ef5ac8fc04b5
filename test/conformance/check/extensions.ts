/** Real extensions: Debian's source packages, kept in a cache folder outside of the repository. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import envPaths from "env-paths";
import type { SourceText } from "../../../src/check/source/uses.ts";
import { isSource } from "../../../src/check/source/uses.ts";
import { decodeText } from "../../../src/cpython/files.ts";

const run = promisify(execFile);

export interface Extension {
  /** Debian's name of the source package, and its version. */
  name: string;
  version: string;
  /** Folders in it that hold what is built, and nothing else; all of it if none is named. */
  folders?: string[];
  /** Debian's packages of the libraries it includes. */
  libraries?: string[];
  /** `-D` arguments of its build, without the `-D`. */
  defines?: string[];
  /** CI has the time for it. */
  sampled?: boolean;
}

/** Old ones and new ones; what Debian's mirror does not have is left out, with a word. */
export const extensions: Extension[] = [
  { name: "python-msgpack", version: "1.0.3-2" },
  { name: "ujson", version: "5.7.0-1" },
  { name: "simplejson", version: "3.18.3-1" },
  { name: "python-greenlet", version: "0.4.17-1" },
  { name: "python-greenlet", version: "2.0.2-1" },
  { name: "python-bitarray", version: "2.7.3-1" },
  { name: "python-setproctitle", version: "1.3.1-1" },
  { name: "python-regex", version: "0.1.20250918-1" },
  { name: "markupsafe", version: "2.1.2-1", sampled: true },
  { name: "python-pyxattr", version: "0.8.1-1", libraries: ["libattr1-dev"], sampled: true },
  { name: "python-xxhash", version: "3.2.0-1", libraries: ["libxxhash-dev"] },
  { name: "python-cffi", version: "1.15.1-5", folders: ["c"], libraries: ["libffi-dev"] },
  { name: "python-rapidjson", version: "1.4-2", libraries: ["rapidjson-dev"] },
  { name: "python-apt", version: "2.6.0", folders: ["python"], libraries: ["libapt-pkg-dev"] },
  { name: "lxml", version: "4.9.2-1", folders: ["src"], libraries: ["libxml2-dev", "libxslt1-dev"] },
];

/** An extension on disk. */
export interface Fetched {
  extension: Extension;
  /** Where its files are: their paths begin here. */
  folder: string;
  files: SourceText[];
  /** Folders of its libraries' headers. */
  includePath: string[];
}

/** Fetches packages by apt, with a configuration of its own: neither root nor the machine's lists are needed. */
export class Packages {
  readonly #folder: string;
  #isReady: Promise<void> | null = null;

  constructor(folder = join(envPaths("capidiff", { suffix: "" }).cache, "extensions")) {
    this.#folder = folder;
  }

  /** An extension with its libraries, or why it could not be had. */
  async fetch(extension: Extension): Promise<Fetched | string> {
    try {
      const { name, version, libraries = [], folders = ["."] } = extension;
      const folder = await this.#source(name, version);
      const includePath = (await Promise.all(libraries.map((library) => this.#library(library)))).flat();
      const texts = await Promise.all(folders.map((part) => sourcesIn(folder, join(folder, part))));
      return { extension, folder, files: texts.flat(), includePath };
    } catch (error) {
      return String(error instanceof Error ? error.message : error)
        .trim()
        .split("\n")
        .at(-1) as string;
    }
  }

  async #source(name: string, version: string): Promise<string> {
    return this.#kept(`${name}_${version}`, async (draft) => {
      await this.#apt(draft, "source", "--tar-only", "--download-only", "-qq", `${name}=${version}`);
      const archive = (await readdir(draft)).find((file) => /\.tar\.\w+$/.test(file));
      if (archive === undefined) throw new Error(`${name} ${version} has no archive`);
      await run("tar", ["-xf", archive, "--strip-components=1", "--no-same-owner"], { cwd: draft });
    });
  }

  /** The folders of a library's headers. */
  async #library(name: string): Promise<string[]> {
    const folder = await this.#kept(name, async (draft) => {
      await this.#apt(draft, "download", "-qq", name);
      const archive = (await readdir(draft)).find((file) => file.endsWith(".deb"));
      if (archive === undefined) throw new Error(`${name} is no package`);
      await run("dpkg-deb", ["-x", archive, "."], { cwd: draft });
    });
    const include = join(folder, "usr/include");
    const inner = await readdir(include, { withFileTypes: true });
    return [include, ...inner.filter((entry) => entry.isDirectory()).map(({ name: part }) => join(include, part))];
  }

  /** A folder of the cache, filled once and as a whole. */
  async #kept(name: string, fill: (draft: string) => Promise<void>): Promise<string> {
    const folder = join(this.#folder, name);
    if (existsSync(folder)) return folder;
    const draft = `${folder}.draft-${process.pid}`;
    await mkdir(draft, { recursive: true });
    try {
      await fill(draft);
      await rename(draft, folder);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
    return folder;
  }

  async #apt(folder: string, ...args: string[]): Promise<void> {
    this.#isReady ??= this.#prepare();
    await this.#isReady;
    await run("apt-get", [...this.#options(), ...args], { cwd: folder });
  }

  async #prepare(): Promise<void> {
    const { sources, lists, cache } = this.#paths();
    await Promise.all(
      [sources, join(lists, "partial"), join(cache, "archives/partial")].map((path) =>
        mkdir(path, { recursive: true }),
      ),
    );
    const keys = "/usr/share/keyrings/debian-archive-keyring.gpg";
    const source = `Types: deb\nURIs: http://deb.debian.org/debian\nSuites: bookworm\nComponents: main\nSigned-By: ${keys}\n`;
    const all = source.replace("deb\n", "deb-src\n").replace("bookworm", "bullseye bookworm trixie sid");
    await writeFile(join(sources, "extensions.sources"), `${source}\n${all}`);
    await run("apt-get", [...this.#options(), "update", "-qq"]);
  }

  #paths() {
    const apt = join(this.#folder, "apt");
    return { sources: join(apt, "sources"), lists: join(apt, "lists"), cache: join(apt, "cache") };
  }

  #options(): string[] {
    const { sources, lists, cache } = this.#paths();
    const settings = [
      "Dir::Etc::sourcelist=/dev/null",
      `Dir::Etc::sourceparts=${sources}`,
      `Dir::State::lists=${lists}`,
      `Dir::Cache=${cache}`,
      "Debug::NoLocking=1",
      "APT::Sandbox::User=",
    ];
    return settings.flatMap((setting) => ["-o", setting]);
  }
}

/** C and C++ files below a folder, with paths relative to `root`. */
export async function sourcesIn(root: string, folder: string): Promise<SourceText[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && isSource(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    paths.map(async (path) => ({ path: relative(root, path), text: decodeText(await readFile(path)) })),
  );
}
