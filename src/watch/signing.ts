import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";

/** A new secret to sign with, as Standard Webhooks writes them: 32 random bytes. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;

/**
 * The headers of Standard Webhooks for one attempt to send a message.
 * @param id the message's, the same in every attempt
 * @param body the very text that is sent
 * @param secrets all that are valid: a receiver that knows any of them finds its signature
 * @param at when it is sent: receivers refuse what is older than some minutes
 */
export function signatureHeaders(
  id: string,
  body: string,
  secrets: readonly string[],
  at: Date,
): Record<"webhook-id" | "webhook-timestamp" | "webhook-signature", string> {
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(" "),
  };
}
