import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { Outgoing, type OutgoingOptions } from "../../src/watch/outgoing.ts";
import { type Receiver, receiver } from "./receiver.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function receiving(answer?: Parameters<typeof receiver>[0]): Promise<Receiver> {
  const one = await receiver(answer);
  open.push(one);
  return one;
}

function outgoing(options: Partial<OutgoingOptions> = {}): Outgoing {
  const one = new Outgoing({ allowLoopback: true, timeout: 600_000, ...options });
  open.push(one);
  return one;
}

describe("a URL", () => {
  const refused = (url: string, allowLoopback = false) => {
    try {
      outgoing({ allowLoopback }).checkUrl(url);
      return null;
    } catch (error) {
      return (error as Error).message;
    }
  };

  test("is one of https", () => {
    expect(refused("https://example.org/hook?a=1")).toBeNull();
    expect(refused("https://[2606:4700:4700::1111]/")).toBeNull();
    expect(refused("http://example.org/")).toBe("url does not start with https://.");
    expect(refused("file:///etc/passwd")).toBe("url does not start with https://.");
    expect(refused("example.org")).toBe("url is not a URL.");
    expect(refused("https://user:word@example.org/")).toContain("a name or a password");
    expect(refused("https://example.org/#x")).toContain("a fragment");
    expect(refused(`https://example.org/${"x".repeat(2000)}`)).toContain("longer than 2000");
  });

  test("may name a port that the operator allows, 443 by default", () => {
    expect(refused("https://example.org:443/")).toBeNull();
    for (const port of [25, 80, 6379, 8443]) {
      expect(refused(`https://example.org:${port}/`)).toContain(
        `the port ${port}, which is not allowed; allowed: 443.`,
      );
    }
    const other = outgoing({ allowLoopback: false, ports: [8443] });
    expect(other.checkUrl("https://example.org:8443/")).toBe("https://example.org:8443/");
    expect(() => other.checkUrl("https://example.org/")).toThrow("the port 443");
  });

  test.each([
    "https://127.0.0.1/",
    "https://0x7f.1/",
    "https://2130706433/",
    "https://0177.0.0.1/",
    "https://127。0。0。1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[64:ff9b::10.0.0.1]/",
    "https://169.254.169.254/latest/meta-data/",
    "https://10.1.2.3/",
  ])("%s is refused", (url) => {
    expect(refused(url)).toBe("url is not a public address.");
  });

  test("may be on this machine if configured, but on no other private address", () => {
    expect(refused("http://127.0.0.1:8080/", true)).toBeNull();
    expect(refused("http://[::1]:8080/", true)).toBeNull();
    expect(refused("http://10.0.0.1/", true)).toContain("not a public address");
    expect(refused("http://1.1.1.1/", true)).toContain("not a public address");
  });
});

describe("a request", () => {
  test("returns the status and Retry-After", async () => {
    const { url, received } = await receiving((_request, response) =>
      response.writeHead(429, { "retry-after": "7" }).end("later"),
    );
    expect(await outgoing().post(`${url}/x`, { "webhook-id": "1" }, "body")).toEqual({ status: 429, retryAfter: "7" });
    expect(received).toMatchObject([{ path: "/x", headers: { "webhook-id": "1" }, body: "body" }]);
  });

  test("follows no redirect", async () => {
    const inner = await receiving();
    const { url } = await receiving((_request, response) => response.writeHead(307, { location: inner.url }).end());
    expect(await outgoing().post(url, {}, "")).toEqual({ status: 307, retryAfter: null });
    expect(inner.connections).toBe(0);
  });

  test("waits no longer than it may, for headers and for the body", async () => {
    const silent = await receiving(() => {});
    await expect(outgoing({ timeout: 300 }).post(silent.url, {}, "")).rejects.toThrow("no answer within 0.3 s");
    const dripping = await receiving(async (_request, response) => {
      response.writeHead(200);
      while (!response.destroyed) {
        response.write(".");
        await sleep(20);
      }
    });
    expect(await outgoing({ timeout: 2000 }).post(dripping.url, {}, "")).toMatchObject({ status: 200 });
  });

  test("reads no more than the start of an endless body", async () => {
    let sent = 0;
    const endless = await receiving((_request, response) => {
      response.writeHead(200);
      const pour = () => {
        while (!response.destroyed && response.write("x".repeat(65_536))) sent += 65_536;
        if (!response.destroyed) response.once("drain", pour);
      };
      pour();
    });
    expect(await outgoing().post(endless.url, {}, "")).toMatchObject({ status: 200 });
    await sleep(50);
    // What sockets hold on the way.
    expect(sent).toBeLessThan(20_000_000);
  });

  test("reports why there was no answer", async () => {
    const gone = await receiving();
    await gone.close();
    await expect(outgoing().post(gone.url, {}, "")).rejects.toThrow(/ECONNREFUSED/);
    const none = outgoing({
      resolve: async () => {
        throw new Error("hook.test has no address");
      },
    });
    await expect(none.post("https://hook.test/", {}, "")).rejects.toThrow("hook.test has no address");
  });

  test("connects to no private address that a name resolves to", async () => {
    const { connections, url } = await receiving();
    const { port } = new URL(url);
    for (const address of ["127.0.0.1", "::1", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "64:ff9b::7f00:1"]) {
      const guarded = outgoing({ allowLoopback: false, ports: [Number(port)], resolve: async () => [address] });
      await expect(guarded.post(`https://hook.test:${port}/`, {}, "")).rejects.toThrow(
        "hook.test is not a public address",
      );
    }
    expect(connections).toBe(0);
  });

  test("connects to no private address, even one that was allowed before", async () => {
    const inner = await receiving();
    const guarded = outgoing({ allowLoopback: false, ports: [Number(new URL(inner.url).port)] });
    for (const url of [inner.url.replace("http:", "https:"), inner.url]) {
      await expect(guarded.post(url, {}, "")).rejects.toThrow(/not a public address|https/);
    }
    expect(inner.connections).toBe(0);
  });

  test("checks a name whenever it connects: at the second time it may mean this machine", async () => {
    const inner = await receiving();
    const answers = [["203.0.114.1"], ["127.0.0.1"]];
    const port = Number(new URL(inner.url).port);
    const resolve = async () => answers.shift() ?? [];
    const guarded = outgoing({ allowLoopback: false, ports: [port], timeout: 300, resolve });
    const url = `https://hook.test:${port}/`;
    await expect(guarded.post(url, {}, "")).rejects.not.toThrow("not a public address");
    await expect(guarded.post(url, {}, "")).rejects.toThrow("hook.test is not a public address");
    expect([answers.length, inner.connections]).toEqual([0, 0]);
  });

  test("connects to the public ones of several addresses", async () => {
    const { url, received } = await receiving();
    // This test allows the loopback address.
    const guarded = outgoing({ resolve: async () => ["10.0.0.1", "127.0.0.1"] });
    await guarded.post(url.replace("127.0.0.1", "hook.test"), {}, "");
    expect(received).toHaveLength(1);
  });
});
