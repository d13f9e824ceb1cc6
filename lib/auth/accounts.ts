import { passwordProblem } from "../api/passwords.ts";
import { conflict, invalidField, notFound } from "../errors.ts";
import type { Sessions } from "./sessions.ts";
import { userSubject } from "./subject.ts";
import type { Tokens } from "./tokens.ts";
import type { Changed, NewUser, User, UserChange, Users } from "./users.ts";

interface Stores {
  users: Users;
  tokens: Tokens;
  sessions: Sessions;
}

/**
 * What is done to accounts, by an admin over the API or by whoever runs this installation. Where nothing but accounts lets anybody in,
 * the last of them that is an enabled admin stays one.
 */
export class Accounts {
  readonly #users: Users;
  readonly #tokens: Tokens;
  readonly #sessions: Sessions;
  readonly #keepsAdmin: boolean;

  constructor({ users, tokens, sessions }: Stores, { keepsAdmin }: { keepsAdmin: boolean }) {
    this.#users = users;
    this.#tokens = tokens;
    this.#sessions = sessions;
    this.#keepsAdmin = keepsAdmin;
  }

  list(): Promise<User[]> {
    return this.#users.list();
  }

  /** @throws CarillonError not_found */
  async get(name: string): Promise<User> {
    const user = await this.#users.find(name);
    if (!user) throw notFound("account", name);
    return user;
  }

  /** @throws CarillonError invalid_fields for a weak password, conflict when the name is taken */
  async add(user: NewUser, by: string, nowMs: number): Promise<User> {
    if (user.password !== null) checkPassword(user.password, user.name);
    const added = await this.#users.add(user, by, nowMs);
    if (!added)
      throw conflict(
        `There is an account ${user.name} already. Choose another name, or change it.`,
      );
    // Of an earlier account of this name nothing may come back to life, were its removal cut short.
    await this.#forgetAll(user.name, nowMs);
    return added;
  }

  /** Sessions end with the password, the role or the permission to sign in that they began with. */
  async change(name: string, change: UserChange): Promise<User> {
    const { password, role, isDisabled } = change;
    if (password !== undefined) checkPassword(password, name);
    const before = await this.get(name);
    const user = done(name, await this.#users.change(name, change, this.#keepsAdmin));
    const isOtherRole = role !== undefined && role !== before.role;
    if (password !== undefined || isOtherRole || isDisabled === true) await this.signOut(name);
    return user;
  }

  /** By its user, in a session that goes on under the id that is answered, while all others end. */
  async changeOwnPassword(
    name: string,
    password: string,
    sessionId: string,
    nowMs: number,
  ): Promise<string> {
    checkPassword(password, name);
    done(name, await this.#users.change(name, { password }));
    return this.#sessions.renew(sessionId, name, nowMs);
  }

  /** Answers how many API tokens went with it. */
  async remove(name: string, nowMs: number): Promise<number> {
    done(name, await this.#users.remove(name, this.#keepsAdmin));
    return this.#forgetAll(name, nowMs);
  }

  async signOut(name: string): Promise<User> {
    await this.#sessions.endAll(userSubject(name));
    return this.get(name);
  }

  async #forgetAll(name: string, nowMs: number): Promise<number> {
    await this.#sessions.endAll(userSubject(name));
    return this.#tokens.revokeAll(userSubject(name), nowMs);
  }
}

function checkPassword(password: string, name: string): void {
  const problem = passwordProblem(password, name);
  if (problem !== null) throw invalidField("password", problem);
}

function done<T>(name: string, outcome: Changed<T>): T {
  if (outcome === "none") throw notFound("account", name);
  if (outcome === "last-admin")
    throw conflict(
      `${name} is the last admin who may sign in, and there is no admin token: nobody could manage accounts any more. Make another admin first.`,
    );
  return outcome;
}
