import type { Topic } from "../diff/model.ts";
import type { BoundaryChange } from "../history/model.ts";
import type { Tier } from "../manifest/model.ts";

/** The measures of a release drawn in the timeline. */
export const measures = ["source", "binary", "added"] as const;
export type Measure = (typeof measures)[number];

/** Groups of tiers: promised, not promised, and CPython's own. */
const audiences = ["public", "private", "internal"] as const;
type Audience = (typeof audiences)[number];

/** The number of names a release broke or added, by audience. */
export type Digest = Record<Audience, Record<Measure, number>>;

const audienceOf: Record<Tier, Audience> = {
  limited: "public",
  public: "public",
  unstable: "public",
  private: "private",
  internal: "internal",
};

/** Topics that most readers can skip. */
export const quietTopics: ReadonlySet<Topic> = new Set(["numbers", "vendored", "plumbing"]);

/** What a reader should know of a release first. */
export type Headline = Pick<BoundaryChange, "id" | "subject" | "member" | "message" | "source" | "binary">;

/** The first changes that break users of public names: those that break source, then those that break modules. */
export function headlinesOf(changes: readonly BoundaryChange[], most: number): Headline[] {
  const ours = changes.filter(({ topic, tier }) => !quietTopics.has(topic) && audienceOf[tier] === "public");
  const breaksSource = ours.filter(({ source }) => source === "breaking");
  const breaksModules = ours.filter(({ source, binary }) => source !== "breaking" && binary === "breaking");
  return [...breaksSource, ...breaksModules]
    .slice(0, most)
    .map(({ id, subject, member, message, source, binary }) => ({ id, subject, member, message, source, binary }));
}

/** The rules that find new names. */
const isNew = /^(?:symbol|unstable|struct)-added$/;

/** Counts each name once per measure. Quiet topics do not count, except new private and internal names. */
export function digestOf(changes: readonly BoundaryChange[]): Digest {
  const names = Object.fromEntries(
    audiences.map((audience) => [audience, { source: new Set(), binary: new Set(), added: new Set() }]),
  ) as Record<Audience, Record<Measure, Set<string>>>;
  for (const { rule, topic, subject, tier, source, binary } of changes) {
    const counted = names[audienceOf[tier]];
    // New private and internal names are plumbing, and counted all the same.
    if (isNew.test(rule) && (!quietTopics.has(topic) || topic === "plumbing")) counted.added.add(subject.name);
    if (quietTopics.has(topic)) continue;
    if (source === "breaking") counted.source.add(subject.name);
    if (binary === "breaking") counted.binary.add(subject.name);
  }
  return Object.fromEntries(
    audiences.map((audience) => {
      const { source, binary, added } = names[audience];
      return [audience, { source: source.size, binary: binary.size, added: added.size }];
    }),
  ) as Digest;
}
