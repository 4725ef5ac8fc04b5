import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { hostname } from "node:os";
import { join } from "node:path";

/** The holder of a folder, as recorded in its lock file. */
export interface FolderHolder {
  host: string;
  process: number;
  /** The boot id of its kernel; null if unknown. */
  boot: string | null;
  /** The name of a socket in the folder on which it listens while it is alive; null if it could not. */
  socket: string | null;
  /** The name of the database files in the folder that only it uses. */
  files: string;
  released: boolean;
}

/** Milliseconds between heartbeats, and after which a holder without one is presumed dead. */
export const heartbeat = 5000;
const timeout = 30_000;

/** Makes this process a holder and starts to listen. */
export async function becomeHolder(folder: string, files: string): Promise<{ holder: FolderHolder; server: Server }> {
  const socket = `holder-${randomBytes(4).toString("hex")}.sock`;
  const server = createServer((connection) => connection.destroy()).unref();
  const listens = await new Promise<boolean>((resolve) => {
    // Some file systems do not support sockets, and a path may be too long.
    server.on("error", () => resolve(false));
    server.listen(join(folder, socket), () => resolve(true));
  });
  const holder = { host: hostname(), process: process.pid, boot: bootId(), socket: listens ? socket : null, files };
  return { holder: { ...holder, released: false }, server };
}

/**
 * The state of a holder. On the same kernel, in any container, its socket is reliable, even if the process is stopped
 * or its id was reused. Elsewhere the age of its heartbeat decides: an `unknown` holder may come back.
 * @param age milliseconds since its last heartbeat
 */
export async function fateOf(folder: string, holder: FolderHolder, age: number): Promise<"alive" | "gone" | "unknown"> {
  if (holder.released) return "gone";
  if (holder.socket !== null && holder.boot !== null && holder.boot === bootId()) {
    const failure = await call(join(folder, holder.socket));
    if (failure === "ECONNREFUSED") return "gone";
    if (failure !== "ENOENT") return "alive";
  }
  return age < timeout ? "alive" : "unknown";
}

/** Connects to a socket. @returns null if something listens, else the error code */
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
