import { Resolver } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import type { Agent } from "undici";
import { CapidiffError } from "../errors.ts";
import { packageVersion } from "../package.ts";
import { reachOf } from "./address.ts";

export interface OutgoingOptions {
  /** Allows requests to this machine, also by http; for tests. */
  allowLoopback: boolean;
  /** Ports allowed; 443 by default. With `allowLoopback`, all. */
  ports?: readonly number[];
  /** Milliseconds for one request, from DNS lookup to the end of the answer. */
  timeout?: number;
  /** Resolves a host name; by DNS if not given. */
  resolve?: (hostname: string) => Promise<string[]>;
}

/** The relevant parts of an answer. */
export interface Reply {
  status: number;
  retryAfter: string | null;
}

/** Bytes of an answer's body that are read and discarded, so that the connection can be reused. */
const maxBodyBytes = 16 * 1024;

/** Maximum length in characters. */
export const maxUrlLength = 2000;

/**
 * Requests to addresses supplied by strangers. Only public ones are connected to: the address is checked when
 * connecting, so that a name cannot resolve to one address when checked and to another when used. Redirects are not
 * followed.
 */
export class Outgoing {
  readonly #options: Required<OutgoingOptions>;
  /** Made by the first request: most processes send none, and loading undici takes a tenth of their start. */
  #agent: Promise<Agent> | undefined;

  constructor(options: OutgoingOptions) {
    this.#options = { ports: [443], timeout: 10_000, resolve: resolver(), ...options };
  }

  /**
   * Checks what can be checked about a URL before it is called.
   * @returns the normalized URL
   * @throws CapidiffError `invalid-request`
   */
  checkUrl(text: string): string {
    const wrong = (why: string) => new CapidiffError("invalid-request", `url ${why}.`);
    if (text.length > maxUrlLength) throw wrong(`is longer than ${maxUrlLength} characters`);
    if (!URL.canParse(text)) throw wrong("is not a URL");
    const { href, protocol, hostname, port, username, password, hash } = new URL(text);
    const { allowLoopback, ports } = this.#options;
    const schemes = allowLoopback ? ["https:", "http:"] : ["https:"];
    if (!schemes.includes(protocol)) throw wrong("does not start with https://");
    // Otherwise strangers could have requests sent to mail servers and databases.
    if (!allowLoopback && !ports.includes(Number(port || 443))) {
      throw wrong(`names the port ${port || 443}, which is not allowed; allowed: ${ports.join(", ")}`);
    }
    if (username !== "" || password !== "") throw wrong("has a name or a password; messages are signed instead");
    if (hash !== "") throw wrong("has a fragment");
    const address = unbracketed(hostname);
    if (isIP(address) !== 0 && !this.#mayReach(protocol, address)) throw wrong("is not a public address");
    return href;
  }

  /**
   * Posts, and reads no more than the start of the answer.
   * @param stop aborts the request
   * @throws Error whose message says why there was no answer
   */
  async post(url: string, headers: Record<string, string>, body: string, stop?: AbortSignal): Promise<Reply> {
    // IP literals are not looked up, so they are checked here.
    this.checkUrl(url);
    const late = AbortSignal.timeout(this.#options.timeout);
    const signal = stop ? AbortSignal.any([late, stop]) : late;
    try {
      const { request } = await import("undici");
      this.#agent ??= this.#connect();
      const answer = await request(url, {
        method: "POST",
        headers: { "user-agent": `capidiff/${packageVersion}`, ...headers },
        body,
        dispatcher: await this.#agent,
        signal,
      });
      // The status is known; errors in the rest do not matter.
      await answer.body.dump({ limit: maxBodyBytes, signal }).catch(() => {});
      const retryAfter = answer.headers["retry-after"];
      return { status: answer.statusCode, retryAfter: typeof retryAfter === "string" ? retryAfter : null };
    } catch (error) {
      if (late.aborted) throw new Error(`no answer within ${this.#options.timeout / 1000} s`, { cause: error });
      throw error;
    }
  }

  /** Closes connections; requests in progress fail. */
  async close(): Promise<void> {
    await (await this.#agent)?.destroy();
  }

  async #connect(): Promise<Agent> {
    const { Agent, buildConnector } = await import("undici");
    const { timeout } = this.#options;
    const connect = buildConnector({ timeout, lookup: this.#lookup("https:") });
    const connectPlainly = buildConnector({ timeout, lookup: this.#lookup("http:") });
    return new Agent({
      connect: (target, callback) => (target.protocol === "https:" ? connect : connectPlainly)(target, callback),
      maxHeaderSize: 16 * 1024,
      headersTimeout: timeout,
      bodyTimeout: timeout,
      pipelining: 1,
    });
  }

  /** Plain http only to this machine, since elsewhere others could read it. */
  #mayReach(protocol: string, address: string): boolean {
    const reach = reachOf(address);
    return (reach === "public" && protocol === "https:") || (reach === "loopback" && this.#options.allowLoopback);
  }

  #lookup(protocol: string): LookupFunction {
    return (hostname, { all }, callback) => {
      this.#options.resolve(hostname).then(
        (addresses) => {
          const reachable = addresses.filter((address) => this.#mayReach(protocol, address));
          const [first] = reachable;
          if (first === undefined) callback(refusal(hostname), []);
          else if (all)
            callback(
              null,
              reachable.map((address) => ({ address, family: isIP(address) })),
            );
          else callback(null, first, isIP(first));
        },
        (error) => callback(error, []),
      );
    };
  }
}

const unbracketed = (hostname: string) => hostname.replace(/^\[(.*)\]$/, "$1");

const refusal = (hostname: string) => new Error(`${hostname} is not a public address`);

/**
 * Queries name servers directly. The operating system's lookups share a few threads with the whole process: one
 * subscriber's slow name servers would block the rest.
 */
function resolver(): (hostname: string) => Promise<string[]> {
  const dns = new Resolver({ timeout: 2000, tries: 2 });
  return async (hostname) => {
    const found = await Promise.allSettled([dns.resolve4(hostname), dns.resolve6(hostname)]);
    const addresses = found.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
    if (addresses.length === 0) throw new Error(`${hostname} has no address`);
    return addresses;
  };
}
