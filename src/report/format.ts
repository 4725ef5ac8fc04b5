import type { Paint } from "./paint.ts";

/** A way to write a report. */
export interface Format<Report> {
  mediaType: string;
  /** @param paint for formats that have styles */
  render(report: Report, paint: Paint): Promise<string>;
}
