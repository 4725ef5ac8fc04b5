import { isIP } from "node:net";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import envPaths from "env-paths";
import { abis, type Platform, platforms, type TargetRequest } from "./cpython/target.ts";
import { CapidiffError } from "./errors.ts";

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
type LogLevel = (typeof logLevels)[number];

/** Configuration of the service and the command line, from the environment (see docs/operations.md). */
export interface Config {
  /** Git URL or path of the CPython repository. */
  cpythonRepo: string;
  /** Absolute path of the folder for downloaded and derived data. */
  dataDir: string;
  /** Absolute path of the index of usage; null for the bundled one. */
  usageFile: string | null;
  host: string;
  /** 0 takes any free port. */
  port: number;
  logLevel: LogLevel;
  /** Milliseconds for which tags and branches are considered fresh. */
  refsMaxAge: number;
  /** Milliseconds git may be silent. */
  gitTimeout: number;
  /** Milliseconds for one build, including the wait for a thread. */
  buildTimeout: number;
  /** Milliseconds after which an unanswered request gets `timeout`. */
  requestTimeout: number;
  /** Number of build threads. */
  buildThreads: number;
  /** Maximum number of answers being computed or waited for; each takes a few MB. */
  answerLimit: number;
  /** Maximum bytes of manifests and diffs on disk. */
  storeSize: number;
  /** Maximum bytes of input to a check over HTTP. */
  checkSize: number;
  /** Requests per client and minute; 0 for no limit. */
  rateLimit: number;
  /** Addresses and networks of proxies whose X-Forwarded-For is trusted. */
  trustedProxies: string[];
  /** URL of the Postgres server for the durable state; null for PGlite in the data folder. */
  databaseUrl: string | null;
  /** The secret that GitHub signs webhooks with; null if there is none. */
  githubWebhookSecret: string | null;
  /** Milliseconds between polls for new releases; 0 to poll only at start. */
  pollInterval: number;
  /** Platforms to compare new releases for. */
  watchPlatforms: Platform[];
  /** Targets for which the service indexes all releases when it is idle. */
  indexTargets: TargetRequest[];
  /** Base URL of the service, without a trailing slash, for links in messages, the feed and pages; null if not set. */
  publicUrl: string | null;
  /** The operator's token for issuing API keys; null if none are issued. */
  adminToken: string | null;
  /** Ports to which messages may be sent. */
  webhookPorts: number[];
  /** Whether subscribers may be on this machine and use http; for tests. */
  allowLoopback: boolean;
  /** Milliseconds after SIGTERM during which requests are still accepted while /readyz fails. */
  drainTime: number;
  /** Milliseconds after SIGTERM within which the service ends, including `drainTime`. */
  graceTime: number;
}

/**
 * Reads the configuration from environment variables; an empty variable counts as unset.
 * Not done by env-schema, because loading it and TypeBox takes longer than the command line's
 * whole start.
 * @throws CapidiffError `invalid-config`, naming all problems at once
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
  const port = read("PORT", 3000, ...wholeNumber(0, 65_535));
  const config: Config = {
    cpythonRepo: read("CPYTHON_REPO", "https://github.com/python/cpython", gitLocation, "a git URL or a path"),
    dataDir: read("CAPIDIFF_DATA_DIR", envPaths("capidiff", { suffix: "" }).cache, folder, "a path"),
    usageFile: read("CAPIDIFF_USAGE", null, folder, "a path"),
    host: read("HOST", "127.0.0.1", hostName, "a host name or an IP address"),
    port,
    logLevel: read("LOG_LEVEL", "info", logLevel, `one of ${logLevels.join(", ")}`),
    refsMaxAge: read("CAPIDIFF_REFS_MAX_AGE", 60_000, ...seconds(0, 86_400)),
    gitTimeout: read("CAPIDIFF_GIT_TIMEOUT", 60_000, ...seconds(1, 3600)),
    buildTimeout: read("CAPIDIFF_BUILD_TIMEOUT", 120_000, ...seconds(1, 3600)),
    requestTimeout: read("CAPIDIFF_REQUEST_TIMEOUT", 60_000, ...seconds(1, 3600)),
    buildThreads: read("CAPIDIFF_BUILD_THREADS", allCoresButOne(), ...wholeNumber(1, 64)),
    answerLimit: read("CAPIDIFF_ANSWER_LIMIT", 32, ...wholeNumber(1, 10_000)),
    storeSize: 2 ** 20 * read("CAPIDIFF_STORE_SIZE", 2048, ...wholeNumber(16, 1_000_000)),
    checkSize: 2 ** 20 * read("CAPIDIFF_CHECK_SIZE", 16, ...wholeNumber(1, 1024)),
    rateLimit: read("CAPIDIFF_RATE_LIMIT", 600, ...wholeNumber(0, 100_000_000)),
    trustedProxies: read("CAPIDIFF_TRUSTED_PROXIES", [], networks, "IP addresses or networks, comma-separated"),
    databaseUrl: read("DATABASE_URL", null, postgresUrl, "a URL such as postgres://user:password@host/database"),
    githubWebhookSecret: read(
      "GITHUB_WEBHOOK_SECRET",
      null,
      secret,
      "16 characters or more, without control characters",
    ),
    pollInterval: read("CAPIDIFF_POLL_INTERVAL", 300_000, ...seconds(0, 86_400)),
    indexTargets: read(
      "CAPIDIFF_INDEX",
      [],
      targetList,
      "ABIs with platforms such as cp-linux_x86_64, comma-separated",
    ),
    watchPlatforms: read("CAPIDIFF_WATCH_PLATFORMS", watched, platformList, `some of ${platforms.join(", ")}`),
    publicUrl: read("CAPIDIFF_PUBLIC_URL", null, baseUrl, "an http or https URL without a query"),
    adminToken: read("CAPIDIFF_ADMIN_TOKEN", null, bearerToken, "16 to 200 letters, digits and ._~+/=-"),
    webhookPorts: read("CAPIDIFF_WEBHOOK_PORTS", [443], portList, "ports, comma-separated"),
    allowLoopback: read("CAPIDIFF_ALLOW_LOOPBACK", 0, ...wholeNumber(0, 1)) === 1,
    drainTime: read("CAPIDIFF_DRAIN_TIME", 2000, ...seconds(0, 600)),
    graceTime: read("CAPIDIFF_GRACE_TIME", 30_000, ...seconds(1, 3600)),
  };
  if (config.graceTime <= config.drainTime + 1000) {
    problems.push("CAPIDIFF_GRACE_TIME must be more than a second longer than CAPIDIFF_DRAIN_TIME");
  }
  if (problems.length > 0) throw new CapidiffError("invalid-config", problems.join("; "), { problems });
  return config;
}

const watched: Platform[] = ["linux_x86_64", "macosx_arm64", "win_amd64"];

/** Values are never repeated in messages: a URL may contain a password. A leading `-` would be an option to git. */
const gitLocation = (text: string) => (text.startsWith("-") || hasControlOrSpace(text) ? undefined : text);

const folder = (text: string) => (text.includes("\0") ? undefined : resolve(text));

const hostName = (text: string) => (/^[\w.:%-]+$/.test(text) ? text : undefined);

/** IP addresses, and networks such as `10.0.0.0/8`. */
function networks(text: string): string[] | undefined {
  const parts = text.split(",").map((part) => part.trim());
  const isNetwork = (part: string) => {
    const [address = "", bits, ...rest] = part.split("/");
    const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
    return most > 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most));
  };
  return parts.every(isNetwork) ? parts : undefined;
}

const postgresUrl = (text: string) =>
  /^postgres(ql)?:\/\/./.test(text) && URL.canParse(text) && !hasControlOrSpace(text) ? text : undefined;

/** Removes the trailing slash. */
function baseUrl(text: string): string | undefined {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return undefined;
  const { origin, pathname, search, hash, username } = new URL(text);
  return search + hash + username === "" ? `${origin}${pathname}`.replace(/\/+$/, "") : undefined;
}

/** Shorter ones can be guessed. */
const secret = (text: string) => (text.length >= 16 && !hasControlOrSpace(text) ? text : undefined);

/** In the syntax of an `Authorization` header. */
const bearerToken = (text: string) => (/^[\w.~+/=-]{16,200}$/.test(text) ? text : undefined);

function portList(text: string): number[] | undefined {
  const [parse] = wholeNumber(1, 65_535);
  const ports = text.split(",").map((port) => parse(port.trim()));
  return ports.every((port) => port !== undefined) ? ports : undefined;
}

function platformList(text: string): Platform[] | undefined {
  const names = text.split(",").map((name) => name.trim());
  const known = platforms.filter((platform) => names.includes(platform));
  return names.every((name) => known.includes(name as Platform)) ? known : undefined;
}

/** `cp-linux_x86_64,cpt-win_amd64`. */
function targetList(text: string): TargetRequest[] | undefined {
  const targets = text.split(",").flatMap((word) => {
    const [, abi, name] = /^(\w+)-(\w+)$/.exec(word.trim()) ?? [];
    const known = { abi: abis.find((one) => one === abi), platform: platforms.find((one) => one === name) };
    return known.abi && known.platform ? [{ abi: known.abi, platform: known.platform, limitedApi: null }] : [];
  });
  return targets.length === text.split(",").length ? targets : undefined;
}

type Parser = [parse: (text: string) => number | undefined, expected: string];

function wholeNumber(min: number, max: number): Parser {
  const parse = (text: string) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    return value >= min && value <= max ? value : undefined;
  };
  return [parse, `a whole number from ${min} to ${max}`];
}

/** Seconds, converted to milliseconds. */
function seconds(min: number, max: number): Parser {
  const [parse, expected] = wholeNumber(min, max);
  const milliseconds = (text: string) => {
    const value = parse(text);
    return value === undefined ? undefined : 1000 * value;
  };
  return [milliseconds, `${expected}, of seconds`];
}

/** One core is left to answer requests. At least two threads, so that no caller can occupy all. */
const allCoresButOne = () => Math.min(8, Math.max(2, availableParallelism() - 1));

const logLevel = (text: string) => logLevels.find((level) => level === text);

/** Paths may contain spaces, but nothing that a terminal or git would interpret. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const hasControlOrSpace = (text: string) => /[\0-\x1f\x7f]/.test(text) || text.trim() !== text;
