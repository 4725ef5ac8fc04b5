import { describe, expect, test } from "vitest";
import { readConfig } from "../src/config.ts";
import { CapidiffError } from "../src/errors.ts";

describe("the configuration", () => {
  test("has a default for everything", () => {
    expect(readConfig({})).toEqual({
      cpythonRepo: "https://github.com/python/cpython",
      dataDir: expect.stringMatching(/capidiff/),
      host: "127.0.0.1",
      port: 3000,
      logLevel: "info",
      refsMaxAge: 60_000,
      gitTimeout: 60_000,
      buildTimeout: 120_000,
      requestTimeout: 60_000,
      buildThreads: expect.toSatisfy((threads: number) => threads >= 1 && threads <= 8),
      answerLimit: 32,
      usageFile: null,
      storeSize: 2 * 2 ** 30,
      rateLimit: 600,
      checkSize: 16 * 2 ** 20,
      trustedProxies: [],
      databaseUrl: null,
      githubWebhookSecret: null,
      pollInterval: 300_000,
      watchPlatforms: ["linux_x86_64", "macosx_arm64", "win_amd64"],
      indexTargets: [],
      publicUrl: null,
      adminToken: null,
      webhookPorts: [443],
      allowLoopback: false,
      drainTime: 2000,
      graceTime: 30_000,
    });
  });

  test("follows the environment", () => {
    const env = {
      CPYTHON_REPO: "file:///srv/cpython.git",
      CAPIDIFF_DATA_DIR: "/var/lib/capi diff",
      HOST: "::1",
      PORT: "0",
      LOG_LEVEL: "warn",
      CAPIDIFF_REFS_MAX_AGE: "0",
      CAPIDIFF_GIT_TIMEOUT: "5",
      CAPIDIFF_BUILD_TIMEOUT: "300",
      CAPIDIFF_REQUEST_TIMEOUT: "30",
      CAPIDIFF_BUILD_THREADS: "3",
      CAPIDIFF_ANSWER_LIMIT: "100",
      CAPIDIFF_USAGE: "/srv/usage.json",
      CAPIDIFF_STORE_SIZE: "100",
      CAPIDIFF_RATE_LIMIT: "0",
      CAPIDIFF_CHECK_SIZE: "64",
      CAPIDIFF_TRUSTED_PROXIES: "10.0.0.0/8, ::1",
      DATABASE_URL: "postgres://me:secret@host:5433/capidiff",
      GITHUB_WEBHOOK_SECRET: "0123456789abcdef",
      CAPIDIFF_POLL_INTERVAL: "0",
      CAPIDIFF_INDEX: "cp-linux_x86_64, cpt-win_amd64",
      CAPIDIFF_WATCH_PLATFORMS: "win32, linux_i686",
      CAPIDIFF_DRAIN_TIME: "10",
      CAPIDIFF_PUBLIC_URL: "https://capidiff.example.org/",
      CAPIDIFF_ADMIN_TOKEN: "an-operators-token",
      CAPIDIFF_ALLOW_LOOPBACK: "1",
      CAPIDIFF_WEBHOOK_PORTS: "443, 8443",
      CAPIDIFF_GRACE_TIME: "60",
    };
    expect(readConfig(env)).toEqual({
      cpythonRepo: "file:///srv/cpython.git",
      dataDir: "/var/lib/capi diff",
      host: "::1",
      port: 0,
      logLevel: "warn",
      refsMaxAge: 0,
      gitTimeout: 5000,
      buildTimeout: 300_000,
      requestTimeout: 30_000,
      buildThreads: 3,
      answerLimit: 100,
      usageFile: "/srv/usage.json",
      storeSize: 100 * 2 ** 20,
      rateLimit: 0,
      checkSize: 64 * 2 ** 20,
      trustedProxies: ["10.0.0.0/8", "::1"],
      databaseUrl: "postgres://me:secret@host:5433/capidiff",
      githubWebhookSecret: "0123456789abcdef",
      pollInterval: 0,
      watchPlatforms: ["linux_i686", "win32"],
      indexTargets: [
        { abi: "cp", platform: "linux_x86_64", limitedApi: null },
        { abi: "cpt", platform: "win_amd64", limitedApi: null },
      ],
      publicUrl: "https://capidiff.example.org",
      adminToken: "an-operators-token",
      webhookPorts: [443, 8443],
      allowLoopback: true,
      drainTime: 10_000,
      graceTime: 60_000,
    });
  });

  test("treats an empty variable as unset, as in compose files", () => {
    expect(readConfig({ PORT: "", CPYTHON_REPO: "" })).toEqual(readConfig({}));
  });

  test("makes the data folder absolute", () => {
    expect(readConfig({ CAPIDIFF_DATA_DIR: "data" }).dataDir).toBe(`${process.cwd()}/data`);
  });

  test.each([
    ["PORT", "65536"],
    ["PORT", "80 "],
    ["PORT", "http"],
    ["PORT", "-1"],
    ["HOST", "a b"],
    ["LOG_LEVEL", "loud"],
    ["CPYTHON_REPO", "--upload-pack=touch /tmp/x"],
    ["CPYTHON_REPO", "https://host/\nrepo"],
    ["CAPIDIFF_DATA_DIR", "/tmp/\0"],
    ["CAPIDIFF_GIT_TIMEOUT", "0"],
    ["CAPIDIFF_GIT_TIMEOUT", "1.5"],
    ["CAPIDIFF_BUILD_THREADS", "1e1"],
    ["CAPIDIFF_CHECK_SIZE", "0"],
    ["CAPIDIFF_ANSWER_LIMIT", "99999999999"],
    ["CAPIDIFF_REFS_MAX_AGE", "1m"],
    ["CAPIDIFF_TRUSTED_PROXIES", "10.0.0.0/33"],
    ["CAPIDIFF_TRUSTED_PROXIES", "proxy.example.org"],
    ["DATABASE_URL", "host/capidiff"],
    ["DATABASE_URL", "mysql://host/capidiff"],
    ["GITHUB_WEBHOOK_SECRET", "short"],
    ["CAPIDIFF_POLL_INTERVAL", "5m"],
    ["CAPIDIFF_WATCH_PLATFORMS", "linux_x86_64,beos"],
    ["CAPIDIFF_INDEX", "cp-linux_x86_64,cp313-win32"],
    ["CAPIDIFF_PUBLIC_URL", "capidiff.example.org"],
    ["CAPIDIFF_PUBLIC_URL", "https://capidiff.example.org/?a=1"],
    ["CAPIDIFF_ADMIN_TOKEN", "short"],
    ["CAPIDIFF_ALLOW_LOOPBACK", "yes"],
  ])("refuses %s=%j", (variable, value) => {
    expect(() => readConfig({ [variable]: value })).toThrowError(
      expect.objectContaining({ code: "invalid-config", message: expect.stringContaining(`${variable} must be`) }),
    );
  });

  test("refuses a grace time that draining would use up", () => {
    const env = { CAPIDIFF_DRAIN_TIME: "30", CAPIDIFF_GRACE_TIME: "31" };
    expect(() => readConfig(env)).toThrowError(expect.objectContaining({ code: "invalid-config" }));
  });

  test("names all problems at once, but no values: a URL may contain a password", () => {
    let thrown: unknown;
    try {
      readConfig({ PORT: "http", LOG_LEVEL: "loud", CPYTHON_REPO: "-https://me:secret@host/" });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(CapidiffError);
    const { message, details } = thrown as CapidiffError;
    expect(details.problems).toHaveLength(3);
    expect(message).toMatch(/PORT.*LOG_LEVEL|CPYTHON_REPO.*PORT/);
    expect(message).not.toContain("secret");
  });
});

test("trusted proxies are addresses and networks, comma-separated", () => {
  const proxies = (text: string) => readConfig({ CAPIDIFF_TRUSTED_PROXIES: text }).trustedProxies;
  expect(proxies("")).toEqual([]);
  expect(proxies("127.0.0.1, 10.0.0.0/8,fd00::/8")).toEqual(["127.0.0.1", "10.0.0.0/8", "fd00::/8"]);
  for (const text of ["proxy", "10.0.0.0/33", "10.0.0.0/", "10.0.0.1,", "::1/129", "10.0.0.0/8/8"]) {
    expect(() => proxies(text)).toThrow(/CAPIDIFF_TRUSTED_PROXIES/);
  }
});

test("the public URL has no trailing slash, and is the one of each request by default", () => {
  const urlOf = (env: NodeJS.ProcessEnv) => readConfig(env).publicUrl;
  expect(urlOf({ PORT: "8080" })).toBe(null);
  expect(urlOf({ CAPIDIFF_PUBLIC_URL: "https://example.org/" })).toBe("https://example.org");
  expect(urlOf({ CAPIDIFF_PUBLIC_URL: "https://example.org/capidiff/" })).toBe("https://example.org/capidiff");
});
