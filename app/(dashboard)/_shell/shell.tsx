"use client";
import { Toaster } from "sonner";
import type { ReactNode } from "react";
import { Navigation } from "./navigation.tsx";
import { RouteFocus } from "./route-focus.tsx";
import { Shortcuts } from "./shortcuts.tsx";
import { TopBar } from "./top-bar.tsx";
import { TroubleBanner } from "./trouble-banner.tsx";
import { UnsavedProvider } from "./unsaved.tsx";

export function Shell({ actor, children }: { actor: string; children: ReactNode }) {
  return (
    <UnsavedProvider>
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-brass px-3 py-2 font-semibold text-on-brass focus:translate-y-0"
      >
        Skip to the page
      </a>
      <div className="grid min-h-dvh grid-cols-1 sm:grid-cols-[56px_minmax(0,1fr)] lg:grid-cols-[208px_minmax(0,1fr)]">
        <Navigation />
        <div className="min-w-0 max-sm:pb-20">
          <TopBar actor={actor} />
          <TroubleBanner />
          <main
            id="main"
            tabIndex={-1}
            className="mx-auto max-w-[1440px] px-4 pt-[18px] pb-10 outline-none sm:px-5"
          >
            {children}
          </main>
        </div>
      </div>
      <RouteFocus />
      <Shortcuts />
      <Toaster
        position="bottom-right"
        duration={6_000}
        gap={8}
        toastOptions={{
          unstyled: true,
          classNames: {
            toast:
              "flex w-[min(356px,calc(100vw-32px))] items-start gap-2.5 rounded-md border border-line bg-panel p-3 text-base text-ink shadow-lg max-sm:mb-16",
            title: "font-medium [overflow-wrap:anywhere]",
            description: "mt-0.5 text-ink-2 [overflow-wrap:anywhere]",
            success: "[&_[data-icon]]:text-succeeded",
            error: "[&_[data-icon]]:text-failed",
            actionButton:
              "order-last ml-auto min-h-6 shrink-0 rounded-md border border-line px-2 font-medium hover:border-line-strong pointer-coarse:min-h-11",
          },
        }}
      />
    </UnsavedProvider>
  );
}
