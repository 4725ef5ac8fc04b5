import type { Paint } from "./paint.ts";

/** A way to write a report. */
export interface Format<Report> {
  mediaType: string;
  /**
   * @param paint for formats that have styles
   * @param verbose for formats that leave out what few need: everything
   */
  render(report: Report, paint: Paint, verbose?: boolean): Promise<string>;
}
