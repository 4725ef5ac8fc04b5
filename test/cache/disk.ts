import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder that goes when the test is over. */
export function temporaryFolder(): { folder: string; [Symbol.dispose](): void } {
  const folder = mkdtempSync(join(tmpdir(), "capidiff-test-"));
  return { folder, [Symbol.dispose]: () => removeFolder(folder) };
}

/** A killed service's helpers may write for a moment longer; `rmSync`, which waits and tries again, finds no new files. */
function removeFolder(folder: string, tries = 20): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    if (tries === 1) throw error;
    removeFolder(folder, tries - 1);
  }
}

/** Whether this process may mount: full and read-only disks are real ones then. */
export const canMount = process.getuid?.() === 0 && mounts();

/** A disk of its own with room for so many bytes. */
export function smallDisk(size: string): {
  folder: string;
  remount(option: "ro" | "rw" | `size=${string}`): void;
  [Symbol.dispose](): void;
} {
  const { folder, [Symbol.dispose]: remove } = temporaryFolder();
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "capidiff-test", folder]);
  return {
    folder,
    remount: (option) => execFileSync("mount", ["-o", `remount,${option}`, folder]),
    [Symbol.dispose]: () => {
      execFileSync("umount", ["--lazy", folder]);
      remove();
    },
  };
}

function mounts(): boolean {
  const { folder, [Symbol.dispose]: remove } = temporaryFolder();
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=4k", "capidiff-test", folder], { stdio: "ignore" });
    execFileSync("umount", [folder]);
    return true;
  } catch {
    return false;
  } finally {
    remove();
  }
}
