import type { IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";
import proxyAddr from "@fastify/proxy-addr";
import ipaddr from "ipaddr.js";
import { LRUCache } from "lru-cache";

/** What a client has left. */
export interface Share {
  exceeded: boolean;
  /** RateLimit fields, as draft-ietf-httpapi-ratelimit-headers-05 has them. */
  headers: { "ratelimit-limit": string; "ratelimit-remaining": string; "ratelimit-reset": string };
  /** Seconds until it has all of its requests again. */
  reset: number;
}

/** Milliseconds for which requests are counted, from a client's first one on. */
const period = 60_000;

/** Clients that are counted at once; past it those that were not seen for longest begin anew. */
const clientLimit = 10_000;

/**
 * Counts the requests of each client: an IPv4 address, or an IPv6 network (/64), whose addresses cost nothing. Of own
 * make, because @fastify/rate-limit takes as long for a request as it takes to send an answer from memory.
 */
export class ClientLimit {
  readonly #max: number;
  readonly #isTrusted: (address: string, hop: number) => boolean;
  /** The client that an address is: to parse one takes longer than to count. */
  readonly #clients = new LRUCache<string, string>({ max: clientLimit, memoMethod: networkOf });
  readonly #counts = new LRUCache<string, { requests: number; start: number }>({ max: clientLimit });

  /**
   * @param max requests of one client in a minute; 0 for any number
   * @param trustedProxies whose X-Forwarded-For names the client
   */
  constructor(max: number, trustedProxies: string[]) {
    this.#max = max;
    this.#isTrusted = proxyAddr.compile(trustedProxies);
  }

  /** The address or the network that a request comes from. */
  clientOf(request: IncomingMessage): string {
    return this.#clients.memo(proxyAddr(request, this.#isTrusted));
  }

  /** Counts a request; null where there is no limit. */
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
