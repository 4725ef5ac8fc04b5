import { shiftText } from "../report/release/text.ts";
import { targetsText } from "../report/targets.ts";
import type { Match } from "./match.ts";
import type { ReleaseComparison, SeenRelease } from "./releases.ts";

/** Lines per message. */
const maxLines = 100;

/**
 * What a release changed for a subscriber, one line per change with the targets that have it:
 * `PyThreadState.current_frame 72 → 80 in 3.14.7 on linux_x86_64 (cp and cpt): The struct …`.
 */
export class ReleaseLines {
  /** The basis of the first comparison; the others are not news. */
  #fromTag: string | null = null;
  readonly #lines = new Map<
    string,
    { shifts: string[]; message: string; targets: Pick<ReleaseComparison, "abi" | "platform">[] }
  >();

  add({ fromTag, abi, platform }: ReleaseComparison, matches: readonly Match[]): void {
    this.#fromTag ??= fromTag;
    if (fromTag !== this.#fromTag) return;
    for (const match of matches) {
      const shifts = usedShifts(match);
      const { id, message } = match.change;
      const key = [id, ...shifts, message].join("\0");
      const line = this.#lines.get(key) ?? { shifts, message, targets: [] };
      line.targets.push({ abi, platform });
      if (this.#lines.size < maxLines) this.#lines.set(key, line);
    }
  }

  toText({ version }: Pick<SeenRelease, "version">): string[] {
    return [...this.#lines.values()].map(({ shifts, message, targets }) => {
      const start = shifts.length === 0 ? "In" : `${shifts.join(", ")} in`;
      return `${start} ${version} on ${targetsText(targets)}: ${message}`;
    });
  }
}

/** The shifts of members that the subscriber named. */
function usedShifts({ change: { subject, shifted = [] }, uses }: Match): string[] {
  const used = new Set(uses?.members?.map(({ struct, member }) => `${struct}.${member}`));
  return shifted.flatMap((shift) => {
    const path = `${subject.name}.${shift.member}`;
    return used.has(path) ? [`${subject.name}.${shiftText(shift)}`] : [];
  });
}
