import type { Command } from "commander";
import { config, interrupt } from "./engine.ts";

export function addServe(program: Command): void {
  program
    .command("serve")
    .description("run the HTTP service; SIGINT or SIGTERM ends it")
    .option("--host <host>", "instead of HOST")
    .option("--port <port>", "instead of PORT")
    .action(async ({ host = process.env.HOST, port = process.env.PORT }: { host?: string; port?: string }) => {
      process.off("SIGINT", interrupt);
      const { serve } = await import("../server.ts");
      await serve(await config({ ...process.env, HOST: host, PORT: port }));
    });
}
