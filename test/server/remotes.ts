import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";

/** A TCP server that poses as a broken remote; `url` is passed to git. */
export class StrangeRemote {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** Resolves when git has come. */
  readonly visited: Promise<unknown>;

  private constructor(answer: (socket: Socket) => void) {
    this.#server = createServer({ allowHalfOpen: true }, (socket) => {
      this.#sockets.add(socket.on("error", () => {}).on("close", () => this.#sockets.delete(socket)));
      answer(socket);
    });
    this.visited = once(this.#server, "connection");
  }

  static async start(answer: (socket: Socket) => void): Promise<StrangeRemote> {
    const remote = new StrangeRemote(answer);
    remote.#server.listen(0, "127.0.0.1");
    await once(remote.#server, "listening");
    return remote;
  }

  /** How many connections are open. */
  get open(): number {
    return this.#sockets.size;
  }

  url(scheme: "git" | "http"): string {
    const { port } = this.#server.address() as { port: number };
    return `${scheme}://127.0.0.1:${port}/cpython.git`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }
}

/** Begins an answer as a good server would, and says no more. */
export const stalls = (socket: Socket) => {
  socket.once("data", () => {
    socket.write(
      "HTTP/1.1 200 OK\r\nContent-Type: application/x-git-upload-pack-advertisement\r\nContent-Length: 100000\r\n\r\n",
    );
    socket.write("001e# service=git-upload-pack\n0000");
  });
};

/** Answers with invalid protocol data. */
export const talksNonsense = (socket: Socket) => {
  socket.once("data", () => socket.end("\0\xff nonsense \r\n\r\n".repeat(100)));
};

/** Serves a repository by git's own protocol, with one byte of each pack altered. */
export const altersPacks = (repository: string) => (socket: Socket) => {
  socket.once("data", (request) => {
    const git = spawn("git", ["upload-pack", repository], { env: { ...process.env, GIT_PROTOCOL: "version=2" } });
    git.stdin.on("error", () => {});
    // The first packet, with four digits of length, names the command and the repository.
    git.stdin.write(request.subarray(Number.parseInt(request.toString("latin1", 0, 4), 16)));
    socket.pipe(git.stdin);
    git.stdout.on("data", (chunk: Buffer) => {
      const pack = chunk.indexOf("PACK\0\0\0");
      if (pack >= 0) chunk.writeUInt8(chunk.readUInt8(pack + 20) ^ 0xff, pack + 20);
      socket.write(chunk);
    });
    git.on("close", () => socket.end());
  });
};

/**
 * Commands and environments of the processes that inherited this entry of the environment, those that became another's
 * children included.
 */
export async function processesWith(entry: string): Promise<string[]> {
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const found = ids.map(async (id) => {
    const read = (file: string) => readFile(`/proc/${id}/${file}`, "latin1").catch(() => "");
    const environment = await read("environ");
    return environment.split("\0").includes(entry) ? [`${await read("cmdline")} ${environment}`] : [];
  });
  return (await Promise.all(found)).flat();
}
