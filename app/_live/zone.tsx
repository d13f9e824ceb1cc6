"use client";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from "react";
import { ZONE_COOKIE } from "./zone-cookie.ts";

const YEAR_S = 31_536_000;

interface ZoneChoice {
  timeZone: string;
  /** False until the browser has said its zone, where it has not before: what is kept of `timeZone` must wait for it. */
  isKnown: boolean;
  choose: (timeZone: string) => void;
}

const ZoneContext = createContext<ZoneChoice>({
  timeZone: "UTC",
  isKnown: true,
  choose: () => undefined,
});

const noChanges = () => () => undefined;
const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The zone in which every absolute time is shown. The browser's own, until another is chosen. */
export function ZoneProvider({
  initial,
  children,
}: {
  initial: string | null;
  children: ReactNode;
}) {
  const [chosen, setChosen] = useState(initial);
  const own = useSyncExternalStore(noChanges, browserZone, () => "UTC");
  const isHydrated = useSyncExternalStore(
    noChanges,
    () => true,
    () => false,
  );
  const timeZone = chosen ?? own;
  const isKnown = chosen !== null || isHydrated;
  useEffect(() => {
    // While the page is hydrated `own` is still the server's UTC, which must not be remembered for a year.
    const zone = encodeURIComponent(chosen ?? browserZone());
    document.cookie = `${ZONE_COOKIE}=${zone}; path=/; max-age=${YEAR_S}; samesite=lax`;
  }, [chosen]);
  const choice = useMemo(() => ({ timeZone, isKnown, choose: setChosen }), [timeZone, isKnown]);
  return <ZoneContext value={choice}>{children}</ZoneContext>;
}

export const useZone = () => useContext(ZoneContext);
