import supertest from "supertest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { func } from "../../diff/manifests.ts";
import { serviceOf } from "./service.ts";

let service: Awaited<ReturnType<typeof serviceOf>>;
const agent = () => supertest(service.app.server);

beforeAll(async () => {
  const kept = "PyAPI_FUNC(int) PyKept(void);\n";
  service = await serviceOf(
    { "v3.1.0": { symbols: [func("PyKept"), func("PyGone_Now")] }, "v3.2.0": { symbols: [func("PyKept")] } },
    {
      "v3.1.0": { "Include/test.h": `${kept}PyAPI_FUNC(int) PyGone_Now(void);\n` },
      "v3.2.0": { "Include/test.h": kept },
    },
  );
});
afterAll(() => service[Symbol.dispose]());

describe("the page of a check", () => {
  test("is a form at first, with the newest version chosen", async () => {
    const { text } = await agent().get("/check").expect(200);
    expect(text).toMatch(/<form[^>]*action="\/check"[^>]*enctype="multipart\/form-data"/);
    expect(text).toMatch(/<option (?:value="v3.2.0" selected|selected value="v3.2.0")/);
  });

  test("shows the findings for a list of uses, and what breaks in each version", async () => {
    const { text } = await agent()
      .post("/check")
      .field("code", "")
      .field("target", "v3.2.0")
      .field("baseline", "v3.1.0")
      .field("all_versions", "true")
      .attach("file", Buffer.from(JSON.stringify({ symbols: ["PyGone_Now", "PyKept"] })), "uses.json")
      .expect(200);
    expect(text).toContain("It breaks on 3.2.0");
    expect(text).toMatch(/PyGone_Now[\s\S]*Not there/);
    expect(text).toContain("On every series");
  });

  test("shows sources with findings at their lines", async () => {
    const code = "#include <Python.h>\n#include <test.h>\nint f(void) { return PyGone_Now(); } /* <script> */\n";
    const { text } = await agent()
      .post("/check")
      .field("code", code)
      .field("target", "v3.2.0")
      .field("baseline", "v3.1.0")
      .expect(200);
    expect(text).toMatch(/<li id="line-0-3"[^>]*class="breaking"[\s\S]*PyGone_Now\(\)[\s\S]*class="remark"/);
    expect(text).toContain('href="#line-0-3"');
    expect(text).toContain("&lt;script>");
  });

  test("requires input", async () => {
    const { text } = await agent().post("/check").set("accept", "text/html").field("code", "").expect(400);
    expect(text).toContain("paste a source or choose a file");
  });

  test("explains an error in a file", async () => {
    const page = agent().post("/check").set("accept", "text/html").field("target", "v3.2.0");
    const { status, text } = await page.attach("file", Buffer.from("PK"), '<img src="x">.whl');
    expect(status).toBe(422);
    expect(text).not.toContain("<img");
  });
});
