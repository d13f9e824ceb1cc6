import { userName } from "./acl.ts";
import { PASSWORD_VARIABLES, passwordVariable } from "./passwords.ts";
import type { RedisUser } from "./redis-users.ts";

/**
 * The environment of one part of `npm start`: it comes to Redis as its own user when the environment has that user's password, else
 * as REDIS_URL says. The passwords of the others are no business of it.
 */
export function asOwnUser(
  user: RedisUser,
  env: NodeJS.ProcessEnv,
  prefix: string,
): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !name.startsWith(PASSWORD_VARIABLES));
  const own = Object.fromEntries(kept) as NodeJS.ProcessEnv;
  const password = env[passwordVariable(user)];
  if (!password || !env.REDIS_URL) return own;
  const url = new URL(env.REDIS_URL);
  url.username = userName(user, prefix);
  url.password = encodeURIComponent(password);
  return { ...own, REDIS_URL: url.href };
}
