import { onTestFinished } from "vitest";
import { Accounts } from "../auth/accounts.ts";
import { Attempts } from "../auth/attempts.ts";
import { Audit } from "../auth/audit.ts";
import { Sessions } from "../auth/sessions.ts";
import { Tokens } from "../auth/tokens.ts";
import { Users } from "../auth/users.ts";
import { connectRedis, untilReady } from "../redis/connection.ts";
import { testRedisUrl, uniquePrefix } from "./redis.ts";

/** A password that nothing is wrong with. */
export const GOOD_PASSWORD = "four words in a row";

/** What was written down last, the newest first. */
export const newestOf = async (audit: Audit, most: number) =>
  (await audit.find({ fits: () => true }, null, most)).entries;

/** What is kept of people, tokens and sessions, on a prefix of its own. */
export async function openAuth({ keepsAdmin = false } = {}) {
  const redis = connectRedis({ url: testRedisUrl(), role: "client", name: "test" });
  onTestFinished(() => redis.disconnect());
  await untilReady(redis);
  const prefix = uniquePrefix();
  const stores = {
    users: new Users(redis, prefix),
    tokens: new Tokens(redis, prefix),
    sessions: new Sessions(redis, prefix),
  };
  return {
    redis,
    prefix,
    ...stores,
    accounts: new Accounts(stores, { keepsAdmin }),
    attempts: new Attempts(redis, prefix),
    audit: new Audit(redis, prefix),
  };
}
