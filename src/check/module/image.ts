/** The contents of a built module, in any format. */
export interface Image {
  format: "ELF" | "Mach-O" | "PE" | "WebAssembly";
  /** The machine as in wheel tags: `x86_64`, `s390x`. */
  architecture: string;
  system: "linux" | "musllinux" | "android" | "macosx" | "ios" | "iossimulator" | "windows" | "emscripten" | null;
  /** The libraries it is linked with, as the file names them; none are known for WebAssembly. */
  libraries: string[];
  imports: ImportedName[];
  /** Exported names, if the format's reader provides them. */
  exports?: string[];
}

export interface ImportedName {
  /** As written in C. */
  name: string;
  /** The library, known only for PE: `python313.dll`. */
  library: string | null;
}
