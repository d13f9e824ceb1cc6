"use client";
import { createContext, type ReactNode, useContext } from "react";
import { type Access, type Permission, refusalOf } from "@/lib/api/permissions.ts";

const AccessContext = createContext<Access | null>(null);

/** What the viewer may do; null while Redis is away and nobody knows. */
export function AccessProvider({
  access,
  children,
}: {
  access: Access | null;
  children: ReactNode;
}) {
  return <AccessContext value={access}>{children}</AccessContext>;
}

export const useAccess = () => useContext(AccessContext);

/** Why the viewer may not do something, as a sentence, for a control that is disabled; null when they may. */
export function useRefusal(permission: Permission, queue?: string): string | null {
  const access = useAccess();
  return access && refusalOf(access, permission, queue);
}
