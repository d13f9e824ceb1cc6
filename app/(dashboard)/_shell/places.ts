import {
  CalendarClock,
  CalendarDays,
  Cpu,
  Gauge,
  type LucideIcon,
  Rows3,
  ScrollText,
  Shapes,
  Siren,
  SquareStack,
  Users,
} from "lucide-react";
import type { Permission } from "@/lib/api/permissions.ts";

export interface Place {
  href: string;
  name: string;
  /** For the bar at the bottom of a phone. */
  short?: string;
  icon: LucideIcon;
  /** Pages elsewhere that belong to it. */
  holds?: string;
  /** Pressed after "g". */
  key: string;
  /** Who may not is not led there. */
  permission?: Permission;
  /** On a phone it is in the user's menu alone. */
  isRare?: boolean;
}

/** Where one can go: the navigation, the palette and the shortcuts read this. */
export const PLACES: Place[] = [
  { href: "/", name: "Overview", icon: Gauge, key: "o" },
  { href: "/jobs", name: "Jobs", icon: Rows3, holds: "/batches", key: "j" },
  { href: "/schedules", name: "Periodic jobs", short: "Periodic", icon: CalendarClock, key: "s" },
  { href: "/calendar", name: "Calendar", icon: CalendarDays, key: "c" },
  { href: "/queues", name: "Queues", icon: SquareStack, key: "q" },
  { href: "/workers", name: "Workers", icon: Cpu, key: "w" },
  { href: "/job-types", name: "Job types", short: "Types", icon: Shapes, key: "t" },
  { href: "/alerts", name: "Alerts", icon: Siren, key: "l", isRare: true },
  {
    href: "/users",
    name: "Users",
    icon: Users,
    key: "u",
    permission: "users:change",
    isRare: true,
  },
  {
    href: "/audit",
    name: "Audit log",
    short: "Audit",
    icon: ScrollText,
    key: "a",
    permission: "audit:read",
    isRare: true,
  },
];
