import { z } from "zod";
import { UserName } from "../jobs/names.ts";
import { del, type Endpoint, get, patch, post } from "./endpoint.ts";
import { ChangePassword, SignedIn, SignedOut, SignIn, WhoAmI } from "./session.ts";
import {
  ApiToken,
  ApiTokenList,
  CreateToken,
  ListTokens,
  TokenCreated,
  TokenId,
} from "./tokens.ts";
import { ChangeUser, CreateUser, User, UserList, UserRemoved } from "./users.ts";

const userParams = z.object({ name: UserName });
const tokenParams = z.object({ id: TokenId });

/** Who may come in, and as whom: a part of the contract. */
export const accountEndpoints = {
  signIn: post(
    "/api/sign-in",
    "Exchange a name and its password, the one-time secret or the admin token for a session",
    SignedIn,
    { body: SignIn, permission: null, isSecret: true },
  ),
  signOut: post("/api/sign-out", "End the session", SignedOut, {
    permission: null,
    isSecret: true,
  }),
  getSession: get("/api/v1/session", "Who asks, and what they may do", WhoAmI),
  signOutEverywhere: post(
    "/api/v1/session/sign-out-everywhere",
    "End all of one's own sessions, this one too",
    SignedOut,
    { permission: "account:own" },
  ),
  changePassword: post(
    "/api/v1/session/password",
    "Change one's own password; all other sessions end",
    SignedIn,
    { permission: "account:own", body: ChangePassword, isSecret: true },
  ),

  listUsers: get("/api/v1/users", "All accounts", UserList, { permission: "users:change" }),
  createUser: post("/api/v1/users", "Make an account", User, {
    permission: "users:change",
    body: CreateUser,
    status: 201,
    isSecret: true,
  }),
  getUser: get("/api/v1/users/{name}", "One account", User, {
    permission: "users:change",
    params: userParams,
  }),
  changeUser: patch(
    "/api/v1/users/{name}",
    "Change an account; with another role or password, or disabled, its sessions end",
    User,
    { permission: "users:change", params: userParams, body: ChangeUser },
  ),
  removeUser: del(
    "/api/v1/users/{name}",
    "Remove an account, its sessions and its API tokens",
    UserRemoved,
    { permission: "users:change", params: userParams },
  ),
  signOutUser: post("/api/v1/users/{name}/sign-out", "End all sessions of an account", User, {
    permission: "users:change",
    params: userParams,
  }),

  listTokens: get("/api/v1/tokens", "One's own API tokens, or everybody's", ApiTokenList, {
    permission: "tokens:own",
    query: ListTokens,
  }),
  createToken: post("/api/v1/tokens", "Make an API token; its secret is told once", TokenCreated, {
    permission: "tokens:own",
    body: CreateToken,
    status: 201,
    isSecret: true,
  }),
  revokeToken: del("/api/v1/tokens/{id}", "Revoke an API token at once", ApiToken, {
    permission: "tokens:own",
    params: tokenParams,
  }),
} as const satisfies Record<string, Endpoint>;
