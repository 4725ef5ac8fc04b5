import { randomUUID } from "node:crypto";
import type { Readable } from "node:stream";
import { endProcessesWith } from "./processes.ts";

/** How one run of git differs from the plain one. */
export interface GitRun {
  /** Settings for this run, as `key=value`. */
  config?: string[];
  /** Written to the child's standard input. */
  input?: string;
  /** Whether it talks to the remote, so that a failure is the remote's. */
  remote?: boolean;
  /** Whether it changes the repository, so that whoever is the next to do so has to end it first. */
  writes?: boolean;
  /** Told of each piece of what git says to people, on standard error. */
  onMessage?: (text: string) => void;
}

/** In the environment of all that changes a repository: the repository. */
export const writerVariable = "CAPIDIFF_GIT_WRITES";

/** Why a run was ended before its time: nothing was heard for too long, or it took too long, or we are told to end. */
export type Ending = "silent" | "endless" | "closed";

/** Milliseconds in which the last of its output comes after git has ended, however busy the machine. */
const lastOutput = 10_000;

/** One run of git, with the helpers that git starts for it. */
export class GitChild {
  /** Null while it was not ended, or ended by itself. */
  ending: Ending | null = null;
  /** Standard output, when git has ended. Rejects with git's own words. */
  readonly output: Promise<string>;
  readonly #abort = new AbortController();
  /** In the environment of git and its helpers. */
  readonly #mark = randomUUID();
  #streams: Readable[] = [];

  /** @param timeout - Milliseconds that it may be silent; ten times that for all of it. */
  constructor(gitDir: string, args: string[], run: GitRun, timeout: number) {
    const silence = setTimeout(() => this.end("silent"), timeout);
    const deadline = setTimeout(() => this.end("endless"), 10 * timeout);
    this.output = this.#run(gitDir, args, run, () => silence.refresh()).finally(() => {
      clearTimeout(silence);
      clearTimeout(deadline);
    });
  }

  /** Ends git and its helpers; `output` rejects then. */
  end(why: Ending): void {
    this.ending ??= why;
    this.#abort.abort();
    void endProcessesWith(`CAPIDIFF_GIT_RUN=${this.#mark}`);
    this.#closeSoon(this.#streams);
  }

  /**
   * Helpers that outlive git may hold its output open for good: an ssh that keeps its connection does. The timer keeps
   * no process alive that has its answer.
   */
  #closeSoon(streams: Readable[]): void {
    const close = () => {
      for (const stream of streams) stream.destroy();
    };
    setTimeout(close, lastOutput).unref();
  }

  async #run(gitDir: string, args: string[], run: GitRun, heard: () => void): Promise<string> {
    // Loaded on first use: refs that are already here need no simple-git, and it costs as much as parsing a header.
    const { simpleGit } = await import("simple-git");
    const { config = [], input, writes = false, onMessage } = run;
    const env = {
      ...gitEnvironment(gitDir),
      CAPIDIFF_GIT_RUN: this.#mark,
      ...(writes && { [writerVariable]: gitDir }),
    };
    return simpleGit({
      config,
      abort: this.#abort.signal,
      // Not `onExit`: its timer cannot be cleared, and keeps a process alive that has its answer.
      completion: { onClose: true, onExit: false },
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
      .outputHandler((_command, stdout, stderr) => {
        this.#streams = [stdout, stderr] as Readable[];
        for (const stream of this.#streams) stream.on("data", heard);
        if (onMessage) stderr.on("data", (chunk: Buffer) => onMessage(chunk.toString()));
        stdout.once("close", () => this.#closeSoon(this.#streams));
      })
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
