import { ObjectReader } from "./objects.ts";

/** For how long an unused reader is kept, in milliseconds: from one tree of a check to the next. */
const idleTime = 1000;

/**
 * The readers of a repository's objects: one for each concurrent use. The last one is kept for a while, since to start
 * git takes a large process as long as it takes git to read a tree. Git looks for packs that were added meanwhile when
 * it misses an object.
 */
export class ObjectReaders {
  readonly #gitDir: string;
  #idle: ObjectReader | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(gitDir: string) {
    this.#gitDir = gitDir;
  }

  async with<T>(use: (objects: ObjectReader) => Promise<T>): Promise<T> {
    const objects = this.#take();
    try {
      const result = await use(objects);
      this.#keep(objects);
      return result;
    } catch (error) {
      // Answers that nobody waits for any more may still be coming.
      objects.close();
      throw error;
    }
  }

  #take(): ObjectReader {
    const idle = this.#idle;
    this.#idle = null;
    clearTimeout(this.#timer);
    if (!idle?.isOpen) return new ObjectReader(this.#gitDir);
    idle.keepAlive(true);
    return idle;
  }

  #keep(objects: ObjectReader): void {
    this.#idle?.close();
    clearTimeout(this.#timer);
    objects.keepAlive(false);
    this.#idle = objects;
    this.#timer = setTimeout(() => {
      this.#idle = null;
      objects.close();
    }, idleTime).unref();
  }
}
