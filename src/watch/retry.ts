import { jittered } from "./jitter.ts";
import type { Reply } from "./outgoing.ts";

const hour = 3_600_000;

/** Milliseconds during which a message is retried. */
const window = 48 * hour;

/** Minimum and maximum milliseconds between attempts. */
const shortest = 5000;
const maxPause = 12 * hour;

/** A longer Retry-After is cut to a week. */
const maxAskedPause = 7 * 24 * hour;

/**
 * How long to wait after a failed attempt: 1.5 times as long as it has been tried so far, or what Retry-After of a 429
 * or 503 demands, if that is longer.
 * @param tried milliseconds since the first attempt was due
 * @param reply null if there was no answer
 * @param random as for {@link jittered}
 * @returns milliseconds; null to give up
 */
export function waitAfter(tried: number, reply: Reply | null, random = Math.random()): number | null {
  if (tried >= window) return null;
  const backoff = jittered(Math.min(maxPause, Math.max(shortest, 1.5 * tried)), random);
  const asked = reply?.status === 429 || reply?.status === 503 ? parseRetryAfter(reply.retryAfter) : 0;
  return Math.max(backoff, Math.min(asked, maxAskedPause));
}

/** Parses seconds or a date (RFC 9110, 10.2.3) to milliseconds from now; 0 if it is neither. */
function parseRetryAfter(text: string | null): number {
  if (text === null) return 0;
  if (/^\s*\d{1,9}\s*$/.test(text)) return 1000 * Number(text);
  const date = Date.parse(text);
  return Number.isNaN(date) ? 0 : Math.max(0, date - Date.now());
}
