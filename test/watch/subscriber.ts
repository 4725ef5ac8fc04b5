import { Webhook } from "standardwebhooks";
import type { ReleaseMessage } from "../../src/watch/message.ts";
import { type Received, type Receiver, receiver } from "./receiver.ts";

/** An endpoint that receives messages and verifies each as a subscriber would. */
export class Subscriber implements AsyncDisposable {
  /** Of `POST /v1/subscriptions`. */
  secret = "";
  /** What was verified, in the order that it came. */
  readonly messages: { id: string; tag: string; message: ReleaseMessage }[] = [];
  readonly faults: unknown[] = [];
  #receiver: Receiver | undefined;

  static async start(): Promise<Subscriber> {
    const subscriber = new Subscriber();
    subscriber.#receiver = await receiver((request, response) => {
      try {
        subscriber.#take(request);
        response.writeHead(204).end();
      } catch (error) {
        subscriber.faults.push(error);
        response.writeHead(400).end();
      }
    });
    return subscriber;
  }

  get url(): string {
    return this.#receiver?.url ?? "";
  }

  /** The ids of the messages about each release. */
  get idsByTag(): Record<string, string[]> {
    const ids: Record<string, string[]> = {};
    for (const { id, tag } of this.messages) ids[tag] = [...(ids[tag] ?? []), id];
    return ids;
  }

  #take({ body, headers }: Received): void {
    const message = new Webhook(this.secret).verify(body, headers) as ReleaseMessage;
    this.messages.push({ id: headers["webhook-id"] ?? "", tag: message.data.release.tag, message });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#receiver?.close();
  }
}
