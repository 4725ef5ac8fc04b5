import type { Paint } from "../paint.ts";
import type { CheckReport } from "./report.ts";

export interface CheckFormat {
  mediaType: string;
  /** @param paint for formats that have styles */
  render(report: CheckReport, paint: Paint): Promise<string>;
}

/** The formats of a check by their names. What renders one is loaded when it is asked for. */
export const checkFormats = {
  json: {
    mediaType: "application/json",
    render: async (report) => `${JSON.stringify(report)}\n`,
  },
} as const satisfies Record<string, CheckFormat>;

export type CheckFormatName = keyof typeof checkFormats;

export const checkFormatNames = Object.keys(checkFormats) as CheckFormatName[];
