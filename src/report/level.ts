import type { Impact } from "../diff/model.ts";

/** The level of an impact, the same in all formats with levels. */
export type Level = "error" | "warning" | "note";

export const levels: Record<Impact, Level> = { breaking: "error", risky: "warning", compatible: "note" };
