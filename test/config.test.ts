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
    });
  });

  test("is what the environment says", () => {
    const env = {
      CPYTHON_REPO: "file:///srv/cpython.git",
      CAPIDIFF_DATA_DIR: "/var/lib/capi diff",
      HOST: "::1",
      PORT: "0",
      LOG_LEVEL: "warn",
    };
    expect(readConfig(env)).toEqual({
      cpythonRepo: "file:///srv/cpython.git",
      dataDir: "/var/lib/capi diff",
      host: "::1",
      port: 0,
      logLevel: "warn",
    });
  });

  test("takes an empty variable for one that is not set, as compose files write it", () => {
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
  ])("refuses %s=%j", (variable, value) => {
    expect(() => readConfig({ [variable]: value })).toThrowError(
      expect.objectContaining({ code: "invalid-config", message: expect.stringContaining(`${variable} must be`) }),
    );
  });

  test("names all problems at once, and no values: a URL may hold a password", () => {
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
