import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { server } from "../cli/run.ts";
import { until } from "../until.ts";

/** A line of the log. */
export type Line = Record<string, unknown> & { msg: string };

/** The real service, in its own process. */
export class Service {
  readonly child: ChildProcess;
  /** Exit code and signal, when it has ended. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  readonly log: Line[] = [];
  base = "";

  private constructor(env: Record<string, string>, nodeOptions: string[]) {
    this.child = spawn(process.execPath, [...nodeOptions, server], {
      env: { ...process.env, PORT: "0", CAPIDIFF_DRAIN_TIME: "0", CAPIDIFF_RATE_LIMIT: "0", ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.ended = once(this.child, "exit").then(([code, signal]) => ({ code, signal }));
  }

  /** Resolves when it listens. */
  static async start(env: Record<string, string>, nodeOptions: string[] = []): Promise<Service> {
    const service = new Service(env, nodeOptions);
    await new Promise<void>((resolve, reject) => {
      createInterface(service.child.stdout as NodeJS.ReadableStream).on("line", (text) => {
        const line: Line = JSON.parse(text);
        service.log.push(line);
        const [base] = /http:\/\/[\d.]+:\d+/.exec(line.msg) ?? [];
        if (base && service.base === "") {
          service.base = base;
          resolve();
        }
      });
      service.ended.then(({ code }) => reject(new Error(`The service ended with ${code}.`)));
    });
    return service;
  }

  async get(path: string): Promise<{ status: number; headers: Headers; text: string }> {
    const response = await fetch(this.base + path);
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  /** The value of a metric, as `name` or `name{label="value"}`. */
  async metric(name: string): Promise<number> {
    const { text } = await this.get("/metrics");
    const line = text.split("\n").find((line) => line.startsWith(`${name} `));
    return Number(line?.slice(name.length + 1));
  }

  /** Resolves when the metric has reached the value. */
  async reaches(name: string, value: number): Promise<void> {
    await until(async () => {
      if (this.child.exitCode !== null) throw new Error("The service ended.");
      return (await this.metric(name)) >= value;
    });
  }

  /** Resolves when it is ready, also if degraded. */
  ready(): Promise<void> {
    return until(async () => (await this.get("/readyz")).status === 200);
  }

  /** Tells it to end; resolves when it has. */
  stop(signal: NodeJS.Signals = "SIGTERM"): Service["ended"] {
    this.child.kill(signal);
    return this.ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop("SIGKILL");
  }
}
