import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { newSecret, signatureHeaders } from "../../src/watch/signing.ts";

const at = new Date("2026-05-26T12:02:00Z");
beforeAll(() => void vi.useFakeTimers({ now: at, toFake: ["Date"] }));
afterAll(() => void vi.useRealTimers());

describe("a message", () => {
  const [present, previous] = [newSecret(), newSecret()];
  const body = '{"type":"release.compared","name":"é"}';

  test("is signed in the format of the receivers' library, by each secret", () => {
    const headers = signatureHeaders("id", body, [present, previous], at);
    expect(headers["webhook-signature"].split(" ")).toHaveLength(2);
    for (const secret of [present, previous]) {
      expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
    }
    expect(() => new Webhook(newSecret()).verify(body, headers)).toThrow("No matching signature");
    expect(() => new Webhook(present).verify(`${body} `, headers)).toThrow("No matching signature");
    expect(() => new Webhook(present).verify(body, { ...headers, "webhook-id": "other" })).toThrow();
  });

  test("is old some minutes later", () => {
    const headers = signatureHeaders("id", body, [present], new Date(at.getTime() - 301_000));
    expect(() => new Webhook(present).verify(body, headers)).toThrow("too old");
  });
});

describe("the example of docs/watch.md", () => {
  const page = readFileSync("docs/watch.md", "utf8");
  const block = (name: string) =>
    new RegExp(`<!-- example: ${name} -->\n\`\`\`\\w+\n(.*?)\n\`\`\``, "s").exec(page)?.[1] ?? "";
  const headers: Record<string, string> = Object.fromEntries(
    block("headers")
      .split("\n")
      .map((line) => line.split(": ")),
  );
  const secret = /`(whsec_[^`]+)`/.exec(page)?.[1] ?? "";
  const body = block("body");

  test("is what we send", () => {
    const id = headers["webhook-id"] ?? "";
    expect({ "content-type": "application/json", ...signatureHeaders(id, body, [secret], at) }).toEqual(headers);
  });

  const hasPython = spawnSync("python3", ["--version"]).status === 0;
  test.skipIf(!hasPython)("is accepted by the documented code, which rejects forgeries", () => {
    const verify = (sent: string, by = secret, now = at.getTime() / 1000) => {
      const call = `import json, sys\nverify(sys.argv[1], json.loads(sys.argv[2]), sys.argv[3].encode(), now=${now})`;
      const program = `${block("verify")}\n${call}`;
      execFileSync("python3", ["-c", program, by, JSON.stringify(headers), sent], { stdio: "pipe" });
    };
    verify(body);
    expect(() => verify(`${body} `)).toThrow("not signed with this secret");
    expect(() => verify(body, newSecret())).toThrow("not signed with this secret");
    expect(() => verify(body, secret, at.getTime() / 1000 + 301)).toThrow("too old");
  });
});
