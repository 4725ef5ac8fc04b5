import { randomUUID } from "node:crypto";
import type { Readable } from "node:stream";
import { endProcessesWith } from "./processes.ts";

/** Options of one run of git. */
export interface GitRun {
  /** Configuration for this run, as `key=value`. */
  config?: string[];
  /** Standard input of the child. */
  input?: string | Buffer;
  /** Whether it talks to the remote, to which failures are then attributed. */
  remote?: boolean;
  /** Whether it changes the repository, so that the next writer must first end it. */
  writes?: boolean;
  /** Called with each chunk of standard error. */
  onMessage?: (text: string) => void;
}

/** How long a run may take, in milliseconds. */
export interface GitLimits {
  /** Without output. */
  silence: number;
  /** Altogether. */
  length: number;
}

/** Environment variable of all processes that change a repository, with its path. */
export const writerVariable = "CAPIDIFF_GIT_WRITES";

/** Why a run was ended: no output for too long, too long altogether, or shutdown. */
export type Ending = "silent" | "endless" | "closed";

/** Milliseconds to wait for the last output after git has ended, on however busy a machine. */
const lastOutput = 10_000;

/** A run of git, with the helpers that git starts. */
export class GitChild {
  /** Null while it is running or if it ended normally. */
  ending: Ending | null = null;
  /** Standard output, once git has ended. Rejects with git's message. */
  readonly output: Promise<string>;
  readonly #abort = new AbortController();
  /** Marks git and its helpers in their environment. */
  readonly #mark = randomUUID();
  #streams: Readable[] = [];

  constructor(gitDir: string, args: string[], run: GitRun, limits: GitLimits) {
    const silence = setTimeout(() => this.end("silent"), limits.silence);
    const deadline = setTimeout(() => this.end("endless"), limits.length);
    this.output = this.#run(gitDir, args, run, () => silence.refresh()).finally(() => {
      clearTimeout(silence);
      clearTimeout(deadline);
    });
  }

  /** Ends git and its helpers; `output` then rejects. */
  end(why: Ending): void {
    this.ending ??= why;
    this.#abort.abort();
    void endProcessesWith(`CAPIDIFF_GIT_RUN=${this.#mark}`);
    this.#closeSoon(this.#streams);
  }

  /**
   * Helpers that outlive git, such as an ssh that keeps its connection, may hold its output open forever. The timer
   * does not keep the process alive.
   */
  #closeSoon(streams: Readable[]): void {
    const close = () => {
      for (const stream of streams) stream.destroy();
    };
    setTimeout(close, lastOutput).unref();
  }

  async #run(gitDir: string, args: string[], run: GitRun, heard: () => void): Promise<string> {
    // Loaded on first use: refs that are already here do not need simple-git, which costs as much as parsing a header.
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
      // Not `onExit`: its timer cannot be cleared, and keeps the process alive.
      completion: { onClose: true, onExit: false },
      // The environment is the operator's, and all arguments are ours: no unchecked part of a request gets here.
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
 * The environment of git children: the process's, without variables that point git to another repository (as set inside
 * hooks), and with the user's settings for the network: proxies, ssh, certificates, credentials.
 */
export function gitEnvironment(gitDir: string): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && (!/^(git_|editor$|visual$|pager$|prefix$)/i.test(name) || kept.test(name))) {
      env[name] = value;
    }
  }
  // LC_ALL, since errors are recognized by git's messages.
  return { ...env, GIT_DIR: gitDir, GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" };
}

const kept =
  /^git_(ssh|ssh_command|ssh_variant|askpass|ssl_\w+|proxy_\w+|http_\w+|config_global|config_system|config_nosystem|exec_path|allow_protocol|trace\w*)$/i;
