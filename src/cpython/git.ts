import { CapidiffError, type ErrorCode } from "../errors.ts";
import { type Ending, GitChild, type GitLimits, type GitRun } from "./git-child.ts";

/** Runs git on bare repositories, isolated from the caller's own repository and index, and never prompting. */
export class Git {
  readonly #limits: GitLimits;
  readonly #children = new Set<GitChild>();
  #closed = false;

  /** @param silence see {@link GitLimits}, as for `length` */
  constructor(silence: number, length = 10 * silence) {
    this.#limits = { silence, length };
  }

  /**
   * Runs `git <args>` in the repository `gitDir` and returns its standard output. Throws a `CapidiffError` with git's
   * message.
   */
  async run(gitDir: string, args: string[], run: GitRun = {}): Promise<string> {
    if (this.#closed) throw endedEarly("closed", args[0]);
    const child = new GitChild(gitDir, args, run, this.#limits);
    this.#children.add(child);
    try {
      return await child.output;
    } catch (error) {
      if (child.ending) throw endedEarly(child.ending, args[0]);
      const reason = reasonOf(error);
      // No `cause`: git's full output may contain the remote's password.
      throw new CapidiffError(codeOf(reason, run.remote === true), messageOf(reason, args[0]));
    } finally {
      this.#children.delete(child);
    }
  }

  /** Ends all children; their callers fail with `stopping`. Resolves when they have ended. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const child of this.#children) child.end("closed");
    await Promise.allSettled([...this.#children].map(({ output }) => output));
  }
}

function endedEarly(ending: Ending, command: string | undefined): CapidiffError {
  if (ending === "closed") return new CapidiffError("stopping", "The service is shutting down.");
  const fault = ending === "silent" ? "produced no output in time" : "did not finish in time";
  return new CapidiffError("timeout", `git ${command} ${fault}.`);
}

/** Git's error message without progress, advice and credentials. */
function reasonOf(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  const lines = said.split(/[\r\n]+/).map((line) => line.trim());
  const words = lines.filter((line) => line !== "" && !/\d+% \(|, done\.$|^remote: Total /.test(line));
  const faults = words.filter((line) => /^(fatal|error|remote|ssh):|denied/.test(line));
  return withoutCredentials((faults.length > 0 ? faults : words).slice(-5).join(" "));
}

/** Removes credentials from URLs in a text. */
export function withoutCredentials(text: string): string {
  return text.replace(/(\w:\/\/)[^/\s]*@/g, "$1");
}

function codeOf(reason: string, remote: boolean): ErrorCode {
  if (isFull(reason)) return "store-failed";
  return remote && !isWithoutGit(reason) ? "remote-unreachable" : "git-failed";
}

function messageOf(reason: string, command: string | undefined): string {
  return isWithoutGit(reason) ? "git is not installed, or not on the PATH." : `git ${command}: ${reason}`;
}

function isWithoutGit(reason: string): boolean {
  return /spawn \S* ?ENOENT/.test(reason);
}

function isFull(reason: string): boolean {
  return /No space left|quota exceeded|Read-only file system|insufficient permission|unable to (create|write)|failed to write|could not set/i.test(
    reason,
  );
}
