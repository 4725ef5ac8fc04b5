import supertest from "supertest";
import { describe, expect, it } from "vitest";
import { func } from "../../diff/manifests.ts";
import { serviceOf } from "./service.ts";

describe("the page of a release", () => {
  it("tells what it changed since the one before and since the series before", async () => {
    using service = await serviceOf({
      "v3.1.5": { symbols: [func("PyA"), func("PyB")] },
      "v3.2.0": { symbols: [func("PyA"), func("PyNew")] },
      "v3.2.1": { symbols: [func("PyA"), func("PyNew")] },
    });
    const agent = supertest(service.app.server);
    expect((await agent.get("/release/latest").expect(302)).headers.location).toBe("/release/v3.2.1");
    const { text } = await agent.get("/release/v3.2.1").expect(200);
    expect(text).toMatch(/Since 3\.2\.0[\s\S]*Since 3\.1\.5/);
    expect(text).toMatch(
      /Since 3\.1\.5[\s\S]*public<\/td><td class="number">1<\/td><td class="number">1<\/td><td class="number">1</,
    );
    expect(text).toContain('href="/v1/feed.atom"');
    await agent.get("/release/v3.9").expect(404);
  });
});
