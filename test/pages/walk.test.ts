import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../cache/disk.ts";
import { corpusRemote } from "../corpus/corpus.ts";
import { Service } from "../server/process.ts";
import { prepareState } from "../watch/state-template.ts";
import { Reader } from "./browser.ts";
import { executable, launch } from "./chromium.ts";

const remote = corpusRemote();

/** Pages, each with a name for its picture. */
const pages = {
  front: "/",
  search: "/search?q=threadstate",
  symbol: "/symbol/_PyCode_GetExtra",
  struct: "/struct/PyThreadState/v3.15.2",
  "struct-compared": "/struct/PyThreadState/v3.9.2...v3.13.18",
  "struct-bits": "/struct/PyASCIIObject/v3.13.18",
  compare: "/diff",
  diff: "/diff/v3.13.18...v3.15.2",
  header: "/header/Include/cpython/code.h",
  releases: "/releases",
  release: "/release/v3.15.2",
  check: "/check",
  error: "/symbol/PyList_GetItm",
};

/** Uses a member that 3.15 has no more, in its fifth line. */
const source = [
  "#include <Python.h>",
  "",
  "unsigned long f(PyDictObject *d)",
  "{",
  "  return (unsigned long)d->ma_version_tag;",
  "}",
  "",
].join("\n");

/** Two that are in the index, and none between: the others would be read first. */
async function chooseVersions(page: Page): Promise<void> {
  await page.locator("select[name=target]").selectOption("v3.15.2");
  await page.locator("select[name=baseline]").selectOption("v3.13.18");
  await page.getByLabel("every series in between").uncheck();
}

describe.skipIf(executable === undefined || remote === null)("a reader", () => {
  const { folder, [Symbol.dispose]: remove } = temporaryFolder();
  let service: Service;
  let browser: Browser;

  beforeAll(async () => {
    const dataDir = join(folder, "data");
    prepareState(dataDir);
    const env = { CPYTHON_REPO: remote as string, CAPIDIFF_DATA_DIR: dataDir };
    const cli = ["dist/src/cli.js", "index", "--refs", "v3.9.2,v3.13.18,v3.15.2"];
    execFileSync(process.execPath, cli, { env: { ...process.env, ...env }, stdio: "ignore" });
    // A loaded machine may need longer for a check than a service lets a reader wait.
    const patience = { CAPIDIFF_REQUEST_TIMEOUT: "600", CAPIDIFF_BUILD_TIMEOUT: "600" };
    service = await Service.start({ ...env, ...patience, CAPIDIFF_POLL_INTERVAL: "0" });
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await service?.stop("SIGKILL");
    remove();
  });

  test("gets from the search to a symbol, a diff, a change, a struct and its export", async () => {
    const reader = await Reader.start(browser, service.base);
    const { page } = reader;
    await reader.open("/");
    await page.keyboard.press("/");
    await page.keyboard.type("PyThreadState_GetFram");
    await page
      .getByRole("option", { name: /PyThreadState_GetFrame/ })
      .first()
      .waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/symbol\/PyThreadState_GetFrame$/);
    expect(await page.getByRole("img", { name: /cp on linux_x86_64: / }).count()).toBe(1);

    await page.getByRole("link", { name: "Compare" }).click();
    await page.locator("select[name=from]").selectOption("v3.13.18");
    await page.locator("select[name=to]").selectOption("v3.15.2");
    await page.getByLabel("Name", { exact: true }).fill("PyThreadState*");
    await page.getByRole("button", { name: "Show" }).click();
    await page.waitForURL(/\/diff\/v3\.13\.18\.\.\.v3\.15\.2\?symbol=PyThreadState/);

    const change = page.getByRole("link", { name: "PyThreadState.previous_executor" });
    await change.click();
    await page.locator(".change").waitFor();
    expect(await change.getAttribute("aria-expanded")).toBe("true");
    await reader.picture("change-in-place");
    await page.getByRole("link", { name: "both layouts" }).first().click();
    await page.waitForURL(/\/struct\/PyThreadState\/v3\.13\.18\.\.\.v3\.15\.2/);
    await page.locator("summary", { hasText: "Rust" }).click();
    expect(await page.getByText("pub mod PyThreadState").isVisible()).toBe(true);
    await reader.end();
  });

  test("drops a file to check it, and gets from a finding to its line", async () => {
    const reader = await Reader.start(browser, service.base);
    const { page } = reader;
    await reader.open("/check");
    const data = await page.evaluateHandle((text) => {
      const { DataTransfer, File } = globalThis as unknown as Record<
        "DataTransfer" | "File",
        new (
          ...args: unknown[]
        ) => never
      >;
      const transfer: { items: { add(file: unknown): void } } = new DataTransfer();
      transfer.items.add(new File([text], "dropped.c"));
      return transfer;
    }, source);
    await page.dispatchEvent("form.check", "drop", { dataTransfer: data });
    await chooseVersions(page);
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByRole("heading", { name: /It breaks on 3\.15\.2/ }).waitFor();
    await reader.picture("check-found");
    expect(await reader.barriers()).toEqual([]);
    await page
      .getByRole("link", { name: /^dropped\.c:5/ })
      .first()
      .click();
    expect(page.url()).toMatch(/#line-0-5$/);
    await reader.end();
  });

  test("gets from an error to the intended page", async () => {
    const reader = await Reader.start(browser, service.base);
    expect(await reader.open("/symbol/PyList_GetItm")).toBe(404);
    await reader.page.getByRole("link", { name: "PyList_GetItem", exact: true }).click();
    await reader.page.waitForURL(/\/symbol\/PyList_GetItem$/);
    await reader.end();
  });

  test("reads it all without JavaScript", async () => {
    const reader = await Reader.start(browser, service.base, { javaScriptEnabled: false });
    const { page } = reader;
    await reader.open("/");
    await page.locator("#search-large").fill("PyUnicode_AsUnicode");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/symbol\/PyUnicode_AsUnicode$/);
    await reader.open("/diff/v3.9.2...v3.13.18?symbol=PyUnicode_AsUnicode");
    await page.getByRole("link", { name: "PyUnicode_AsUnicode", exact: true }).click();
    await page.waitForURL(/\/diff\/v3\.9\.2\.\.\.v3\.13\.18\/[0-9a-f]{12}$/);
    await reader.picture("change");
    await reader.open("/check");
    await page.getByLabel("C, C++ or Cython").fill(source);
    await chooseVersions(page);
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByRole("heading", { name: /It breaks on/ }).waitFor();
    await reader.end();
  });

  test.each(Object.entries(pages))(
    "meets no barrier on the page of %s, light or dark, wide or narrow",
    async (name, path) => {
      const reader = await Reader.start(browser, service.base);
      const { page } = reader;
      await reader.open(path);
      await reader.picture(`${name}-light`);
      expect(await reader.barriers()).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      await reader.picture(`${name}-dark`);
      expect(await reader.barriers("color-contrast")).toEqual([]);
      await page.setViewportSize({ width: 380, height: 800 });
      await reader.picture(`${name}-narrow`);
      expect(await reader.overflow()).toBeLessThanOrEqual(0);
      await reader.end();
    },
  );

  test("prints without forms, and pictures in full", async () => {
    const reader = await Reader.start(browser, service.base, { viewport: { width: 720, height: 1000 } });
    const { page } = reader;
    await reader.open(pages["struct-compared"]);
    await page.emulateMedia({ media: "print" });
    await reader.picture("struct-compared-print");
    expect(await page.locator("main form").isVisible()).toBe(false);
    const box = await page.locator("svg.layout").boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(720);
    await reader.end();
  });

  test("has the API's documentation under the service's own name", async () => {
    const reader = await Reader.start(browser, service.base);
    await reader.open("/docs");
    await reader.page.getByText("Check whether an extension builds and runs on a version").first().waitFor();
    expect(await reader.page.title()).toMatch(/^capidiff/);
    await reader.picture("docs");
    expect(await reader.barriers()).toEqual([]);
    await reader.end();
  });
});
