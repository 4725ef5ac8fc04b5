import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";

const { services } = parse(readFileSync("compose.yaml", "utf8"), { merge: true });

test.each(Object.keys(services))("the service %s of compose.yaml can do no more than it needs", (name) => {
  expect(services[name]).toMatchObject({
    read_only: true,
    cap_drop: ["ALL"],
    security_opt: ["no-new-privileges:true"],
    restart: "unless-stopped",
  });
  expect(services[name]).not.toHaveProperty("privileged");
});

test("third-party images are pinned by digest", () => {
  const images = [
    ...[...readFileSync("Dockerfile", "utf8").matchAll(/^FROM (\S+)/gm)].map(([, image]) => image),
    ...Object.values<{ image: string; build?: string }>(services).flatMap(({ image, build }) => (build ? [] : [image])),
  ];
  expect(images).toHaveLength(4);
  for (const image of images) expect(image).toMatch(/@sha256:[0-9a-f]{64}$/);
});
