import type { Paint } from "./paint.ts";

/** An output format. */
export interface Format<Report> {
  mediaType: string;
  /**
   * @param paint for formats with styles
   * @param verbose include everything, in formats that abridge
   */
  render(report: Report, paint: Paint, verbose?: boolean): Promise<string>;
}
