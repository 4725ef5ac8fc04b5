import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { hostname } from "node:os";
import { join } from "node:path";

/** Who holds a folder, as its lock file says. */
export interface Holder {
  host: string;
  process: number;
  /** Of the kernel that it runs on; null where that does not tell. */
  boot: string | null;
  /** The name of a socket in the folder on which it listens as long as it lives; null where it could not. */
  socket: string | null;
  /** The name of the database files in the folder that it alone uses. */
  files: string;
  released: boolean;
}

/** Milliseconds between signs of life, and after which a holder that gave none is presumed dead. */
export const heartbeat = 5000;
export const timeout = 30_000;

/** This process as a holder, listening from now on. */
export async function becomeHolder(folder: string, files: string): Promise<{ holder: Holder; server: Server }> {
  const socket = `holder-${randomBytes(4).toString("hex")}.sock`;
  const server = createServer((connection) => connection.destroy()).unref();
  const listens = await new Promise<boolean>((resolve) => {
    // Some file systems have no sockets, and a path may be too long for one.
    server.on("error", () => resolve(false));
    server.listen(join(folder, socket), () => resolve(true));
  });
  const holder = { host: hostname(), process: process.pid, boot: bootId(), socket: listens ? socket : null, files };
  return { holder: { ...holder, released: false }, server };
}

/**
 * What became of a holder. On the same kernel, in whatever container, its socket tells for sure, also while it is
 * stopped or its process id is another's by now. Elsewhere it is judged by its signs of life: `unknown` may come back.
 * @param age milliseconds since its last sign of life.
 */
export async function fateOf(folder: string, holder: Holder, age: number): Promise<"alive" | "gone" | "unknown"> {
  if (holder.released) return "gone";
  if (holder.socket !== null && holder.boot !== null && holder.boot === bootId()) {
    const failure = await call(join(folder, holder.socket));
    if (failure === "ECONNREFUSED") return "gone";
    if (failure !== "ENOENT") return "alive";
  }
  return age < timeout ? "alive" : "unknown";
}

/** Calls who listens on a socket. @returns null where somebody does, else the code of the error */
function call(path: string): Promise<string | null> {
  return new Promise((resolve) => {
    const connection = connect(path);
    connection.on("connect", () => {
      connection.destroy();
      resolve(null);
    });
    connection.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? ""));
  });
}

function bootId(): string | null {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return null;
  }
}
