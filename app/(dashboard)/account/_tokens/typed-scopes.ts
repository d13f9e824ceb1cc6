import {
  isAtLeast,
  type Permission,
  PERMISSION_NAMES,
  PERMISSIONS,
  type Role,
} from "@/lib/api/permissions.ts";

/** What a token may do, as it is ticked. */
export interface TypedScopes {
  which: "all" | "some";
  chosen: Permission[];
}

/** What a role may do, and so all that a token with it can be asked to. */
export const scopesOf = (role: Role): Permission[] =>
  PERMISSION_NAMES.filter((name) => isAtLeast(role, PERMISSIONS[name].role));

/** Those that are ticked and that the role may: another role may have been chosen since. */
export const chosenScopes = (role: Role, { chosen }: TypedScopes): Permission[] =>
  scopesOf(role).filter((name) => chosen.includes(name));
