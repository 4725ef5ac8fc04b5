import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** The cost of a command, including every process that it started and waited for. */
export interface Cost {
  /** User and system time of all processes. */
  cpuSeconds: number;
  wallSeconds: number;
  /** Peak resident set of the largest process. */
  peakBytes: number;
}

/** Runs a command under GNU time, which asks the kernel (wait4) and so misses no child. */
export async function measure(command: string, args: string[], env: NodeJS.ProcessEnv = process.env): Promise<Cost> {
  const folder = await mkdtemp(join(tmpdir(), "capidiff-measure-"));
  const report = join(folder, "cost");
  try {
    await promisify(execFile)("/usr/bin/time", ["-f", "%U %S %e %M", "-o", report, command, ...args], {
      env,
      maxBuffer: 1 << 28,
    });
    const [user = NaN, system = NaN, wall = NaN, peak = NaN] = (await readFile(report, "utf8")).split(" ").map(Number);
    return { cpuSeconds: user + system, wallSeconds: wall, peakBytes: peak * 1024 };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The median of some numbers. */
export const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

/** The median of each cost. */
export function median(costs: Cost[]): Cost {
  return {
    cpuSeconds: middle(costs.map((cost) => cost.cpuSeconds)),
    wallSeconds: middle(costs.map((cost) => cost.wallSeconds)),
    peakBytes: middle(costs.map((cost) => cost.peakBytes)),
  };
}

export function text({ cpuSeconds, wallSeconds, peakBytes }: Cost): string {
  return `${cpuSeconds.toFixed(2)} s CPU, ${wallSeconds.toFixed(2)} s wall, ${Math.round(peakBytes / 1e6)} MB`;
}
