import { setTimeout as sleep } from "node:timers/promises";
import { CapidiffError, type ErrorCode } from "../errors.ts";

/** How one run of git differs from the plain one. */
export interface GitRun {
  /** Settings for this run, as `key=value`. */
  config?: string[];
  /** Written to the child's standard input. */
  input?: string;
  /** Whether it talks to the remote, so that a failure is the remote's. */
  remote?: boolean;
}

/** Runs git on one bare repository. Nothing of the caller's own repository or index leaks in; nothing waits for a terminal. */
export class Git {
  readonly gitDir: string;
  readonly #patience: number;
  readonly #running = new Set<AbortController>();
  #closed = false;

  /** @param patience - Milliseconds that a child may be silent, and that a lock of another process is waited for. */
  constructor(gitDir: string, patience: number) {
    this.gitDir = gitDir;
    this.#patience = patience;
  }

  /**
   * Standard output of `git <args>`. Throws a `CapidiffError` with git's own reason. Another process that holds one of
   * the repository's locks is waited for: git itself does not wait. A child that goes on saying something is ended too,
   * after ten times the patience.
   */
  async run(args: string[], run: GitRun = {}): Promise<string> {
    const deadline = Date.now() + this.#patience;
    for (let pause = 50; ; pause = Math.min(2 * pause, 1000)) {
      try {
        return await this.#once(args, run);
      } catch (error) {
        const reason = reasonOf(error);
        // No `cause`: what git said at length may hold the remote's password.
        if (!isLocked(reason) || Date.now() > deadline) {
          if (this.#closed) throw new CapidiffError("stopping", "The service ends, and git with it.");
          throw new CapidiffError(codeOf(reason, run.remote === true), messageOf(reason, args[0], this.gitDir));
        }
        await sleep(pause);
      }
    }
  }

  /** Ends the children; what waits for them fails with `stopping`. */
  close(): void {
    this.#closed = true;
    for (const child of this.#running) child.abort();
  }

  async #once(args: string[], run: GitRun): Promise<string> {
    if (this.#closed) throw new Error(abortReason);
    const child = new AbortController();
    const deadline = setTimeout(() => child.abort(), 10 * this.#patience);
    this.#running.add(child);
    try {
      return await this.#spawn(args, run, child.signal);
    } finally {
      clearTimeout(deadline);
      this.#running.delete(child);
    }
  }

  async #spawn(args: string[], { config = [], input }: GitRun, abort: AbortSignal): Promise<string> {
    // Loaded on first use: refs that are already here need no simple-git, and it costs as much as parsing a header.
    const { simpleGit } = await import("simple-git");
    const env = gitEnvironment(this.gitDir);
    return simpleGit({
      config,
      abort,
      timeout: { block: this.#patience },
      // The environment is the operator's own, and the arguments are all ours: nothing a request says comes here unchecked.
      allowEnvironment: Object.keys(env),
      unsafe: {
        allowUnsafeAskPass: true,
        allowUnsafeConfigPaths: true,
        allowUnsafeExec: true,
        allowUnsafeGitProxy: true,
        allowUnsafeSshCommand: true,
        allowUnsafeTemplateDir: true,
      },
      errors: (error, { exitCode, stdErr }) =>
        error ?? (exitCode ? new Error(Buffer.concat(stdErr).toString() || `exit code ${exitCode}`) : undefined),
      ...(input !== undefined && { input: () => input }),
    })
      .env(env)
      .raw(args);
  }
}

/**
 * The environment of every git child: that of the process, without what would point git at another repository (as a
 * hook that calls us has it), but with what the user set for the network: proxies, ssh, certificates, credentials.
 */
export function gitEnvironment(gitDir: string): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && (!/^(git_|editor$|visual$|pager$|prefix$)/i.test(name) || kept.test(name))) {
      env[name] = value;
    }
  }
  // LC_ALL: reasons are recognised by git's own words.
  return { ...env, GIT_DIR: gitDir, GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" };
}

const kept =
  /^git_(ssh|ssh_command|ssh_variant|askpass|ssl_\w+|proxy_\w+|http_\w+|config_global|config_system|config_nosystem|exec_path|allow_protocol|trace\w*)$/i;

/** What git said was wrong, without progress, advice and credentials. */
function reasonOf(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  const lines = said.split(/[\r\n]+/).map((line) => line.trim());
  const words = lines.filter((line) => line !== "" && !/\d+% \(|, done\.$|^remote: Total /.test(line));
  const faults = words.filter((line) => /^(fatal|error|remote|ssh):|denied/.test(line));
  return withoutCredentials((faults.length > 0 ? faults : words).slice(-5).join(" "));
}

/** A URL, or a text with URLs, as it may be shown. */
export function withoutCredentials(text: string): string {
  return text.replace(/(\w:\/\/)[^/\s]*@/g, "$1");
}

function codeOf(reason: string, remote: boolean): ErrorCode {
  if (isLocked(reason)) return "git-failed";
  if (isSilent(reason) || isEndless(reason)) return "timeout";
  if (isFull(reason) || isDamaged(reason)) return "store-failed";
  return remote && !isWithoutGit(reason) ? "remote-unreachable" : "git-failed";
}

function messageOf(reason: string, command: string | undefined, gitDir: string): string {
  if (isWithoutGit(reason)) return "git is not installed, or not on the PATH.";
  if (isSilent(reason)) return `git ${command} gave no sign of life in time.`;
  if (isEndless(reason)) return `git ${command} did not end in time.`;
  const advice = isLocked(reason)
    ? " If no other process is at work there, delete that file."
    : isDamaged(reason)
      ? ` Delete ${gitDir}: it is made anew.`
      : "";
  return `git ${command}: ${reason}${advice}`;
}

function isWithoutGit(reason: string): boolean {
  return /spawn \S* ?ENOENT/.test(reason);
}

function isSilent(reason: string): boolean {
  return reason.includes("block timeout reached");
}

/** simple-git's words for a child that our own signal ended. */
const abortReason = "Abort signal received";

function isEndless(reason: string): boolean {
  return reason.includes(abortReason);
}

function isLocked(reason: string): boolean {
  return /\.lock': File exists|shallow file has changed/.test(reason);
}

function isFull(reason: string): boolean {
  return /No space left|quota exceeded|Read-only file system|insufficient permission|unable to (create|write)/i.test(
    reason,
  );
}

function isDamaged(reason: string): boolean {
  return /did not send all necessary|too small|corrupt|bad object|missing (blob|tree|commit) object/.test(reason);
}
