import { QueueName } from "../../jobs/names.ts";
import { type QueueGrants, Role } from "../../api/permissions.ts";
import { OidcRefusal } from "./refusals.ts";
import type { OidcSettings } from "./settings.ts";

/** What a provider says of somebody. */
export type Claims = Record<string, unknown>;

export interface Person {
  /** For people to read; others may have the same. */
  name: string;
  role: Role;
  queues: QueueGrants;
}

const MOST_NAME_CHARS = 64;
const MOST_QUEUES = 100;

/** Who somebody is here, by what their provider says. @throws OidcRefusal */
export function personOf(claims: Claims, settings: OidcSettings): Person {
  const name = shownName(claims);
  if (!isOfDomain(claims, settings))
    throw new OidcRefusal("domain", "no verified e-mail address in an allowed domain", name);
  const role = roleOf(claims, settings);
  if (role === null)
    throw new OidcRefusal("no-role", `no value of ${settings.rolesClaim} gives a role`, name);
  return { name, role, queues: queuesOf(claims, role, settings) };
}

/** Whether the ID token lacks something that the provider may tell when it is asked. */
export function lacksSomething(claims: Claims, settings: OidcSettings): boolean {
  const { rolesClaim, queuesClaim, emailDomains } = settings;
  const wanted = [
    rolesClaim,
    ...(queuesClaim === null ? [] : [queuesClaim]),
    ...(emailDomains.length === 0 && rolesClaim !== "email" ? [] : ["email", "email_verified"]),
  ];
  return (
    wanted.some((path) => claimAt(claims, path) === undefined) || shownName(claims) === NAMELESS
  );
}

/** The greatest role that a value gives. An address that is not verified may be anybody's, and gives none. */
function roleOf(claims: Claims, { rolesClaim, roleValues, defaultRole }: OidcSettings) {
  const has = rolesClaim === "email" && !isVerified(claims) ? [] : textsAt(claims, rolesClaim);
  const given = Role.options.filter((role) =>
    roleValues[role].some((value) => has.includes(value)),
  );
  return given.at(-1) ?? defaultRole;
}

/** A name that is none of a queue grants nothing; more than a hundred are more than anybody is granted. */
function queuesOf(claims: Claims, role: Role, { queuesClaim }: OidcSettings): QueueGrants {
  if (queuesClaim === null || role === "admin") return "*";
  const has = textsAt(claims, queuesClaim);
  if (has.includes("*")) return "*";
  return has.filter((name) => QueueName.safeParse(name).success).slice(0, MOST_QUEUES);
}

/** Some providers tell it as a text. */
const isVerified = ({ email_verified: verified }: Claims) =>
  verified === true || verified === "true";

function isOfDomain(claims: Claims, { emailDomains }: OidcSettings) {
  if (emailDomains.length === 0) return true;
  const { email } = claims;
  if (!isVerified(claims) || typeof email !== "string") return false;
  return emailDomains.includes(email.slice(email.lastIndexOf("@") + 1).toLowerCase());
}

/** A claim by its name, which may have dots in it, or else by the path to it. */
function claimAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  return path
    .split(".")
    .reduce<unknown>(
      (inner, name) =>
        typeof inner === "object" && inner !== null && Object.hasOwn(inner, name)
          ? (inner as Claims)[name]
          : undefined,
      claims,
    );
}

const textsAt = (claims: Claims, path: string) =>
  [claimAt(claims, path)].flat().filter((value) => typeof value === "string");

const NAMELESS = "somebody";

/** Without what cannot be seen or turns text around, and without the parentheses that set apart what we add. */
function shownName({ preferred_username: username, email, name }: Claims): string {
  for (const given of [username, email, name]) {
    if (typeof given !== "string") continue;
    const visible = given.normalize("NFKC").replaceAll(/[\p{C}\p{Z}()]+/gu, " ");
    const clean = Array.from(visible.trim()).slice(0, MOST_NAME_CHARS).join("").trim();
    if (clean !== "") return clean;
  }
  return NAMELESS;
}
