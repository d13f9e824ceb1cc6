import { ADMIN, type As, type Web } from "../web.ts";

export const CALLERS = ["admin", "operator", "foreigner", "viewer", "reader", "nobody"] as const;
export type Callers = Record<(typeof CALLERS)[number], As>;

/** Tokens, which may ask more often than sessions. */
export async function callersOf({ tokens }: Web): Promise<Callers> {
  const nowMs = Date.now();
  const make = async (part: Partial<Parameters<Web["tokens"]["make"]>[0]>): Promise<As> => {
    const { secret } = await tokens.make(
      {
        name: "fuzz",
        owner: "owner",
        subject: "owner",
        role: "admin",
        queues: "*",
        scopes: null,
        expiresMs: nowMs + 86_400_000,
        ...part,
      },
      nowMs,
    );
    return { bearer: secret };
  };
  return {
    admin: ADMIN,
    operator: await make({ role: "operator" }),
    foreigner: await make({ role: "operator", queues: ["net"] }),
    viewer: await make({ role: "viewer" }),
    reader: await make({ scopes: ["read"] }),
    nobody: null,
  };
}
