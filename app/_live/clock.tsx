"use client";
import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from "react";

const TICK_MS = 1_000;

/** The server's time, ticking: ages are right however wrong this machine's clock is. */
class ServerClock {
  #offsetMs = 0;
  #nowMs: number;
  #timer: ReturnType<typeof setInterval> | null = null;
  readonly #listeners = new Set<() => void>();

  constructor(nowMs: number) {
    this.#nowMs = nowMs;
  }

  now = () => this.#nowMs;

  /** Learns the server's time from an answer that has just come. */
  learn(serverMs: number): void {
    this.#offsetMs = serverMs - Date.now();
  }

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    this.#timer ??= setInterval(this.#tick, TICK_MS);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0 || !this.#timer) return;
      clearInterval(this.#timer);
      this.#timer = null;
    };
  };

  #tick = () => {
    this.#nowMs = Math.max(this.#nowMs, Date.now() + this.#offsetMs);
    for (const listener of this.#listeners) listener();
  };
}

const ClockContext = createContext<ServerClock | null>(null);

export function ClockProvider({ nowMs, children }: { nowMs: number; children: ReactNode }) {
  const [clock] = useState(() => new ServerClock(nowMs));
  return <ClockContext value={clock}>{children}</ClockContext>;
}

export function useClock(): ServerClock {
  const clock = useContext(ClockContext);
  if (!clock) throw new Error("There is no ClockProvider above.");
  return clock;
}

/** The server's time in ms, renewed each second. */
export function useNow(): number {
  const clock = useClock();
  return useSyncExternalStore(clock.subscribe, clock.now, clock.now);
}
