import type { Accounts } from "../accounts.ts";
import type { Audit } from "../audit.ts";
import type { User } from "../users.ts";
import { type UserCommand, USAGE } from "./arguments.ts";
import { userTable } from "./table.ts";

export interface CommandTools {
  accounts: Accounts;
  audit: Audit;
  /** Asks for a new password of somebody. */
  readPassword: (name: string) => Promise<string>;
  print: (text: string) => void;
  nowMs: number;
  /** The machine it is typed at. */
  host: string;
}

const BY = "cli";

/** The action of the API that a verb is, for the audit log. */
const ACTIONS = { add: "createUser", remove: "removeUser", "sign-out": "signOutUser" } as const;

/**
 * Does to accounts what whoever runs this installation may do.
 * @throws CarillonError for what the accounts refuse
 */
export async function runCommand(command: UserCommand, tools: CommandTools): Promise<void> {
  const { accounts, print } = tools;
  if (command.verb === "help") return print(USAGE);
  if (command.verb === "list") return print(userTable(await accounts.list()));
  const { verb, name } = command;
  const before = verb === "add" ? null : await accounts.get(name);
  const sentence = await perform(command, tools);
  const after = verb === "remove" ? null : await accounts.get(name);
  await tools.audit.write({
    actor: BY,
    via: BY,
    action: verb in ACTIONS ? ACTIONS[verb as keyof typeof ACTIONS] : "changeUser",
    target: `users ${name}`,
    status: 200,
    code: "",
    address: tools.host,
    requestId: "",
    before: textOf(before),
    after: textOf(after),
  });
  print(sentence);
  if (!(await accounts.list()).some(({ role, isDisabled }) => role === "admin" && !isDisabled))
    print("No account is an admin now: accounts are managed here, or with the admin token.");
}

const textOf = (user: User | null) => (user === null ? "" : JSON.stringify(user));

/** Answers what is so now. */
async function perform(
  command: Exclude<UserCommand, { verb: "list" } | { verb: "help" }>,
  { accounts, readPassword, nowMs }: CommandTools,
): Promise<string> {
  const { name } = command;
  switch (command.verb) {
    case "add": {
      const { role, queues } = command;
      const password = await readPassword(name);
      await accounts.add({ name, role, queues, password }, BY, nowMs);
      return `${name} may sign in as ${role}.`;
    }
    case "role":
      await accounts.change(name, { role: command.role });
      return `${name} is ${command.role} now. Sessions with another role have ended.`;
    case "queues":
      await accounts.change(name, { queues: command.queues });
      return `${name} may change ${queuesText(command.queues)}.`;
    case "password":
      await accounts.change(name, { password: await readPassword(name) });
      return `${name} has another password. All sessions have ended.`;
    case "disable":
      await accounts.change(name, { isDisabled: true });
      return `${name} may not sign in any more. Sessions have ended, and API tokens do not work.`;
    case "enable":
      await accounts.change(name, { isDisabled: false });
      return `${name} may sign in again, and API tokens work.`;
    case "sign-out":
      await accounts.signOut(name);
      return `All sessions of ${name} have ended.`;
    case "remove": {
      const tokens = await accounts.remove(name, nowMs);
      return `${name} is removed, with all sessions and ${tokens} API token${tokens === 1 ? "" : "s"}.`;
    }
  }
}

function queuesText(queues: User["queues"]): string {
  if (queues === "*") return "every queue";
  return queues.length === 0 ? "no queue" : `the queues ${queues.join(", ")} alone`;
}
