import { z } from "zod";
import { QueueGrants, Role } from "../api/permissions.ts";

/** How somebody signed in, and so where what they may do is looked up. */
export const SignedInBy = z.discriminatedUnion("kind", [
  /** The one-time link or the admin token: whoever runs this installation. */
  z.object({ kind: z.literal("owner") }),
  /** A password: the account says what they may do, at each request. */
  z.object({ kind: z.literal("user"), name: z.string() }),
  /** An OpenID Connect provider, whose claims said what they may do. */
  z.object({ kind: z.literal("oidc"), role: Role, queues: QueueGrants }),
]);
export type SignedInBy = z.infer<typeof SignedInBy>;

/**
 * Whose sessions and tokens something is about. An account and somebody from elsewhere may have the same name, and are two all the
 * same.
 */
export type Subject = "owner" | `user:${string}` | `oidc:${string}`;

export const OWNER = "owner";

export const userSubject = (name: string): Subject => `user:${name}`;

export function subjectOf(actor: string, by: SignedInBy): Subject {
  if (by.kind === "owner") return OWNER;
  return by.kind === "user" ? userSubject(by.name) : `oidc:${actor}`;
}

/** The account a subject is; null for whoever has none. */
export const accountOf = (subject: Subject): string | null =>
  subject.startsWith("user:") ? subject.slice("user:".length) : null;
