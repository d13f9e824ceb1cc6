import { z } from "zod";
import { Instant } from "../jobs/instant.ts";
import { UserName } from "../jobs/names.ts";
import { LEAST_PASSWORD_CHARS, MOST_PASSWORD_CHARS } from "./passwords.ts";
import { QueueGrants, Role } from "./permissions.ts";

export const NewPassword = z.string().min(LEAST_PASSWORD_CHARS).max(MOST_PASSWORD_CHARS).meta({
  description: "Not the name, and none of those that are tried first.",
  format: "password",
});

export const User = z
  .object({
    name: UserName,
    role: Role,
    queues: QueueGrants,
    /** May not sign in, and nothing that is theirs works. */
    isDisabled: z.boolean(),
    /** False for one who signs in elsewhere. */
    hasPassword: z.boolean(),
    createdAt: Instant,
    createdBy: z.string(),
    /** Null before the first time. */
    signedInAt: Instant.nullable(),
  })
  .meta({ id: "User" });
export type User = z.infer<typeof User>;

export const UserList = z.object({ items: z.array(User), now: Instant }).meta({ id: "UserList" });
export type UserList = z.infer<typeof UserList>;

export const CreateUser = z
  .strictObject({
    name: UserName,
    role: Role,
    queues: QueueGrants.default("*").meta({
      description: "Which queues they may change, when their role may change any.",
    }),
    password: NewPassword,
  })
  .meta({ id: "CreateUser" });
export type CreateUser = z.infer<typeof CreateUser>;

export const ChangeUser = z
  .strictObject({
    role: Role.optional(),
    queues: QueueGrants.optional(),
    isDisabled: z.boolean().optional(),
    password: NewPassword.optional(),
  })
  .refine((change) => Object.keys(change).length > 0, "names nothing that is to change")
  .meta({ id: "ChangeUser" });
export type ChangeUser = z.infer<typeof ChangeUser>;

export const UserRemoved = z
  .object({
    name: UserName,
    /** API tokens of theirs that went with the account. */
    tokens: z.int(),
  })
  .meta({ id: "UserRemoved" });
