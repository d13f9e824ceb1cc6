import { Accounts } from "../auth/accounts.ts";
import { Attempts } from "../auth/attempts.ts";
import { Audit } from "../auth/audit.ts";
import { Sessions } from "../auth/sessions.ts";
import { Tokens } from "../auth/tokens.ts";
import { Users } from "../auth/users.ts";
import { openRedis, testRedisUrl, uniquePrefix } from "./redis.ts";

/** A password that nothing is wrong with. */
export const GOOD_PASSWORD = "four words in a row";

/** What was written down last, the newest first. */
export const newestOf = async (audit: Audit, most: number) =>
  (await audit.find({ fits: () => true }, null, most)).entries;

/** What is kept of people, tokens and sessions, on a prefix of its own. */
export async function openAuth({ keepsAdmin = false } = {}) {
  const web = await openRedis(testRedisUrl("web"));
  const prefix = uniquePrefix();
  const stores = {
    users: new Users(web, prefix),
    tokens: new Tokens(web, prefix),
    sessions: new Sessions(web, prefix),
  };
  return {
    /** Not the one of the stores: a test may look at everything. */
    redis: await openRedis(),
    prefix,
    ...stores,
    accounts: new Accounts(stores, { keepsAdmin }),
    attempts: new Attempts(web, prefix),
    audit: new Audit(web, prefix),
  };
}
