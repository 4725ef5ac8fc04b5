import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export const cli = fileURLToPath(new URL("../../dist/src/cli.js", import.meta.url));
export const server = fileURLToPath(new URL("../../dist/src/server.js", import.meta.url));

export interface Run {
  stdout: string;
  stderr: string;
  /** Null if a signal ended it. */
  code: number | null;
}

type Environment = Record<string, string>;

/** Starts a built program of ours. */
export function start(program: string, args: string[], env: Environment = {}): ChildProcess {
  return spawn(process.execPath, [program, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** What a process printed, when it has ended. */
export async function ended(child: ChildProcess): Promise<Run> {
  const text = async (stream: ChildProcess["stdout"]) => ((await stream?.setEncoding("utf8").toArray()) ?? []).join("");
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { stdout, stderr, code };
}

/** Runs `capidiff`. */
export const capidiff = (args: string[], env?: Environment): Promise<Run> => ended(start(cli, args, env));

/** Runs a line of bash in which `capidiff` is ours. */
export const bash = (line: string, env: Environment = {}): Promise<Run> =>
  ended(
    spawn("bash", ["-c", `capidiff() { "${process.execPath}" "${cli}" "$@"; }; ${line}`], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    }),
  );

/** The URL that the service says it listens on. */
export async function listening(service: ChildProcess): Promise<string> {
  for await (const line of service.stdout?.setEncoding("utf8") ?? []) {
    const [found] = /http:\/\/[\d.]+:\d+/.exec(line) ?? [];
    if (found) {
      service.stdout?.resume();
      return found;
    }
  }
  throw new Error("the service did not start");
}
