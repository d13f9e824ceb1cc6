"use client";
import { Plus } from "lucide-react";
import Link from "next/link";
import { LiveIndicator } from "./live-indicator.tsx";
import { Logo } from "./logo.tsx";
import { NewLink } from "./new-link.tsx";
import { Palette } from "./palette.tsx";
import { UserMenu } from "./user-menu.tsx";
import { ZoneChip } from "./zone-chip.tsx";

export function TopBar({ actor }: { actor: string }) {
  return (
    <header className="sticky top-0 z-10 flex items-center gap-2 border-b border-line bg-ground px-4 py-[9px] sm:px-5">
      <Link href="/" aria-label="Carillon, overview" className="sm:hidden">
        <Logo />
      </Link>
      <Palette />
      <span className="flex-1" />
      <LiveIndicator />
      <ZoneChip />
      <UserMenu actor={actor} />
      <NewLink look="primary" aria-label="New job">
        <Plus aria-hidden size={15} strokeWidth={2.4} className="sm:hidden" />
        <span className="max-sm:sr-only">New job</span>
      </NewLink>
    </header>
  );
}
