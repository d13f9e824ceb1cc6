"use client";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { ZONE_COOKIE } from "./zone-cookie.ts";

const YEAR_S = 31_536_000;

interface ZoneChoice {
  timeZone: string;
  choose: (timeZone: string) => void;
}

const ZoneContext = createContext<ZoneChoice>({ timeZone: "UTC", choose: () => undefined });

/** The zone in which every absolute time is shown. The browser's own, until another is chosen. */
export function ZoneProvider({
  initial,
  children,
}: {
  initial: string | null;
  children: ReactNode;
}) {
  const [timeZone, setTimeZone] = useState(initial ?? "UTC");
  const choose = (chosen: string) => {
    document.cookie = `${ZONE_COOKIE}=${encodeURIComponent(chosen)}; path=/; max-age=${YEAR_S}; samesite=lax`;
    setTimeZone(chosen);
  };
  useEffect(() => {
    if (initial === null) choose(Intl.DateTimeFormat().resolvedOptions().timeZone);
  }, [initial]);
  return <ZoneContext value={{ timeZone, choose }}>{children}</ZoneContext>;
}

export const useZone = () => useContext(ZoneContext);
