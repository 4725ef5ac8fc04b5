/**
 * `npm run image:replay`: the Dockerfile's steps in clean folders, on a Linux machine without a container engine.
 *
 * Each stage is a folder. COPY respects .dockerignore; RUN runs in the stage's working directory with this machine's
 * Node; apt-get is only simulated. Then HEALTHCHECK and CMD run as written: if started as root, as the image's user with
 * everything but the volume mounted read-only, otherwise as the current user.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fixture } from "../test/server/fixture.ts";

/** The user `node` of the official images. */
const nodeUser = 1000;
const isRoot = process.getuid?.() === 0;

interface Stage {
  root: string;
  workdir: string;
  env: Record<string, string>;
  user: string;
  volume: string;
  command: string[];
  healthcheck: string[];
  labels: string[];
}

const scratch = mkdtempSync(join(tmpdir(), "capidiff-image-"));
try {
  const stages = replay(readFileSync("Dockerfile", "utf8"));
  await tryImage(stages.at(-1) as Stage);
} finally {
  rmSync(scratch, { recursive: true });
}

function replay(dockerfile: string): Stage[] {
  const stages = new Map<string, Stage>();
  let stage: Stage | undefined;
  for (const line of dockerfile.replace(/\\\n/g, " ").split("\n")) {
    const [, instruction, rest = ""] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (instruction === undefined) continue;
    if (instruction === "FROM") {
      const name = / AS (\S+)/.exec(rest)?.[1] ?? String(stages.size);
      const root = join(scratch, name);
      mkdirSync(root);
      stage = { root, workdir: "/", env: {}, user: "root", volume: "", command: [], healthcheck: [], labels: [] };
      stages.set(name, stage);
    } else if (stage) {
      step(stage, instruction, rest, stages);
    }
  }
  return [...stages.values()];
}

function step(stage: Stage, instruction: string, rest: string, stages: Map<string, Stage>): void {
  const inStage = (path: string) => join(stage.root, path.startsWith("/") ? path : join(stage.workdir, path));
  switch (instruction) {
    case "WORKDIR":
      stage.workdir = rest;
      mkdirSync(inStage(rest), { recursive: true });
      return;
    case "COPY": {
      const [, from, words = ""] = /^(?:--from=(\S+) )?(.*)$/.exec(rest) ?? [];
      const paths = words.split(/\s+/);
      const to = inStage(paths.pop() as string);
      for (const path of paths) {
        const source = from === undefined ? path : join(stages.get(from)?.root ?? "", path);
        if (from === undefined && !isSent(path)) throw new Error(`.dockerignore keeps ${path} from COPY ${rest}`);
        cpSync(source, paths.length > 1 || rest.endsWith("/") ? join(to, basename(path)) : to, { recursive: true });
      }
      return;
    }
    case "RUN":
      for (const command of rest.split("&&").map((part) => part.trim())) run(stage, command);
      return;
    case "ENV":
      Object.assign(
        stage.env,
        Object.fromEntries([...rest.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name, value])),
      );
      return;
    case "LABEL":
      stage.labels = [...rest.matchAll(/([\w.]+)=/g)].map(([, name = ""]) => name);
      return;
    case "USER":
      stage.user = rest;
      return;
    case "VOLUME":
      stage.volume = rest;
      return;
    case "CMD":
      stage.command = JSON.parse(rest);
      return;
    case "HEALTHCHECK":
      stage.healthcheck = JSON.parse(rest.slice(rest.indexOf("CMD") + 3));
      return;
    case "ARG":
    case "EXPOSE":
      return;
    default:
      throw new Error(`The replay does not know ${instruction}`);
  }
}

/** Whether .dockerignore admits a top-level file; its last matching line decides. */
function isSent(path: string): boolean {
  const lines = readFileSync(".dockerignore", "utf8").split("\n");
  const patterns = lines.filter((line) => line !== "" && !line.startsWith("#"));
  const last = patterns.findLast((pattern) => ["*", path].includes(pattern.replace(/^!/, "")));
  return last === undefined || last.startsWith("!");
}

function run(stage: Stage, command: string): void {
  console.log(`RUN ${command}`);
  if (command.startsWith("rm -rf /var/lib/apt")) return;
  const [program = "", ...args] = command.split(/\s+/);
  if (program === "apt-get") {
    if (args[0] === "install")
      execFileSync(program, ["--simulate", ...args], { stdio: ["ignore", "ignore", "inherit"] });
  } else if (program === "install") {
    const folder = join(stage.root, args.at(-1) as string);
    mkdirSync(folder);
    if (isRoot) chownSync(folder, nodeUser, nodeUser);
  } else {
    execFileSync("sh", ["-c", command], {
      cwd: join(stage.root, stage.workdir),
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
}

/** Starts the image's command, requests a manifest, and stops it. */
async function tryImage(image: Stage): Promise<void> {
  const app = join(image.root, image.workdir);
  console.log(`\n${image.workdir}: ${readdirSync(app).join(" ")}`);
  console.log(execFileSync("du", ["-sh", image.root], { encoding: "utf8" }).split("\t")[0]);
  console.log(`USER ${image.user}, VOLUME ${image.volume}, labels ${image.labels.join(" ")}`);
  check(image.user !== "root", "the user is not root");
  check(!existsSync(join(app, "node_modules/typescript")), "no tools of development");
  check(!existsSync(join(app, "test")) && !existsSync(join(app, "src")), "no sources and no tests");

  using f = fixture();
  if (isRoot) execFileSync("chown", ["--recursive", `${nodeUser}:${nodeUser}`, f.folder]);
  execFileSync("chmod", ["755", scratch, f.folder]);
  const env = {
    PATH: process.env.PATH,
    ...image.env,
    CAPIDIFF_DATA_DIR: join(image.root, image.env.CAPIDIFF_DATA_DIR ?? image.volume),
    CPYTHON_REPO: f.remote.url,
    PORT: "3999",
    CAPIDIFF_DRAIN_TIME: "0",
  };
  const service = confined(image, image.command, env);
  const output: string[] = [];
  service.stdout?.setEncoding("utf8").on("data", (text: string) => output.push(text));
  service.stderr?.setEncoding("utf8").on("data", (text: string) => output.push(text));
  const ended = exitCode(service);
  while (!output.join("").includes("listening")) {
    if (service.exitCode !== null) throw new Error(output.join(""));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  if (isRoot)
    check(
      (await exitCode(confined(image, ["touch", join(tmpdir(), "capidiff-written")], env))) !== 0,
      "all else is read-only",
    );
  const [program = "", ...args] = image.healthcheck;
  execFileSync(program, args, { env, cwd: app });
  check(true, "HEALTHCHECK is content");
  const answer = await fetch("http://127.0.0.1:3999/v1/diff?from=v3.13.0&to=v3.13.1");
  check(answer.status === 200, "a diff is answered");
  const kept = readdirSync(env.CAPIDIFF_DATA_DIR);
  const isKept = ["repositories", "state", "store"].every((folder) => kept.some((name) => name.startsWith(folder)));
  check(isKept, "the volume has repositories, the store and the state");
  check(!output.join("").includes("cannot be written"), "nothing else had to be written");
  service.kill("SIGTERM");
  check((await ended) === 0, "SIGTERM ends it with 0");
}

/** If root: runs as the image's user, with the file system read-only except the volume. */
function confined(image: Stage, command: string[], env: NodeJS.ProcessEnv): ChildProcess {
  const options = { cwd: join(image.root, image.workdir), env };
  const [program = "", ...args] = command;
  if (!isRoot) return spawn(program, args, options);
  const volume = join(image.root, image.volume);
  const confine = [
    `mount --bind '${volume}' '${volume}'`,
    "for at in $(cut -d' ' -f5 /proc/self/mountinfo | grep -vx -e '/proc.*' -e '/sys.*' -e '/dev.*' -e '" +
      volume +
      "')",
    'do mount -o remount,bind,ro "$at" 2>/dev/null || true',
    "done",
    `exec setpriv --reuid=${nodeUser} --regid=${nodeUser} --clear-groups "$@"`,
  ];
  return spawn("unshare", ["--mount", "sh", "-c", confine.join("\n"), "sh", ...command], options);
}

function exitCode(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once("exit", resolve));
}

function check(holds: boolean, what: string): void {
  console.log(`${holds ? "ok" : "NOT OK"}: ${what}`);
  if (!holds) process.exitCode = 1;
}
