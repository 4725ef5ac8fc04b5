/** Real extensions: Debian's source packages, kept in a cache folder outside of the repository. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import envPaths from "env-paths";
import type { SourceText } from "../../../src/check/source/uses.ts";
import { isSource } from "../../../src/check/source/uses.ts";
import { includedFrom } from "../../../src/cli/files.ts";
import { decodeText } from "../../../src/cpython/files.ts";

const run = promisify(execFile);

export interface Extension {
  /** Debian's name of the source package, and its version. */
  name: string;
  version: string;
  /** Folders in it that hold what is built, and nothing else; all of it if none is named. */
  folders?: string[];
  /** Debian's packages of the libraries it includes, of bookworm or as `name=version`. */
  libraries?: string[];
  /** `-D` arguments of its build, without the `-D`. */
  defines?: string[];
  /** The oldest minor version of Python that it is for. */
  oldest?: number;
  /** Read with its libraries' headers, as with `capidiff check -I`. */
  readsLibraries?: boolean;
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
  {
    name: "psycopg2",
    version: "2.9.10-1",
    folders: ["psycopg"],
    libraries: ["libpq-dev"],
    defines: ["PG_VERSION_NUM=150000", "PSYCOPG_VERSION=2.9.10"],
  },
  { name: "python-ldap", version: "3.4.4-1+deb13u1", libraries: ["libldap-dev", "libsasl2-dev"] },
  {
    name: "dbus-python",
    version: "1.4.0-1",
    folders: ["dbus_bindings", "dbus_glib_bindings", "include"],
    libraries: ["libdbus-1-dev", "libglib2.0-dev"],
  },
  { name: "pyodbc", version: "5.2.0-1", folders: ["src"], libraries: ["unixodbc-dev"] },
  { name: "python-hiredis", version: "2.3.2-2", folders: ["src"], libraries: ["libhiredis-dev"] },
  { name: "brotli", version: "1.0.9-2", folders: ["python", "c/common"], libraries: ["libbrotli-dev"] },
  { name: "brotli", version: "1.2.0-4.1", folders: ["python"], libraries: ["libbrotli-dev"] },
  { name: "python-multidict", version: "6.4.3-1" },
  { name: "python-lzo", version: "1.15-2", libraries: ["liblzo2-dev"] },
  { name: "pybluez", version: "0.23-5.1", folders: ["bluez"], libraries: ["libbluetooth-dev"] },
  ...["1.16.2-4", "1.27.0-2"].map((version) => ({
    name: "pycairo",
    version,
    folders: ["cairo"],
    libraries: ["libcairo2-dev"],
    defines: ["CAIRO_HAS_SCRIPT_SURFACE=1"],
  })),
  { name: "python-zstandard", version: "0.25.0-1", libraries: ["libzstd-dev"] },
  { name: "python-apsw", version: "3.46.0.1-1", folders: ["src"], libraries: ["libsqlite3-dev"] },
  { name: "pillow", version: "9.4.0-1.1+deb12u1", folders: ["src"], libraries: ["libjpeg62-turbo-dev"] },
  { name: "pillow", version: "11.1.0-5+deb13u4", folders: ["src"], libraries: ["libjpeg62-turbo-dev"] },
  { name: "pygame", version: "2.1.2+dfsg-5", folders: ["src_c"], libraries: ["libsdl2-dev"] },
  { name: "pyrsistent", version: "0.20.0-5" },
  { name: "python-fuse", version: "2:1.0.9-1", readsLibraries: true, libraries: ["libfuse-dev"] },
  { name: "python-mysqldb", version: "1.4.6-2", libraries: ["libmariadb-dev"] },
  { name: "python-systemd", version: "235-1", libraries: ["libsystemd-dev"] },
  { name: "cracklib2", version: "2.9.6-5.2", folders: ["python"], libraries: ["libcrack2-dev"] },
  {
    name: "cwiid",
    version: "0.6.91-11",
    folders: ["python", "libcwiid"],
    readsLibraries: true,
    libraries: ["libbluetooth-dev"],
  },
  {
    name: "libxml2",
    version: "2.9.14+dfsg-1.3~deb12u6",
    folders: ["python"],
    readsLibraries: true,
    libraries: ["libxml2-dev"],
  },
  { name: "mercurial", version: "7.2.4-2", folders: ["mercurial"], defines: ["MADV_POPULATE_READ=22"] },
  {
    name: "mod-wsgi",
    version: "5.0.2-1",
    folders: ["src"],
    readsLibraries: true,
    defines: ["AF_UNIX=1"],
    libraries: ["apache2-dev", "libapr1-dev", "libaprutil1-dev"],
  },
  { name: "netifaces", version: "0.11.0-2" },
  { name: "pcapy", version: "0.11.5-3", libraries: ["libpcap0.8-dev"] },
  {
    name: "pygobject",
    version: "3.42.2-3",
    folders: ["gi"],
    readsLibraries: true,
    libraries: ["libglib2.0-dev", "libgirepository1.0-dev", "libffi-dev", "libcairo2-dev"],
  },
  { name: "python-pylibacl", version: "0.7.2-1", libraries: ["libacl1-dev"] },
  { name: "python-tornado", version: "6.4.2-3+deb13u2", folders: ["tornado"] },
  { name: "pykerberos", version: "1.1.14-3.1", libraries: ["krb5-multidev", "comerr-dev"] },
  { name: "newt", version: "0.52.25-1", libraries: ["libpopt-dev", "libslang2-dev"] },
  { name: "i2c-tools", version: "4.3-2", folders: ["py-smbus"], libraries: ["libi2c-dev"] },
  { name: "python-snappy", version: "0.5.3-1.2", libraries: ["libsnappy-dev"] },
  { name: "pyalsaaudio", version: "0.10.0-0.1", libraries: ["libasound2-dev"] },
  { name: "python-pyaudio", version: "0.2.13-1", libraries: ["portaudio19-dev"] },
  { name: "python-xmlsec", version: "1.3.14-3", libraries: ["libxmlsec1-dev", "libxml2-dev", "libxslt1-dev"] },
  { name: "rpm", version: "4.18.0+dfsg-1+deb12u1", folders: ["python"], libraries: ["librpm-dev", "libpopt-dev"] },
  { name: "zbar", version: "0.23.92-7+deb12u1", folders: ["python", "include"], readsLibraries: true },
  { name: "libnbd", version: "1.14.2-1", folders: ["python", "include"] },
  { name: "nautilus-python", version: "4.0.1-2", folders: ["src"], libraries: ["libglib2.0-dev"] },
  {
    name: "python-igraph",
    version: "1.0.0+ds-1",
    folders: ["src"],
    readsLibraries: true,
    libraries: ["libigraph-dev=1.0.1+ds-3+b1"],
  },
  {
    name: "matplotlib",
    version: "3.3.4-1",
    folders: ["src"],
    readsLibraries: true,
    libraries: ["python3-numpy", "libfreetype-dev", "libqhull-dev"],
  },
  { name: "python-jpype", version: "1.5.0-1", folders: ["native"], readsLibraries: true },
  { name: "contourpy", version: "1.3.1-1", folders: ["src"], readsLibraries: true, libraries: ["pybind11-dev"] },
  { name: "pycryptodome", version: "3.20.0+dfsg-3", folders: ["src"] },
];

/** An extension on disk. */
export interface Fetched {
  extension: Extension;
  /** Where its files are: their paths begin here. */
  folder: string;
  files: SourceText[];
  /** Folders of its libraries' headers. */
  includePath: string[];
  /** Those that it includes, if they are read. */
  libraryHeaders: SourceText[];
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
      const folder = await this.source(name, version);
      const includePath = (await Promise.all(libraries.map((library) => this.library(library)))).flat();
      const texts = await Promise.all(folders.map((part) => sourcesIn(folder, join(folder, part))));
      const files = texts.flat();
      const libraryHeaders = extension.readsLibraries ? await headersIn(includePath, files) : [];
      return { extension, folder, files, includePath, libraryHeaders };
    } catch (error) {
      return String(error instanceof Error ? error.message : error)
        .trim()
        .split("\n")
        .at(-1) as string;
    }
  }

  /** The folder of a source package. */
  async source(name: string, version: string): Promise<string> {
    return this.#kept(`${name}_${version}`, async (draft) => {
      await this.#apt(draft, "source", "--tar-only", "--download-only", "-qq", `${name}=${version}`);
      const archive = (await readdir(draft)).find((file) => /\.tar\.\w+$/.test(file));
      if (archive === undefined) throw new Error(`${name} ${version} has no archive`);
      await run("tar", ["-xf", archive, "--strip-components=1", "--no-same-owner"], { cwd: draft });
    });
  }

  /** The folders of a library's headers. */
  async library(library: string): Promise<string[]> {
    const [name = "", version] = library.split("=");
    const folder = await this.unpacked(name, version);
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory());
    const isInclude = (path: string) => /^(?:include|[\w]+-linux-gnu)$/.test(basename(path));
    return folders
      .map(({ name: part, parentPath }) => join(parentPath, part))
      .filter((path) => path.includes("/include") && (isInclude(path) || isInclude(dirname(path))));
  }

  /** The folder of a binary package; of bookworm if no version is given. */
  async unpacked(name: string, version?: string): Promise<string> {
    return this.#kept(version === undefined ? name : `${name}_${version}_binary`, async (draft) => {
      await this.#apt(draft, "download", "-qq", version === undefined ? name : `${name}=${version}`);
      const archive = (await readdir(draft)).find((file) => file.endsWith(".deb"));
      if (archive === undefined) throw new Error(`${name} is no package`);
      await run("dpkg-deb", ["-x", archive, "."], { cwd: draft });
    });
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
    const source = `Types: deb\nURIs: http://deb.debian.org/debian\nSuites: bookworm trixie sid\nComponents: main\nSigned-By: ${keys}\n`;
    const all = source.replace("deb\n", "deb-src\n").replace("bookworm", "bullseye bookworm");
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
      "APT::Default-Release=bookworm",
      "Debug::NoLocking=1",
      "APT::Sandbox::User=",
    ];
    return settings.flatMap((setting) => ["-o", setting]);
  }
}

async function headersIn(includePath: string[], files: readonly SourceText[]): Promise<SourceText[]> {
  const including = files.map(({ text }) => ({ file: ".", bytes: Buffer.from(text) }));
  const headers = await includedFrom(includePath, including);
  return headers.map(({ file, bytes }) => ({ path: file, text: decodeText(Buffer.from(bytes)) }));
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
