import type { Command } from "commander";
import { config, interrupt } from "./engine.ts";

export function addServe(program: Command): void {
  program
    .command("serve")
    .description("run the HTTP service until SIGINT or SIGTERM")
    .option("--host <host>", "overrides HOST")
    .option("--port <port>", "overrides PORT")
    .action(async ({ host = process.env.HOST, port = process.env.PORT }: { host?: string; port?: string }) => {
      process.off("SIGINT", interrupt);
      const { serve } = await import("../server.ts");
      await serve(await config({ ...process.env, HOST: host, PORT: port }));
    });
}
