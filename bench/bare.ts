/** The baseline of `bench/http.ts`: a Fastify route that sends the bytes of a file, or 304. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fastify from "fastify";

const { FOLDER = "", PORT } = process.env;
const files = new Map<string, Buffer>();
const app = fastify();

app.get<{ Params: { name: string } }>("/files/:name", async (request, reply) =>
  reply.type("application/json").send(bytesOf(request.params.name)),
);
app.get("/not-modified", async (_request, reply) => reply.code(304).send());
await app.listen({ host: "127.0.0.1", port: Number(PORT) });

function bytesOf(name: string): Buffer {
  const bytes = files.get(name) ?? readFileSync(join(FOLDER, name));
  files.set(name, bytes);
  return bytes;
}
