import type { Impact } from "../diff/model.ts";

/** What a report calls an impact; the same in all formats that have levels. */
export type Level = "error" | "warning" | "note";

export const levels: Record<Impact, Level> = { breaking: "error", risky: "warning", compatible: "note" };
