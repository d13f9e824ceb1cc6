import { ConfigError } from "../config.ts";
import { REDIS_USERS, type RedisUser } from "./redis-users.ts";

/** Redis keeps a plain SHA-256 of a password: one that can be guessed would be found from it. */
const LEAST_CHARS = 24;
const BYTES = 32;

/** What the names of all of them begin with. */
export const PASSWORD_VARIABLES = "CARILLON_REDIS_PASSWORD_";

export const passwordVariable = (user: RedisUser) => `${PASSWORD_VARIABLES}${user.toUpperCase()}`;

export interface Password {
  password: string;
  /** Made here, so that it must be told to somebody. */
  isNew: boolean;
}

/**
 * The passwords of the users: the one that the environment has for it, else one of chance.
 * @throws ConfigError with a reason for every one that is too short
 */
export function passwordsFrom(
  env: NodeJS.ProcessEnv,
  randomBytes: (size: number) => Buffer,
): Record<RedisUser, Password> {
  const short = REDIS_USERS.filter((user) => {
    const given = env[passwordVariable(user)];
    return given && given.length < LEAST_CHARS;
  });
  if (short.length > 0)
    throw new ConfigError(
      short.map(
        (user) =>
          `${passwordVariable(user)} must have at least ${LEAST_CHARS} characters, of chance: openssl rand -base64 32`,
      ),
    );
  return Object.fromEntries(
    REDIS_USERS.map((user) => {
      const given = env[passwordVariable(user)];
      const password = given || randomBytes(BYTES).toString("base64url");
      return [user, { password, isNew: !given }];
    }),
  ) as Record<RedisUser, Password>;
}
