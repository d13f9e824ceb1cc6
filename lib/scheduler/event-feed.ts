import type { QueueEvent, Watching } from "../queue/events.ts";

/** The next event is told when it has settled. */
export type EventListener = (event: QueueEvent) => void | Promise<void>;

interface Source {
  open: (listener: (event: QueueEvent) => Promise<void>) => Watching;
  /** A listener threw: that is its own trouble, and the others are told all the same. */
  onError: (error: unknown) => void;
}

/** One watch on Redis for all who listen to a service: opened by the first of them, closed with the last. */
export class EventFeed {
  readonly #source: Source;
  readonly #listeners = new Set<EventListener>();
  #watching: Watching | null = null;

  constructor(source: Source) {
    this.#source = source;
  }

  /** Resolves when nothing that happens from then on is missed, with the function that ends it. */
  async add(listener: EventListener): Promise<() => void> {
    // Once for each call, though a caller may give the same function twice.
    const own: EventListener = (event) => listener(event);
    this.#listeners.add(own);
    this.#watching ??= this.#source.open((event) => this.#tell(event));
    await this.#watching.begun;
    return () => {
      this.#listeners.delete(own);
      if (this.#listeners.size === 0) this.close();
    };
  }

  close(): void {
    this.#listeners.clear();
    this.#watching?.stop();
    this.#watching = null;
  }

  async #tell(event: QueueEvent): Promise<void> {
    await Promise.all([...this.#listeners].map((listener) => this.#tellOne(listener, event)));
  }

  async #tellOne(listener: EventListener, event: QueueEvent): Promise<void> {
    try {
      await listener(event);
    } catch (error) {
      this.#source.onError(error);
    }
  }
}
