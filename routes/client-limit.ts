import type { IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";
import proxyAddr from "@fastify/proxy-addr";
import ipaddr from "ipaddr.js";
import { LRUCache } from "lru-cache";

/** The remaining requests of a client. */
export interface Share {
  exceeded: boolean;
  /** RateLimit fields as in draft-ietf-httpapi-ratelimit-headers-05. */
  headers: { "ratelimit-limit": string; "ratelimit-remaining": string; "ratelimit-reset": string };
  /** Seconds until the count is reset. */
  reset: number;
}

/** Milliseconds of a counting window, which starts with a client's first request. */
const period = 60_000;

/** Maximum number of clients counted; beyond it the least recently seen ones start over. */
const maxClients = 10_000;

/**
 * Counts requests per client: an IPv4 address, or an IPv6 network (/64), as addresses within one cost nothing. Not
 * @fastify/rate-limit, which takes as long per request as sending an answer from memory.
 */
export class ClientLimit {
  readonly #max: number;
  readonly #isTrusted: ((address: string, hop: number) => boolean) | null;
  /** Clients by address: parsing an address takes longer than counting. */
  readonly #clients = new LRUCache<string, string>({ max: maxClients, memoMethod: networkOf });
  readonly #counts = new LRUCache<string, { requests: number; start: number }>({ max: maxClients });

  /**
   * @param max requests per client and minute; 0 for no limit
   * @param trustedProxies proxies whose X-Forwarded-For is trusted
   */
  constructor(max: number, trustedProxies: string[]) {
    this.#max = max;
    this.#isTrusted = trustedProxies.length > 0 ? proxyAddr.compile(trustedProxies) : null;
  }

  /** The address or network that a request comes from. */
  clientOf(request: IncomingMessage): string {
    const address = this.#isTrusted ? proxyAddr(request, this.#isTrusted) : (request.socket.remoteAddress ?? "");
    return this.#clients.memo(address);
  }

  /** Counts a request; null if there is no limit. */
  count(request: IncomingMessage): Share | null {
    if (this.#max === 0) return null;
    const client = this.clientOf(request);
    const now = performance.now();
    let count = this.#counts.get(client);
    if (count === undefined || now - count.start >= period) {
      count = { requests: 0, start: now };
      this.#counts.set(client, count);
    }
    count.requests++;
    const reset = Math.ceil((count.start + period - now) / 1000);
    return {
      exceeded: count.requests > this.#max,
      headers: {
        "ratelimit-limit": `${this.#max}`,
        "ratelimit-remaining": `${Math.max(0, this.#max - count.requests)}`,
        "ratelimit-reset": `${reset}`,
      },
      reset,
    };
  }
}

function networkOf(address: string): string {
  // A proxy may pass on any text as an address.
  if (!isIPv6(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(":") : parsed.toString();
}
