import supertest from "supertest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Platform } from "../../../src/cpython/target.ts";
import type { HistorySubject } from "../../../src/history/model.ts";
import type { ManifestMember, ManifestStruct } from "../../../src/manifest/model.ts";
import { type StructPage, structPage } from "../../../src/pages/struct/struct.tsx";
import { member, struct } from "../../diff/manifests.ts";
import { serviceOf } from "./service.ts";

let service: Awaited<ReturnType<typeof serviceOf>>;
const get = (path: string) => supertest(service.app.server).get(path).set("accept", "text/html");

const boxes = (members: ManifestMember[], size: number) => ({
  structs: [struct("PyBox", { members, size, align: 8 })],
});

beforeAll(async () => {
  const [lid, flag] = [member("lid", { type: "long", offset: 0, size: 8 }), member("flag", { offset: 8 })];
  const bit = member("on", { offset: 12, bitOffset: 96, bitWidth: 1 });
  const state = member("state", { offset: 0, size: 4 });
  const inline = { ...state, type: "struct (unnamed)", members: [member("ready", { offset: 0, size: 4 })] };
  const named = { ...state, type: "struct _state" };
  const stateful = (one: ManifestMember) => struct("PyState", { members: [one], size: 4, align: 4 });
  const hidden = struct("PyHidden", { opaque: true, members: null, size: null, align: null });
  service = await serviceOf({
    "v3.1.0": { structs: [...boxes([lid, flag], 16).structs, stateful(inline)] },
    "v3.2.0": {
      structs: [
        ...boxes(
          [
            member("top", { type: "long", offset: 0, size: 8 }),
            { ...lid, offset: 8 },
            { ...bit, offset: 20, bitOffset: 160 },
          ],
          24,
        ).structs,
        hidden,
        stateful(named),
      ],
    },
    "v3.3.0": {},
  });
});
afterAll(() => service[Symbol.dispose]());

describe("the page of a struct", () => {
  test("draws a member as a whole if either version does not show what is in it, as the table does", async () => {
    const { text } = await get("/struct/PyState/v3.1.0...v3.2.0").expect(200);
    expect(text.match(/fate-same[^>]*><title>state: /g)).toHaveLength(2);
    expect(text).not.toContain("state.ready");
  });

  test("offers no code for a struct that no header completes", async () => {
    const { text } = await get("/struct/PyHidden/v3.2.0").expect(200);
    expect(text).toContain("format=text");
    expect(text).not.toMatch(/format=(c|rust|go)"/);
  });

  test("shows a version: by default the last that has it", async () => {
    const { headers } = await get("/struct/PyBox").expect(302);
    expect(headers.location).toBe("/struct/PyBox/v3.2.0");
    expect((await get("/struct/PyBox?from=v3.1.0&ref=v3.2.0&abi=").expect(302)).headers.location).toBe(
      "/struct/PyBox/v3.1.0...v3.2.0",
    );
    await get("/struct/PyBx")
      .expect(404)
      .expect(/href="\/struct\/PyBox"/);
  });

  test("draws the layout to scale, with padding, and has the same as a table", async () => {
    const { text } = await get("/struct/PyBox/v3.1.0").expect(200);
    expect(text).toContain("16 bytes, aligned to 8.");
    expect(text).toContain("<title>lid: at 0, 8 bytes</title>");
    expect(text).toContain("<title>padding: at 12, 4 bytes</title>");
    // 4 of 8 bytes take half of the width that 8 take.
    const picture = text.slice(text.indexOf('class="layout one"'));
    const widths = [...picture.matchAll(/<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)"/g)].map(([, width]) =>
      Number(width),
    );
    expect(widths.slice(0, 2)).toEqual([334.5, 166.5]);
    expect(picture).toContain('<a href="#member-lid"');
    expect(text).toMatch(/>12<\/td><td class="number">4<\/td><td[^>]*>padding</);
    expect(text).toMatch(/id="member-flag"[\s\S]*?8[\s\S]*?4[\s\S]*?flag[\s\S]*?int/);
  });

  test("shows two versions side by side, with lines between the positions of a member, and every size", async () => {
    const { text } = await get("/struct/PyBox/v3.1.0...v3.2.0").expect(200);
    expect(text).toContain("8 bytes more than before.");
    expect(text).toContain('class="link moved"');
    expect(text).toMatch(/fate-new[^>]*><title>top: /);
    expect(text).toMatch(/fate-gone[^>]*><title>flag: /);
    expect(text).toContain("on: at 20, bit 160 % 8".replace("160 % 8", "0"));
    expect(text).toContain("<b>16</b> bytes");
    expect(text).toContain("<b>24</b> bytes");
  });

  test("says how bits are numbered on big-endian platforms", () => {
    const [one] = boxes([member("on", { offset: 12, bitOffset: 96, bitWidth: 1 })], 16).structs as [ManifestStruct];
    const subject: HistorySubject = { kind: "struct", name: "PyBox" };
    const history = { schemaVersion: 1, rulesetVersion: 1, subject, complete: true, missing: [], histories: [] };
    const render = (platform: Platform) => {
      const [ref, commit, target] = ["v3.2.0", "c".repeat(40), { abi: "cp32", platform, limitedApi: null }] as const;
      const side = { schemaVersion: 1, ref, commit, version: "3.2.0", target, complete: true, diagnostics: [] };
      const page: StructPage = {
        kind: "struct",
        name: "PyBox",
        refs: [ref],
        line: [],
        abi: "cp",
        platform,
        origin: "",
      };
      return structPage(page, history, [{ ...side, struct: one }]);
    };
    expect(render("musllinux_s390x")).toContain("bit 0 is the most significant one of its byte on musllinux_s390x");
    expect(render("linux_x86_64")).not.toContain("most significant");
  });

  test("exports as C, Rust, Go and JSON", async () => {
    const { text } = await get("/struct/PyBox/v3.2.0").expect(200);
    expect(text).toContain("_Static_assert(sizeof(PyBox) == 24");
    expect(text).toContain("pub const lid: usize = 8;");
    expect(text).toContain("PyBox_lid = 8");
    expect(text).toContain("PyBox_on_BitOffset = 160");
    const links = [...text.matchAll(/href="(\/v1\/manifests\/v3\.2\.0\/structs\/PyBox\?[^"]+)"/g)];
    expect(links).toHaveLength(5);
    for (const [, link = ""] of links) await get(link.replaceAll("&amp;", "&")).expect(200);
  });

  test("redirects version words to their tags, and may be cached if commits are named", async () => {
    const { headers } = await get("/struct/PyBox/3.1...3.2").expect(302);
    expect(headers.location).toBe("/struct/PyBox/v3.1.0...v3.2.0");
    const tagged = await get("/struct/PyBox/v3.1.0");
    expect(tagged.headers["cache-control"]).toBe("public, max-age=60");
  });
});
