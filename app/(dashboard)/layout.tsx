import { cookies } from "next/headers";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { requireSession } from "@/app/_server/session.ts";
import { preloaded, want } from "@/app/_server/preloaded.ts";
import { AccessProvider } from "@/app/_live/access.tsx";
import { ClockProvider } from "@/app/_live/clock.tsx";
import { LiveProvider } from "@/app/_live/live.tsx";
import { Preload } from "@/app/_live/preload.tsx";
import { ZONE_COOKIE } from "@/app/_live/zone-cookie.ts";
import { ZoneProvider } from "@/app/_live/zone.tsx";
import { isTimeZone } from "@/lib/schedule/index.ts";
import { Shell } from "./_shell/shell.tsx";

export const dynamic = "force-dynamic";

export default async function DashboardLayout({ children }: { children: React.ReactNode }) {
  const access = await requireSession();
  const zone = (await cookies()).get(ZONE_COOKIE)?.value;
  const timeZone = zone === undefined ? null : decodeURIComponent(zone);
  const { answers } = await preloaded([want("getStats", {}, (service) => service.getStats())]);
  return (
    <NuqsAdapter>
      <ClockProvider nowMs={Date.now()}>
        <ZoneProvider initial={timeZone !== null && isTimeZone(timeZone) ? timeZone : null}>
          <LiveProvider>
            <Preload answers={answers}>
              <AccessProvider access={access}>
                <Shell actor={access?.actor ?? "unknown"}>{children}</Shell>
              </AccessProvider>
            </Preload>
          </LiveProvider>
        </ZoneProvider>
      </ClockProvider>
    </NuqsAdapter>
  );
}
