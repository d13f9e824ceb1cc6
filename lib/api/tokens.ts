import { z } from "zod";
import { Instant } from "../jobs/instant.ts";
import { PermissionName, QueueGrants, Role } from "./permissions.ts";

export const MOST_TOKEN_DAYS = 365;
export const DEFAULT_TOKEN_DAYS = 90;

export const TokenId = z.string().regex(/^[0-9a-f]{16}$/, "a token's id has 16 hex digits");

export const ApiToken = z
  .object({
    id: TokenId,
    name: z.string(),
    /** Who made it, and whose rights it can never exceed. */
    owner: z.string(),
    role: Role,
    queues: QueueGrants,
    /** What it may do of what its role may; null for all of it. */
    scopes: z.array(PermissionName).nullable(),
    createdAt: Instant,
    expiresAt: Instant,
    /** To the minute; null before the first time. */
    usedAt: Instant.nullable(),
  })
  .meta({ id: "ApiToken" });
export type ApiToken = z.infer<typeof ApiToken>;

export const ApiTokenList = z
  .object({ items: z.array(ApiToken), now: Instant })
  .meta({ id: "ApiTokenList" });
export type ApiTokenList = z.infer<typeof ApiTokenList>;

export const ListTokens = z.strictObject({
  all: z.enum(["true", "false"]).optional().meta({
    description: "Everybody's, for those who may `tokens:all`. Own ones when left out.",
  }),
});
export type ListTokens = z.infer<typeof ListTokens>;

export const CreateToken = z
  .strictObject({
    name: z.string().trim().min(1).max(100).meta({ description: "What it is for." }),
    role: Role.optional().meta({ description: "At most one's own, which is the default." }),
    queues: QueueGrants.optional().meta({
      description: "Of one's own, all of which are the default.",
    }),
    scopes: z.array(PermissionName).min(1).optional().meta({
      description: "Of what the role may; all of it when left out.",
    }),
    expiresInDays: z.int().min(1).max(MOST_TOKEN_DAYS).default(DEFAULT_TOKEN_DAYS),
  })
  .meta({ id: "CreateToken" });
export type CreateToken = z.infer<typeof CreateToken>;

export const TokenCreated = z
  .object({
    token: ApiToken,
    /** What is sent as `Authorization: Bearer …`. It is told this once. */
    secret: z.string(),
  })
  .meta({ id: "TokenCreated" });
export type TokenCreated = z.infer<typeof TokenCreated>;
