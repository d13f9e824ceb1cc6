import type { Access, Permission, QueueGrants, Role } from "@/lib/api/permissions.ts";
import type { As, Web } from "./web.ts";

/** Somebody who asks: how they show it, anew for each request since some end it, and what they may do; null for nobody at all. */
export interface Actor {
  name: string;
  access: Access | null;
  show: () => Promise<As>;
}

/** Of every kind of caller one, with the accounts that they need. */
export async function makeActors(web: Web): Promise<Actor[]> {
  const person = async (name: string, role: Role, queues: QueueGrants = "*"): Promise<Actor> => {
    await web.makeUser(name, role, { queues });
    return {
      name,
      access: { actor: name, role, queues, scopes: null },
      show: () => web.sessionOf(name),
    };
  };
  const admin = await person("admin", "admin");
  const stranger = (name: string, show: () => Promise<As>): Actor => ({ name, access: null, show });
  return [
    stranger("nobody", () => Promise.resolve(null)),
    await person("viewer", "viewer"),
    await person("operator", "operator"),
    await person("foreign-operator", "operator", ["net"]),
    admin,
    {
      name: "read-token",
      access: { ...admin.access!, scopes: ["read"] },
      show: async () => ({ bearer: (await makeToken(web, { scopes: ["read"] })).secret }),
    },
    stranger("expired-token", async () => ({
      bearer: (await makeToken(web, { expiresInMs: -1 })).secret,
    })),
    stranger("revoked-token", async () => {
      const { secret, token } = await makeToken(web);
      await web.tokens.revoke(token.id);
      return { bearer: secret };
    }),
    stranger("ended-session", async () => {
      const as = await web.sessionOf("admin");
      await web.sessions.end((as as { session: string }).session);
      return as;
    }),
    stranger("empty-bearer", () => Promise.resolve({ bearer: "" })),
  ];
}

/** A token of the admin. */
function makeToken(
  { tokens }: Web,
  {
    scopes = null,
    expiresInMs = 60_000,
  }: { scopes?: Permission[] | null; expiresInMs?: number } = {},
) {
  const nowMs = Date.now();
  const owner = { name: "t", owner: "admin", subject: "user:admin" as const };
  const may = { role: "admin" as const, queues: "*" as const, scopes };
  return tokens.make({ ...owner, ...may, expiresMs: nowMs + expiresInMs }, nowMs);
}
