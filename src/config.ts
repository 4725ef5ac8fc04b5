import { resolve } from "node:path";
import envPaths from "env-paths";
import { CapidiffError } from "./errors.ts";

export const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

/** What the service and the command line take from the environment (docs/operations.md lists it). */
export interface Config {
  /** Git URL or path of CPython. */
  cpythonRepo: string;
  /** Absolute path of the folder for what is downloaded and derived. */
  dataDir: string;
  host: string;
  /** 0 takes any free port. */
  port: number;
  logLevel: LogLevel;
}

/**
 * Reads the configuration from environment variables; an empty one counts as not set.
 * Written out and not left to env-schema, because loading that and TypeBox takes longer than the command line's
 * whole start.
 * @throws CapidiffError `invalid-config`, which names every problem at once.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const problems: string[] = [];
  const read = <T>(variable: string, fallback: T, parse: (text: string) => T | undefined, expected: string): T => {
    const text = env[variable];
    if (text === undefined || text === "") return fallback;
    const value = parse(text);
    if (value === undefined) problems.push(`${variable} must be ${expected}`);
    return value ?? fallback;
  };
  const config: Config = {
    cpythonRepo: read("CPYTHON_REPO", "https://github.com/python/cpython", gitLocation, "a git URL or a path"),
    dataDir: read("CAPIDIFF_DATA_DIR", envPaths("capidiff", { suffix: "" }).cache, folder, "a path"),
    host: read("HOST", "127.0.0.1", hostName, "a host name or an IP address"),
    port: read("PORT", 3000, portNumber, "a port number from 0 to 65535"),
    logLevel: read("LOG_LEVEL", "info", logLevel, `one of ${logLevels.join(", ")}`),
  };
  if (problems.length > 0) throw new CapidiffError("invalid-config", problems.join("; "), { problems });
  return config;
}

/** Values are never repeated in messages: a URL may hold a password. A leading `-` would be an option to git. */
const gitLocation = (text: string) => (text.startsWith("-") || hasControlOrSpace(text) ? undefined : text);

const folder = (text: string) => (text.includes("\0") ? undefined : resolve(text));

const hostName = (text: string) => (/^[\w.:%-]+$/.test(text) ? text : undefined);

function portNumber(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
}

const logLevel = (text: string) => logLevels.find((level) => level === text);

/** Paths may hold spaces inside, but nothing that a terminal or git would take for more than a character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const hasControlOrSpace = (text: string) => /[\0-\x1f\x7f]/.test(text) || text.trim() !== text;
