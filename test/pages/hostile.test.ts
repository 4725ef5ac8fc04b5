import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { func, member, struct } from "../diff/manifests.ts";
import { serviceOf } from "../routes/pages/service.ts";
import { Reader } from "./browser.ts";
import { executable, launch } from "./chromium.ts";

/** Names as a hostile tree, or a hostile link, may have them. */
const hostile = [
  '<script>document.title = "taken"</script>',
  `"><img src=x onerror="document.title='taken'">`,
  "'-alert(1)-'",
  "</title></code><h1>taken</h1>",
  "\u202emalicious\u2066",
  "javascript:alert(1)",
];

const headerOf = (name: string) => `Include/${name}.h`;

describe.skipIf(executable === undefined)("a hostile name", () => {
  let service: Awaited<ReturnType<typeof serviceOf>>;
  let browser: Browser;
  let base: string;

  beforeAll(async () => {
    const symbols = hostile.map((name) =>
      func(name, { returns: name, params: [{ type: name, name }], header: headerOf(name) }),
    );
    const structs = hostile.map((name) =>
      struct(name, { members: [member(name, { type: name })], tag: name, header: headerOf(name) }),
    );
    const moved = structs.map((one) => ({ ...one, members: [member("other")] }));
    service = await serviceOf({
      "v3.1.0": { symbols, structs },
      "v3.2.0": { symbols: symbols.map((one) => ({ ...one, deprecated: one.name })), structs: moved },
      "v3.3.0": {},
    });
    base = await service.app.listen({ port: 0, host: "127.0.0.1" });
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await service?.app.close();
    service?.[Symbol.dispose]();
  });

  const paths = (name: string) => {
    const part = encodeURIComponent(name);
    return [
      `/search?q=${part}`,
      `/symbol/${part}`,
      `/struct/${part}/v3.1.0`,
      `/struct/${part}/v3.1.0...v3.2.0`,
      `/struct/${part}?abi=${part}`,
      `/struct/${part}/${part}`,
      `/diff/v3.1.0...v3.3.0?symbol=${part}`,
      `/diff/v3.1.0...v3.2.0?platform=${part}`,
      `/diff/${part}...${part}`,
      `/diff?from=${part}&to=${part}&symbol=${part}`,
      `/header/${headerOf(name).split("/").map(encodeURIComponent).join("/")}`,
      `/diff/v3.1.0...v3.2.0/${part.slice(0, 40)}`,
      `/release/${part}`,
      `/release/v3.2.0?targets=${part}`,
      `/${part}`,
    ];
  };

  test.each(hostile)("is text on every page: %j", async (name) => {
    const reader = await Reader.start(browser, base);
    for (const path of paths(name)) {
      await reader.open(path);
      expect(await reader.page.title(), path).not.toBe("taken");
      expect(await reader.page.locator("main img, main script, main h1:text-is('taken')").count(), path).toBe(0);
      expect(await reader.page.locator("a[href^='javascript:']").count(), path).toBe(0);
      expect(await reader.page.content(), path).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    }
    await reader.end();
  });

  test("is text even if long, and in the diff of a tree full of it", async () => {
    const reader = await Reader.start(browser, base);
    // Node itself rejects longer URLs, without a page.
    const long = [...paths("a".repeat(10_000)), ...paths("<b>".repeat(60))].filter((path) => path.length < 15_000);
    for (const path of [...long, "/diff/v3.1.0...v3.3.0"]) {
      await reader.open(path);
      expect(await reader.page.title(), path).toMatch(/capidiff$/);
      expect(await reader.page.locator("main img, main script").count()).toBe(0);
      expect(await reader.overflow()).toBeLessThanOrEqual(0);
    }
    await reader.page.locator("a[data-open]").first().click();
    await reader.page.locator(".change").waitFor();
    expect(await reader.page.locator("main img, main script").count()).toBe(0);
    await reader.end();
  });
});
