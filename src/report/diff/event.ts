import { type Change, type Impact, impacts, type Topic } from "../../diff/model.ts";
import { groupBy } from "../../group-by.ts";
import { type DiffReport, type ReportedChange, subjectText } from "./report.ts";

/** Everything that happened to one thing in one place, reported in one line. */
export interface Event {
  /** `PyFoo`, or `PyFooObject.member`. */
  name: string;
  /** At least one; worst first. */
  changes: readonly [ReportedChange, ...ReportedChange[]];
  /** Changes caused by these that are no worse. */
  consequences: ReportedChange[];
}

/** Sections in order of urgency. */
export const sectionTitles = {
  source: "Breaks source",
  "source-risk": "May break source",
  deprecation: "Deprecated",
  "limited-api": "Limited API",
  "source-private": "Breaks source that uses private names",
  binary: "Breaks built modules",
  "binary-risk": "May break built modules",
  added: "New",
  other: "Other changes",
} as const;
export type SectionId = keyof typeof sectionTitles;

export interface Section {
  id: SectionId;
  surface: "public" | "internal";
  /** `Breaks source`, `Internal surface: breaks source` */
  title: string;
  /** Public names first, then unstable, private and internal ones; otherwise in the order of the diff. */
  events: Event[];
}

/** Changes that a report only counts. */
export interface Family {
  topic: Topic;
  /** The common place: a header of numbers, a folder of another project; null for plumbing. */
  place: string | null;
  changes: ReportedChange[];
}

export interface Outline {
  sections: Section[];
  families: Family[];
}

const quiet: ReadonlySet<Topic> = new Set(["numbers", "vendored", "plumbing"]);

/**
 * The content of a report in order: public surface first. Changes about numbers, vendored headers and plumbing are
 * grouped into families, unless there are no others: then they were asked for and get sections as well.
 */
export function outline({ changes }: Pick<DiffReport, "changes">, whole = false): Outline {
  const events = eventsOf(changes);
  const allOf = ({ changes, consequences }: Event) => [...changes, ...consequences];
  const isQuiet = (event: Event) => allOf(event).every(({ topic }) => quiet.has(topic));
  const folds = !whole && events.some((event) => !isQuiet(event));
  const shown = folds ? events.filter((event) => !isQuiet(event)) : events;
  const families = folds ? familiesOf(events.filter(isQuiet).flatMap(allOf)) : [];
  return { sections: sectionsOf(shown), families };
}

function eventsOf(changes: readonly ReportedChange[]): Event[] {
  const byId = new Map(changes.map((change) => [change.id, change]));
  const leaders: ReportedChange[] = [];
  const followers: { origin: ReportedChange; change: ReportedChange }[] = [];
  for (const change of changes) {
    const origin = originOf(change, byId);
    const follows = keyOf(origin) !== keyOf(change) && rankInReport(change) >= rankInReport(origin);
    if (follows) followers.push({ origin, change });
    else leaders.push(change);
  }
  const events = new Map<string, Event>();
  for (const [key, group] of groupBy(leaders, keyOf)) {
    const changes = group.sort((a, b) => severity(a) - severity(b));
    events.set(key, { name: subjectText(changes[0]), changes, consequences: [] });
  }
  // The origin may itself be a consequence listed elsewhere.
  for (const { origin, change } of followers) events.get(keyOf(origin))?.consequences.push(change);
  return [...events.values()];
}

const keyOf = (change: ReportedChange) => `${subjectText(change)} ${change.where ?? ""}`;

/** The first cause of a change among those listed. */
function originOf(change: ReportedChange, byId: ReadonlyMap<string, ReportedChange>): ReportedChange {
  let origin = change;
  const passed = new Set([change]);
  for (;;) {
    const cause = byId.get(origin.because ?? "");
    if (cause === undefined) return origin;
    // A cycle of causes has no origin.
    if (passed.has(cause)) return change;
    passed.add(cause);
    origin = cause;
  }
}

/** Source first: extensions are rebuilt between two series anyway. */
const severity = ({ source, binary }: Change) => impacts.indexOf(source) * impacts.length + impacts.indexOf(binary);

const isPublic = ({ from, to }: Change) => [from, to].some((side) => side?.surface === "public");

/** A change that is worse or more public than its cause is a headline itself. */
const rankInReport = (change: Change) => (isPublic(change) ? 0 : impacts.length ** 2) + severity(change);

function sectionsOf(events: readonly Event[]): Section[] {
  const sections = (["public", "internal"] as const).flatMap((surface) =>
    (Object.keys(sectionTitles) as SectionId[]).map((id): Section => {
      const title = sectionTitles[id];
      const all = events.filter(
        (event) => event.changes.some(isPublic) === (surface === "public") && sectionOf(event) === id,
      );
      return {
        id,
        surface,
        title: surface === "public" ? title : `Internal surface: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
        events: all.sort(
          (a, b) => usersOf(b) - usersOf(a) || rankOf(a) - rankOf(b) || Number(isOfMember(a)) - Number(isOfMember(b)),
        ),
      };
    }),
  );
  return sections.filter(({ events }) => events.length > 0);
}

/** Packages that use it; 0 if that was not asked. */
const usersOf = ({ changes }: Event): number => Math.max(...changes.map(({ usedBy }) => usedBy?.packages ?? 0));

function sectionOf(event: Event): SectionId {
  const { changes } = event;
  const has = (side: "source" | "binary", impact: Impact) => changes.some((change) => change[side] === impact);
  const isAbout = (topic: Topic) => changes.some((change) => change.topic === topic);
  if (has("source", "breaking")) return changes.some(isPublic) && isPrivate(event) ? "source-private" : "source";
  if (isAbout("limited-api")) return "limited-api";
  if (has("source", "risky")) return "source-risk";
  if (isAbout("deprecation")) return "deprecation";
  if (has("binary", "breaking")) return "binary";
  if (has("binary", "risky")) return "binary-risk";
  return changes.some(isAddition) ? "added" : "other";
}

/** Whether the change adds a name; a new member belongs to a struct that was there. */
export const isAddition = ({ from, member }: Change) => from === null && member === null;

const tierRanks: Record<string, number> = { limited: 0, public: 0, unstable: 1, private: 2, internal: 3 };

/** By the strongest promise made for it. */
const rankOf = ({ changes: [{ from, to }] }: Event) =>
  Math.min(...[from, to].map((side) => tierRanks[side?.tier ?? ""] ?? 4));

const isOfMember = ({ changes: [{ member }] }: Event) => member !== null;

/** Visible, but without any promise: a name, or a member on the path, that begins with `_`. */
const isPrivate = (event: Event) => rankOf(event) >= 2 || /\._/.test(event.name);

function familiesOf(changes: readonly ReportedChange[]): Family[] {
  const families = new Map<string, Family>();
  for (const change of changes) {
    const { topic } = change;
    const place = placeOfFamily(change);
    const key = `${topic} ${place}`;
    const family = families.get(key) ?? { topic, place, changes: [] };
    family.changes.push(change);
    families.set(key, family);
  }
  const order: Topic[] = ["numbers", "vendored", "plumbing"];
  return [...families.values()].sort((a, b) => order.indexOf(a.topic) - order.indexOf(b.topic));
}

function placeOfFamily({ topic, from, to }: Change): string | null {
  const header = (to ?? from)?.header ?? "";
  if (topic === "numbers") return header;
  return topic === "vendored" ? (/^Include\/(?:cpython\/|internal\/)?[^/]+/.exec(header)?.[0] ?? header) : null;
}
