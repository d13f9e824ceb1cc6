import { z } from "zod";
import { QueueGrants, Role } from "../api/permissions.ts";
import { hashSecret } from "./secrets.ts";

/** How somebody signed in, and so where what they may do is looked up. */
export const SignedInBy = z.discriminatedUnion("kind", [
  /** The one-time link or the admin token: whoever runs this installation. */
  z.object({ kind: z.literal("owner") }),
  /** A password: the account says what they may do, at each request. */
  z.object({ kind: z.literal("user"), name: z.string() }),
  /** An OpenID Connect provider, whose claims said what they may do, for as long as the session lasts. */
  z.object({
    kind: z.literal("oidc"),
    issuer: z.string(),
    sub: z.string(),
    role: Role,
    queues: QueueGrants,
  }),
]);
export type SignedInBy = z.infer<typeof SignedInBy>;

/**
 * Whose sessions and tokens something is about. An account and somebody from elsewhere may have the same name, and are two all the
 * same.
 */
export type Subject = "owner" | `user:${string}` | `oidc:${string}`;

export const OWNER = "owner";

export const userSubject = (name: string): Subject => `user:${name}`;

export function subjectOf(by: SignedInBy): Subject {
  if (by.kind === "owner") return OWNER;
  return by.kind === "user" ? userSubject(by.name) : subjectElsewhere(by);
}

export const subjectElsewhere = (identity: Identity): Subject => `oidc:${idOf(identity)}`;

/** What somebody from elsewhere is called here: like no account can be, and like nobody else from there. */
export const actorElsewhere = (name: string, identity: Identity) =>
  `${name} (oidc ${idOf(identity).slice(0, 8)})`;

export const isElsewhere = (subject: Subject) => subject.startsWith("oidc:");

/** Of whom a provider speaks: no two have the same, and it never goes to another. */
interface Identity {
  issuer: string;
  sub: string;
}

const idOf = ({ issuer, sub }: Identity) => hashSecret(JSON.stringify([issuer, sub])).slice(0, 32);

/** The account a subject is; null for whoever has none. */
export const accountOf = (subject: Subject): string | null =>
  subject.startsWith("user:") ? subject.slice("user:".length) : null;
