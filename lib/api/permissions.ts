import { z } from "zod";
import { QueueName } from "../jobs/names.ts";

/** Each role may do what those before it may. */
export const Role = z.enum(["viewer", "operator", "admin"]);
export type Role = z.infer<typeof Role>;

/** What can be allowed, and the least role that may: the one table that routes, pages and the OpenAPI document go by. */
export const PERMISSIONS = {
  read: { role: "viewer", does: "look at jobs, schedules, queues and workers" },
  "account:own": { role: "viewer", does: "change your own password and end your own sessions" },
  "tokens:own": { role: "viewer", does: "make and revoke API tokens of your own" },
  export: { role: "operator", does: "export lists" },
  "jobs:create": { role: "operator", does: "create jobs" },
  "jobs:change": { role: "operator", does: "cancel, retry and move jobs" },
  "jobs:delete": { role: "operator", does: "delete jobs" },
  "schedules:change": { role: "operator", does: "create, change, pause and cancel periodic jobs" },
  "schedules:run": { role: "operator", does: "run periodic jobs beside their plan" },
  "queues:change": { role: "operator", does: "pause and limit queues" },
  "feeds:change": { role: "operator", does: "make and revoke calendar feeds" },
  "users:change": { role: "admin", does: "manage accounts" },
  "tokens:all": { role: "admin", does: "see and revoke everybody's API tokens" },
  "alerts:change": { role: "admin", does: "manage alert webhooks" },
  "audit:read": { role: "admin", does: "read and export the audit log" },
} as const satisfies Record<string, { role: Role; does: string }>;

export type Permission = keyof typeof PERMISSIONS;
export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as [Permission, ...Permission[]];
export const PermissionName = z.enum(PERMISSION_NAMES);

/** Which queues an operator may change: all, or those named. */
export const QueueGrants = z.union([z.literal("*"), z.array(QueueName).max(100)]);
export type QueueGrants = z.infer<typeof QueueGrants>;

/** What somebody may do, wherever it comes from: an account, a token, a sign-in elsewhere. */
export const Access = z
  .object({
    actor: z.string(),
    role: Role,
    queues: QueueGrants,
    /** Of a token that may do less than its role; null for all that the role may. */
    scopes: z.array(PermissionName).nullable(),
  })
  .meta({ id: "Access" });
export type Access = z.infer<typeof Access>;

/** Whether a role may all that another may. */
export const isAtLeast = (role: Role, other: Role) =>
  Role.options.indexOf(role) >= Role.options.indexOf(other);

/** Permissions that concern work in a queue, and are held to the queues that were granted. */
const IN_A_QUEUE = new Set<Permission>([
  "jobs:create",
  "jobs:change",
  "jobs:delete",
  "schedules:change",
  "schedules:run",
  "queues:change",
]);

/**
 * Why something may not be done, as a sentence; null when it may.
 * @param queue the queue it is done to; `"*"` for all of them
 */
export function refusalOf(access: Access, permission: Permission, queue?: string): string | null {
  const { role, does } = PERMISSIONS[permission];
  if (!isAtLeast(access.role, role)) return `Your role is ${access.role}. ${onlyFor(permission)}`;
  if (access.scopes !== null && !access.scopes.includes(permission))
    return `This token may not ${does}: it lacks the scope ${permission}.`;
  if (queue === undefined || access.queues === "*" || !IN_A_QUEUE.has(permission)) return null;
  if (access.queues.includes(queue)) return null;
  const own = access.queues.length === 0 ? "none" : access.queues.join(", ");
  return queue === "*"
    ? `This concerns every queue, and you may change only: ${own}.`
    : `You may not change the queue ${queue}. Yours: ${own}.`;
}

/** "Only an admin may manage accounts." */
export function onlyFor(permission: Permission): string {
  const { role, does } = PERMISSIONS[permission];
  const who = { admin: "an admin", operator: "an operator or an admin", viewer: "a viewer" }[role];
  return `Only ${who} may ${does}.`;
}
