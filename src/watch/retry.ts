import type { Reply } from "./outgoing.ts";

const hour = 3_600_000;

/** Milliseconds for which a message is tried. */
const window = 48 * hour;

/** Milliseconds between attempts, at least and at most. */
const shortest = 5000;
const longest = 12 * hour;

/** An endpoint that asks for a later attempt than in a week is asked in a week. */
const longestAsked = 7 * 24 * hour;

/**
 * How long to wait after an attempt that failed: as long again and a half as it was tried so far, or as Retry-After of
 * a 429 or 503 asks, if that is longer.
 * @param tried milliseconds since the first attempt was due
 * @param reply null where there was no answer
 * @param random from 0 to 1: a fifth less or more, so that many do not come at once
 * @returns milliseconds; null to give up
 */
export function waitAfter(tried: number, reply: Reply | null, random = Math.random()): number | null {
  if (tried >= window) return null;
  const backoff = Math.min(longest, Math.max(shortest, 1.5 * tried)) * (0.8 + 0.4 * random);
  const asked = reply?.status === 429 || reply?.status === 503 ? parseRetryAfter(reply.retryAfter) : 0;
  return Math.max(backoff, Math.min(asked, longestAsked));
}

/** Seconds or a date (RFC 9110, 10.2.3), as milliseconds from now; 0 where it says neither. */
function parseRetryAfter(text: string | null): number {
  if (text === null) return 0;
  if (/^\s*\d{1,9}\s*$/.test(text)) return 1000 * Number(text);
  const date = Date.parse(text);
  return Number.isNaN(date) ? 0 : Math.max(0, date - Date.now());
}
