/** A submitted file. */
export interface InputFile {
  /** As named by the caller, with `/` as separator. */
  file: string;
  bytes: Uint8Array;
}
