import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface Server {
  url: string;
  pid: number;
}

/** Servers in their own processes, each on a free port, until `end`. */
export class Servers {
  readonly #children: ChildProcess[] = [];

  /** Starts a server without a log; resolves once it answers. @param args of node */
  async start(args: string[], env: NodeJS.ProcessEnv): Promise<Server> {
    const port = await freePort();
    const child = spawn(process.execPath, args, {
      env: { ...env, PORT: String(port) },
      stdio: ["ignore", "ignore", "inherit"],
    });
    this.#children.push(child);
    const url = `http://127.0.0.1:${port}`;
    while (child.exitCode === null) {
      if (await fetch(`${url}/livez`).catch(() => null)) return { url, pid: child.pid as number };
      await sleep(100);
    }
    throw new Error(`${args.join(" ")} ended before it listened.`);
  }

  async end(): Promise<void> {
    for (const child of this.#children) child.kill();
    await Promise.all(this.#children.map((child) => child.exitCode ?? once(child, "exit")));
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
