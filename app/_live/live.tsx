"use client";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { SWRConfig, useSWRConfig } from "swr";
import { ApiError, UnreachableError } from "@/lib/api/client.ts";
import { isAffected } from "./affected.ts";
import { useClock, useNow } from "./clock.tsx";
import { goToSignIn, leaveIfSignedOut } from "./door.ts";
import { listenToHints } from "./hints.ts";
import { Refresher } from "./refresher.ts";

/** Without the stream everything in sight is read again so often. */
const POLL_MS = 5_000;
const STALE_MS = 15_000;

export type LiveState = "live" | "polling" | "paused" | "stale" | "disconnected";

interface Live {
  state: LiveState;
  /** When the last good answer came, by the server's clock; null before the first. */
  answeredMs: number | null;
  isPaused: boolean;
  setPaused: (isPaused: boolean) => void;
  refresh: () => void;
  /** Reads one answer again, by its path. */
  read: (key: string) => void;
}

const LiveContext = createContext<Live | null>(null);

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error("There is no LiveProvider above.");
  return live;
}

interface Contact {
  answeredMs: number | null;
  isBroken: boolean;
}

/** Keeps what is in sight true: hints say what changed, and only that is read again. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const clock = useClock();
  const [contact, setContact] = useState<Contact>({ answeredMs: null, isBroken: false });
  const onSuccess = useCallback(
    (data: unknown) => {
      const now = nowOf(data);
      if (now !== null) clock.learn(now);
      setContact({ answeredMs: clock.now(), isBroken: false });
    },
    [clock],
  );
  const onError = useCallback((error: unknown) => {
    if (error instanceof ApiError && error.code === "unauthenticated") return goToSignIn();
    const isBroken = error instanceof UnreachableError || (error as ApiError).status >= 500;
    if (isBroken) setContact(({ answeredMs }) => ({ answeredMs, isBroken }));
  }, []);
  return (
    <SWRConfig
      value={{
        onSuccess,
        onError,
        keepPreviousData: true,
        revalidateOnFocus: false,
        revalidateOnReconnect: false,
        shouldRetryOnError: false,
        dedupingInterval: 250,
      }}
    >
      <Streaming contact={contact}>{children}</Streaming>
    </SWRConfig>
  );
}

function Streaming({ contact, children }: { contact: Contact; children: ReactNode }) {
  const { cache, mutate } = useSWRConfig();
  const now = useNow();
  const [isPaused, setPaused] = useState(false);
  const [isStreaming, setStreaming] = useState(false);
  const refresher = useRef<Refresher | null>(null);

  const refresh = useCallback(() => refresher.current?.hurry(cache.keys()), [cache]);

  const read = useCallback((key: string) => refresher.current?.mark([key]), []);

  useEffect(() => {
    const made = new Refresher((key) => mutate(key));
    refresher.current = made;
    let wasOpen = false;
    const stop = listenToHints({
      onHint: (hint) => made.mark([...cache.keys()].filter((key) => isAffected(key, hint))),
      onOpen: () => {
        setStreaming(true);
        wasOpen = true;
        made.mark(cache.keys());
      },
      onLost: () => {
        setStreaming(false);
        if (wasOpen) leaveIfSignedOut();
        wasOpen = false;
      },
    });
    return () => {
      stop();
      made.stop();
    };
  }, [cache, mutate]);

  useEffect(() => {
    const hold = () => refresher.current?.hold(document.hidden || isPaused);
    hold();
    document.addEventListener("visibilitychange", hold);
    return () => document.removeEventListener("visibilitychange", hold);
  }, [isPaused]);

  useEffect(() => {
    // A heartbeat makes no hint, so some of what is in sight grows old even while the stream is open.
    const timer = setInterval(() => refresher.current?.mark(cache.keys()), POLL_MS);
    return () => clearInterval(timer);
  }, [cache]);

  const { answeredMs, isBroken } = contact;
  const state: LiveState = isPaused
    ? "paused"
    : isBroken
      ? "disconnected"
      : answeredMs !== null && now - answeredMs > STALE_MS
        ? "stale"
        : isStreaming
          ? "live"
          : "polling";
  const live = useMemo(
    () => ({ state, answeredMs, isPaused, setPaused, refresh, read }),
    [state, answeredMs, isPaused, refresh, read],
  );
  return <LiveContext value={live}>{children}</LiveContext>;
}

function nowOf(data: unknown): number | null {
  return typeof data === "object" && data !== null && "now" in data && typeof data.now === "string"
    ? Date.parse(data.now)
    : null;
}
