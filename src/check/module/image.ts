/** What a built module tells of itself, whatever its format. */
export interface Image {
  format: "ELF" | "Mach-O" | "PE" | "WebAssembly";
  /** The machine, spelled as in wheel file names: `x86_64`, `s390x`. */
  architecture: string;
  system: "linux" | "musllinux" | "android" | "macosx" | "ios" | "iossimulator" | "windows" | "emscripten" | null;
  imports: ImportedName[];
  /** Names that others may import from it, where the format's reader tells. */
  exports?: string[];
}

export interface ImportedName {
  /** As a C source spells it. */
  name: string;
  /** Of PE, which alone says it: `python313.dll`. */
  library: string | null;
}
