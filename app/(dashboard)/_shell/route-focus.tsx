"use client";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

/** A new page begins at its heading, for the keyboard and for those who listen. */
export function RouteFocus() {
  const pathname = usePathname();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
  }, [pathname]);
  return null;
}
