/** The service that `bench/http.ts` compares with: Fastify, and a route that sends a buffer or says 304. */
import fastify from "fastify";

const buffers = new Map<number, Buffer>();
const app = fastify();
app.get<{ Params: { size: string } }>("/bytes/:size", async (request, reply) =>
  reply.type("application/json").send(bytesOf(Number(request.params.size))),
);
app.get("/not-modified", async (_request, reply) => reply.code(304).send());
console.log(await app.listen({ port: 0 }));

function bytesOf(size: number): Buffer {
  const bytes = buffers.get(size) ?? Buffer.alloc(size, " ");
  buffers.set(size, bytes);
  return bytes;
}
