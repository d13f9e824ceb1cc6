import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { CarillonError } from "../errors.ts";

/** scrypt with 2^17 rounds takes 128 MiB a hash, by the OWASP cheat sheet's first choice: more than two at once would exhaust a small machine. */
const COST = { N: 2 ** 17, r: 8, p: 1 };
const PREFIX = `$scrypt$ln=${Math.log2(COST.N)},r=${COST.r},p=${COST.p}$`;
const MEMORY_BYTES = 256 * 2 ** 20;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const MOST_AT_ONCE = 2;
/** Who came after so many would wait for some ten seconds. */
const MOST_WAITING = 50;

interface Line {
  running: number;
  waiting: (() => void)[];
}

// Each route may have a copy of this module, and memory is one.
const KEY = Symbol.for("carillon.passwords");
const shared = globalThis as { [KEY]?: Line };

/** @throws CarillonError unavailable when too many wait already */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const line = (shared[KEY] ??= { running: 0, waiting: [] });
  if (line.waiting.length >= MOST_WAITING)
    throw new CarillonError("unavailable", "Too many people sign in at once. Try again shortly.");
  if (line.running >= MOST_AT_ONCE)
    await new Promise<void>((resolve) => line.waiting.push(resolve));
  else line.running++;
  try {
    return await work();
  } finally {
    const next = line.waiting.shift();
    if (next) next();
    else line.running--;
  }
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return inTurn(
    () =>
      new Promise((resolve, reject) => {
        const options = { ...COST, maxmem: MEMORY_BYTES };
        scrypt(password.normalize("NFKC"), salt, KEY_BYTES, options, (error, key) =>
          error ? reject(error) : resolve(key),
        );
      }),
  );
}

/** As it is stored, with what it cost: `$scrypt$ln=17,r=8,p=1$salt$key`, both base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt);
  return `${PREFIX}${salt.toString("base64url")}$${key.toString("base64url")}`;
}

/** Takes as long for nobody's hash (null) as for somebody's, so that the time tells nothing of who is known. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const isReadable = stored?.startsWith(PREFIX) ?? false;
  const [salt = "", key = ""] = isReadable ? stored!.slice(PREFIX.length).split("$") : [];
  const derived = await derive(
    password,
    salt === "" ? randomBytes(SALT_BYTES) : Buffer.from(salt, "base64url"),
  );
  const known = Buffer.from(key, "base64url");
  return known.length === derived.length && timingSafeEqual(known, derived);
}
