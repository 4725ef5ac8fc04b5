import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CapidiffError } from "../../src/errors.ts";
import { func, member, struct } from "../diff/manifests.ts";
import { serviceOf } from "../routes/pages/service.ts";
import { Reader } from "./browser.ts";
import { executable, launch } from "./chromium.ts";

const box = (name: string) => struct("PyBox", { members: [member(name, { offset: 0, size: 4 })], size: 4, align: 4 });

// No release of the corpus is a prerelease newer than its newest final.
describe.skipIf(executable === undefined)("the front page", () => {
  let service: Awaited<ReturnType<typeof serviceOf>>;
  let browser: Browser;
  let base: string;

  beforeAll(async () => {
    const kept = [func("PyA"), func("PyB")];
    service = await serviceOf({
      "v3.1.0": { symbols: [...kept, func("PyOld_Get"), func("PyOld_Set")], structs: [box("lid")] },
      "v3.2.0": { symbols: [...kept, func("PyOld_Get")], structs: [box("lid")] },
      "v3.3.0b1": { symbols: [...kept, func("PyNew_Get")], structs: [box("top")] },
    });
    base = await service.app.listen({ port: 0, host: "127.0.0.1" });
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await service?.app.close();
    service?.[Symbol.dispose]();
  });

  test("shows the newest prerelease, and leads to what it changes", async () => {
    const reader = await Reader.start(browser, base);
    const { page } = reader;
    const panel = page.getByRole("region", { name: "Newest prerelease" });
    // The browser would keep a page without the changes for a minute.
    const text = async () => (await fetch(base)).text();
    await expect.poll(text, { timeout: 500_000 }).toContain("Public names since");
    await reader.open("/");
    await reader.picture("front-prerelease-light");
    expect(await reader.barriers()).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    await reader.picture("front-prerelease-dark");
    expect(await reader.barriers("color-contrast")).toEqual([]);
    await page.setViewportSize({ width: 380, height: 800 });
    await reader.picture("front-prerelease-narrow");
    expect(await reader.overflow()).toBeLessThanOrEqual(0);
    await panel.getByRole("link", { name: "PyOld_Get" }).click();
    await page.waitForURL(/\/diff\/v3\.2\.0\.\.\.v3\.3\.0b1\/[0-9a-f]{12}$/);
    await reader.end();
  });

  test("says calmly that the remote cannot be reached, and shows what is known", async () => {
    const error = new CapidiffError("remote-unreachable", "The remote is away.");
    Object.assign(service.repository, { outage: { since: new Date("2026-11-28T14:02:00Z"), error } });
    const reader = await Reader.start(browser, base);
    expect(await reader.open("/")).toBe(200);
    await reader.page.getByRole("note").getByText("28 November, 14:02 UTC").waitFor();
    await reader.picture("front-unreachable");
    expect(await reader.barriers()).toEqual([]);
    await reader.end();
  });
});
