/** Compares generated pyconfig.h files with Debian's; see pyconfig.sh. Fails for differences without a known reason. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "../../src/config.ts";
import { platformDefinition } from "../../src/cpython/platforms/registry.ts";
import { pyconfig } from "../../src/cpython/pyconfig.ts";
import { Repository } from "../../src/cpython/repository.ts";
import type { Platform } from "../../src/cpython/target.ts";
import { corpusRemote } from "../corpus/corpus.ts";

/** By Debian's architecture: the folder of its headers, and the platform. */
const architectures: Record<string, [folder: string, platform: Platform]> = {
  amd64: ["x86_64-linux-gnu", "linux_x86_64"],
  arm64: ["aarch64-linux-gnu", "linux_aarch64"],
  armhf: ["arm-linux-gnueabihf", "linux_armv7l"],
  i386: ["i386-linux-gnu", "linux_i686"],
  ppc64el: ["powerpc64le-linux-gnu", "linux_ppc64le"],
  s390x: ["s390x-linux-gnu", "linux_s390x"],
  riscv64: ["riscv64-linux-gnu", "linux_riscv64"],
};

const reasons: Record<string, string> = {
  HAVE_STRLCPY: "glibc 2.38 and later",
  ...reason("an option of Debian's configure", [
    ...["PY_SQLITE_ENABLE_LOAD_EXTENSION", "PY_SSL_DEFAULT_CIPHERS", "USE_COMPUTED_GOTOS", "WITH_DTRACE"],
  ]),
  ...reason("a library of the machine that builds it", [
    ...["HAVE_BZLIB_H", "HAVE_LIBB2", "HAVE_LZMA_H", "HAVE_READLINE_READLINE_H", "HAVE_ZLIB_H"],
    ...["Py_RL_STARTUP_HOOK_TAKES_ARGS", "WINDOW_HAS_FLAGS"],
  ]),
  PY_SUPPORT_TIER: "Debian's triple for armhf is not PEP 11's",
  SIZEOF_TIME_T: "Debian 13 builds armhf with --define time64",
};

function reason(text: string, names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, text]));
}

const definitions = (text: string) =>
  new Map(
    [...text.replace(/\/\*.*?\*\//gs, "").matchAll(/^[ \t]*#[ \t]*define[ \t]+(\w+)[ \t]*(.*)$/gm)].map(
      ([, name = "", value = ""]) => [name, value.trim()],
    ),
  );

const folder = process.argv[2];
if (folder === undefined) throw new Error("Name the folder of Debian's headers.");
const { cpythonRepo, dataDir } = readConfig(process.env);
const tree = await new Repository(corpusRemote() ?? cpythonRepo, dataDir).tree("v3.13.5");
for (const [architecture, [triple, platform]] of Object.entries(architectures)) {
  const file = join(folder, architecture, "usr/include", triple, "python3.13/pyconfig.h");
  const theirs = definitions(readFileSync(file, "utf8"));
  const ours = definitions(pyconfig(tree, platformDefinition(platform), "cp").text);
  const names = [...new Set([...ours.keys(), ...theirs.keys()])];
  const different = names.filter((name) => ours.get(name) !== theirs.get(name));
  console.log(`${platform}: ${names.length - different.length} of ${names.length} macros agree`);
  for (const name of different) {
    const [our, their] = [ours, theirs].map((macros) => macros.get(name) ?? "undefined");
    console.log(`  ${name}: ours ${our}, Debian's ${their}: ${reasons[name] ?? "unexpected"}`);
    if (reasons[name] === undefined) process.exitCode = 1;
  }
}
