import supertest from "supertest";
import { describe, expect, test } from "vitest";
import { func, macro } from "../../diff/manifests.ts";
import { serviceOf } from "./service.ts";

describe("the page of a symbol", () => {
  test("shows all versions, with its signature over time, and its location", async () => {
    using service = await serviceOf({
      "v3.1.0": { symbols: [func("PyA", { returns: "int" })] },
      "v3.2.0": { symbols: [func("PyA", { returns: "long" })] },
      "v3.3.0": {},
    });
    const { text } = await supertest(service.app.server).get("/symbol/PyA").expect(200);
    expect(text).toContain("cp on linux_x86_64: Public 3.1.0 to 3.2.0, Not there in 3.3.0");
    expect(text).toContain("It was last in 3.2.0.");
    expect(text).toMatch(
      /PyAPI_FUNC\(int\) PyA[\s\S]*PyAPI_FUNC\(long\) PyA|PyAPI_FUNC\(long\) PyA[\s\S]*PyAPI_FUNC\(int\) PyA/,
    );
    expect(text).toContain('href="https://github.com/python/cpython/blob/v3.2.0/Include/');
    expect(text).toContain("/v1/history/symbols/PyA");
  });

  test("shows its users: authors, tools and headers separately, and the largest packages", async () => {
    using service = await serviceOf({
      "v3.1.0": { symbols: [macro("LEVEL"), func("PyErr_SetString"), func("PyNobody_Uses")] },
    });
    const usersOf = async (name: string) => {
      const { text } = await supertest(service.app.server).get(`/symbol/${name}`).expect(200);
      return /id="users".*?<\/section>/s.exec(text)?.[0];
    };
    const users = await usersOf("PyErr_SetString");
    expect(users).toMatch(/of 178 packages: Modules of 178 packages of Debian trixie/);
    expect(users).toMatch(/\d+ by their authors.*\d+ by tools alone: .*Cython \d+.*0 by CPython’s headers alone/s);
    expect(users).toMatch(/python3-scipy, .* and \d+ more/);
    expect(await usersOf("PyNobody_Uses")).toContain("None of them.");
    expect(await usersOf("LEVEL")).toContain("Not known");
  });

  test("links to its replacement, with the versions that have it", async () => {
    using service = await serviceOf({
      "v3.1.0": { symbols: [func("_PyCode_GetIt")] },
      "v3.2.0": { symbols: [func("PyUnstable_Code_GetIt")] },
    });
    const { text } = await supertest(service.app.server).get("/symbol/_PyCode_GetIt").expect(200);
    expect(text).toMatch(/Use instead[\s\S]*href="\/symbol\/PyUnstable_Code_GetIt"[\s\S]*<small> 3\.2\.0</);
  });
});
