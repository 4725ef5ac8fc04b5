import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as received. */
export interface Received {
  path: string;
  headers: Record<string, string>;
  body: string;
  at: number;
}

/** An HTTP server on this machine that records requests. */
export interface Receiver {
  url: string;
  received: Received[];
  /** How many connections were made to it. */
  connections: number;
  close(): Promise<void>;
}

/** @param answer says 204 if not given. */
export async function receiver(
  answer: (request: Received, response: ServerResponse) => unknown = (_request, response) =>
    response.writeHead(204).end(),
): Promise<Receiver> {
  const listener: RequestListener = async (request, response) => {
    const one = { ...(await read(request)), at: Date.now() };
    self.received.push(one);
    await answer(one, response);
  };
  const server = createServer(listener);
  server.on("connection", () => self.connections++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const self: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: [],
    connections: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return self;
}

async function read(request: IncomingMessage): Promise<Omit<Received, "at">> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  return { path: request.url ?? "", headers, body: Buffer.concat(chunks).toString() };
}
