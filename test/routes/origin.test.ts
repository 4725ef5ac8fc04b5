import { describe, expect, test } from "vitest";
import { serviceOf } from "./pages/service.ts";

/** The command on the front page. */
async function exampleOf(headers: Record<string, string>, options: Parameters<typeof serviceOf>[2] = {}) {
  using service = await serviceOf({}, {}, options);
  const { body } = await service.app.inject({ url: "/", headers });
  return /curl -F file=@src\/module\.c .*?(http.*?)\/v1\/check/.exec(body)?.[1];
}

const forwarded = { "x-forwarded-host": "capidiff.test", "x-forwarded-proto": "https" };

describe("the address of the service in what it sends", () => {
  test("is the configured one", async () => {
    const options = { publicUrl: "https://example.org/capidiff" };
    expect(await exampleOf({ host: "10.1.2.3:3000" }, options)).toBe("https://example.org/capidiff");
  });

  test("is the one of the request otherwise", async () => {
    expect(await exampleOf({ host: "127.0.0.1:41234" })).toBe("http://127.0.0.1:41234");
    expect(await exampleOf({ host: "[::1]:80" })).toBe("http://[::1]:80");
  });

  test("is what a proxy says, if it is trusted", async () => {
    const host = "10.1.2.3:3000";
    expect(await exampleOf({ host, ...forwarded })).toBe("http://10.1.2.3:3000");
    expect(await exampleOf({ host, ...forwarded }, { trustedProxies: ["127.0.0.1"] })).toBe("https://capidiff.test");
  });

  test("is never the syntax of a command", async () => {
    for (const host of ["x';reboot;'", "$(reboot)", "a b", "<b>", "a/b", "user@host", "host:port"]) {
      expect(await exampleOf({ host }), host).toBe("http://localhost");
    }
  });
});
