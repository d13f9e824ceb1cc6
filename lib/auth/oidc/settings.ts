import { z } from "zod";
import { Role } from "../../api/permissions.ts";

/** Names of this machine, to which plain HTTP may go: nobody listens on the way. */
const LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "[::1]"];

/** Whether nobody on the way can read or change what goes to a URL. */
export function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && LOOPBACK_HOSTS.includes(hostname));
}

const list = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean),
  );

const claim = z.string().regex(/^\S+$/, "must name a claim, or lead to one: realm_access.roles");

/** The settings of sign-in by OpenID Connect, a part of the environment. */
export const oidcEnvironment = {
  CARILLON_OIDC_ISSUER: z
    .string()
    .refine(
      (text) => isSafeUrl(text) && !/[?#]|\/\.well-known\//.test(text),
      "must be the issuer as the provider names it, an https URL: https://login.example.org/realms/main",
    )
    .transform((text) => new URL(text).href)
    .optional(),
  CARILLON_OIDC_CLIENT_ID: z.string().optional(),
  CARILLON_OIDC_CLIENT_SECRET: z.string().optional(),
  CARILLON_OIDC_SCOPES: z
    .string()
    .default("openid profile email")
    .refine(
      (text) => text.split(" ").includes("openid"),
      "must be names divided by spaces, openid among them",
    ),
  CARILLON_OIDC_NAME: z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(40, "must have at most 40 characters")
    .default("single sign-on"),
  CARILLON_OIDC_ROLES_CLAIM: claim.default("groups"),
  CARILLON_OIDC_ADMINS: list,
  CARILLON_OIDC_OPERATORS: list,
  CARILLON_OIDC_VIEWERS: list,
  CARILLON_OIDC_DEFAULT_ROLE: z.enum(Role.options, "must be viewer, operator or admin").optional(),
  CARILLON_OIDC_EMAIL_DOMAINS: list
    .transform((domains) => domains.map((domain) => domain.toLowerCase()))
    .refine(
      (domains) => domains.every((domain) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)),
      "must be domains divided by commas: example.org",
    ),
  CARILLON_OIDC_QUEUES_CLAIM: claim.optional(),
};

export interface OidcSettings {
  issuer: string;
  clientId: string;
  /** Undefined: a public client, which PKCE alone protects. */
  clientSecret: string | undefined;
  scopes: string;
  /** What people call the provider. */
  name: string;
  /** Where browsers reach us: what the provider sends people back to must not be said by a request. */
  origin: string;
  /** The claim that says who may do what, or a path to it. */
  rolesClaim: string;
  /** Which values of it give a role. */
  roleValues: Record<Role, string[]>;
  /** Of those to whom no value gives one; null: they may not come in. */
  defaultRole: Role | null;
  /** Empty: any, and none. Otherwise only with a verified e-mail address in one of them. */
  emailDomains: string[];
  /** The claim with the queues an operator may change; null: all. */
  queuesClaim: string | null;
}

type Given = z.output<z.ZodObject<typeof oidcEnvironment>>;

/**
 * What the settings say together; null when there is no such sign-in.
 * @param names of the settings that are set
 * @param origin where browsers reach us, if that is known
 * @returns a sentence for each thing that is missing, instead
 */
export function oidcSettingsOf(
  given: Given,
  names: string[],
  origin: string | undefined,
): OidcSettings | null | { problems: string[] } {
  const { CARILLON_OIDC_ISSUER: issuer, CARILLON_OIDC_CLIENT_ID: clientId } = given;
  const lonely = names.filter((name) => name.startsWith("CARILLON_OIDC_"));
  if (issuer === undefined)
    return lonely.length === 0
      ? null
      : {
          problems: [
            `CARILLON_OIDC_ISSUER is not set, but ${lonely.join(", ")}: set it too, or none of them`,
          ],
        };
  const roleValues = {
    admin: given.CARILLON_OIDC_ADMINS,
    operator: given.CARILLON_OIDC_OPERATORS,
    viewer: given.CARILLON_OIDC_VIEWERS,
  };
  const defaultRole = given.CARILLON_OIDC_DEFAULT_ROLE ?? null;
  const hasRoles = defaultRole !== null || Object.values(roleValues).some(({ length }) => length);
  if (clientId !== undefined && origin !== undefined && hasRoles)
    return {
      issuer,
      clientId,
      clientSecret: given.CARILLON_OIDC_CLIENT_SECRET,
      scopes: given.CARILLON_OIDC_SCOPES,
      name: given.CARILLON_OIDC_NAME,
      origin,
      rolesClaim: given.CARILLON_OIDC_ROLES_CLAIM,
      roleValues,
      defaultRole,
      emailDomains: given.CARILLON_OIDC_EMAIL_DOMAINS,
      queuesClaim: given.CARILLON_OIDC_QUEUES_CLAIM ?? null,
    };
  return {
    problems: [
      ...(clientId === undefined
        ? ["CARILLON_OIDC_CLIENT_ID is not set: the provider gives it to each application"]
        : []),
      ...(origin === undefined
        ? [
            "CARILLON_URL is not set: the provider sends people back to it (https://jobs.example.org)",
          ]
        : []),
      ...(hasRoles
        ? []
        : [
            "CARILLON_OIDC_ADMINS, CARILLON_OIDC_OPERATORS and CARILLON_OIDC_VIEWERS are not set, so nobody could come in: set one, or CARILLON_OIDC_DEFAULT_ROLE",
          ]),
    ],
  };
}
