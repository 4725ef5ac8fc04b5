import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const cpython = ["src/c", "src/errors.ts"];
const manifest = [...cpython, "src/cpython"];
const diff = [...manifest, "src/manifest"];
const check = [...diff, "src/diff"];
const history = [...diff, "src/diff"];
const report = [...check, "src/check", "src/history"];
const pages = [...report, "src/report"];
const cache = [...pages, "src/pages", "src/config.ts", "src/package.ts"];
const watch = [...cache, "cache"];
const metrics = [...watch, "src/watch"];
const routes = [...metrics, "src/metrics.ts", "src/pressure.ts"];

const cli = [...routes, "src/app.ts", "src/log.ts", "src/server.ts", "src/progress.ts", "src/v8.ts"];

/** What each part of the house may import of the others. biome.json enforces it. */
const allowed: Record<string, string[]> = {
  "src/c": [],
  "src/errors.ts": [],
  "src/log.ts": [],
  "src/package.ts": [],
  "src/pressure.ts": [],
  "src/v8.ts": [],
  "src/cpython": cpython,
  "src/manifest": manifest,
  "src/diff": diff,
  "src/check": check,
  "src/history": history,
  "src/report": report,
  "src/pages": pages,
  "src/config.ts": ["src/errors.ts", "src/package.ts", "src/cpython"],
  cache,
  "src/watch": watch,
  "src/metrics.ts": metrics,
  routes,
  "src/app.ts": [...routes, "routes"],
  "src/server.ts": [...routes, "src/app.ts", "src/log.ts"],
  "src/progress.ts": routes,
  "src/cli": cli,
  "src/cli.ts": [...cli, "src/cli"],
};
const parts = Object.keys(allowed);
const targets = [...parts, "test", "bench"];
const isFile = (part: string) => part.endsWith(".ts");

/** The files of `part` that stand for it in the broken house: itself, or one in the folder and one deeper. */
const samples = (part: string) => (isFile(part) ? [part] : [`${part}/sample.ts`, `${part}/deep/sample.ts`]);

/** Line by line: one way of importing each target, then the next way. */
const ways = [
  (specifier: string) => `import "${specifier}";`,
  (specifier: string) => `import type { T } from "${specifier}";`,
  (specifier: string) => `export { t } from "${specifier}";`,
  (specifier: string) => `await import("${specifier}");`,
];

function specifier(from: string, target: string): string {
  const path = relative(dirname(from), isFile(target) ? target : `${target}/any.ts`);
  return path.startsWith(".") ? path : `./${path}`;
}

describe("import directions", () => {
  const house = mkdtempSync(join(tmpdir(), "capidiff-imports-"));
  const refused = new Set<string>();

  beforeAll(() => {
    cpSync("biome.json", join(house, "biome.json"));
    cpSync(".gitignore", join(house, ".gitignore"));
    for (const file of parts.flatMap(samples)) {
      mkdirSync(dirname(join(house, file)), { recursive: true });
      const lines = ways.flatMap((way) => targets.map((target) => way(specifier(file, target))));
      writeFileSync(join(house, file), `${lines.join("\n")}\n`);
    }
    for (const line of lint(house).matchAll(
      /^::error title=lint\/style\/noRestrictedImports,file=(.+?),line=(\d+),/gm,
    )) {
      refused.add(`${relative(house, line[1] ?? "")}:${line[2]}`);
    }
  });

  afterAll(() => rmSync(house, { recursive: true }));

  describe.each(parts)("%s", (part) => {
    it.each(targets.filter((target) => target !== part))("and %s", (target) => {
      for (const file of samples(part)) {
        for (const way of ways.keys()) {
          const line = way * targets.length + targets.indexOf(target) + 1;
          const expected = allowed[part]?.includes(target) ? "allowed" : "refused";
          expect(refused.has(`${file}:${line}`) ? "refused" : "allowed", `${file}:${line}`).toBe(expected);
        }
      }
    });
  });

  it("knows every part of the house", () => {
    const inSource = readdirSync("src").map((name) => `src/${name}`);
    expect(parts).toEqual(expect.arrayContaining([...inSource, "cache", "routes"]));
    expect(existsSync("src/routes")).toBe(false);
  });

  it("are kept", () => {
    expect(lint(".")).not.toContain("noRestrictedImports");
  });
});

/** Biome's findings in GitHub's format, one a line. */
function lint(folder: string): string {
  const biome = join(process.cwd(), "node_modules/.bin/biome");
  const options = ["--only=style/noRestrictedImports", "--reporter=github", "--max-diagnostics=none"];
  try {
    return execFileSync(biome, ["lint", ...options, "."], { cwd: folder, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}
