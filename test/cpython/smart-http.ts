import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, dirname } from "node:path";

/** A repository served by git's own smart HTTP, as forges do. */
export class SmartHttp {
  /** Connections that were opened. */
  connections = 0;
  readonly #server: Server;
  readonly #repository: string;

  private constructor(repository: string) {
    this.#repository = repository;
    this.#server = createServer((request, response) => serve(dirname(repository), request, response));
    this.#server.on("connection", () => this.connections++);
  }

  static async start(repository: string): Promise<SmartHttp> {
    const http = new SmartHttp(repository);
    http.#server.listen(0, "127.0.0.1");
    await once(http.#server, "listening");
    return http;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/${basename(this.#repository)}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }
}

/** By git-http-backend(1), a CGI program. */
function serve(root: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  const git = spawn("git", ["http-backend"], {
    env: {
      ...process.env,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: "1",
      GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
      REQUEST_METHOD: request.method,
      PATH_INFO: pathname,
      QUERY_STRING: searchParams.toString(),
      CONTENT_TYPE: request.headers["content-type"] ?? "",
      HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
    },
  });
  git.stdin.on("error", () => {});
  request.pipe(git.stdin);
  let head = Buffer.alloc(0);
  const begin = (chunk: Buffer) => {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf("\r\n\r\n");
    if (end < 0) return;
    for (const line of head.toString("latin1", 0, end).split("\r\n")) {
      const [name = "", value = ""] = line.split(": ", 2);
      if (name === "Status") response.statusCode = Number.parseInt(value, 10);
      else response.setHeader(name, value);
    }
    response.write(head.subarray(end + 4));
    git.stdout.off("data", begin);
    git.stdout.pipe(response);
  };
  git.stdout.on("data", begin);
}
