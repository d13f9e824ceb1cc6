import { parseArgs } from "node:util";
import type { z } from "zod";
import { QueueGrants, Role } from "../../api/permissions.ts";
import { UserName } from "../../jobs/names.ts";

export type UserCommand =
  | { verb: "list" }
  | { verb: "help" }
  | { verb: "add"; name: string; role: Role; queues: QueueGrants }
  | { verb: "role"; name: string; role: Role }
  | { verb: "queues"; name: string; queues: QueueGrants }
  | { verb: "password" | "disable" | "enable" | "remove" | "sign-out"; name: string };

/** A command that cannot be understood, with what would be. */
export class UsageError extends Error {}

export const USAGE = `npm run user -- list
npm run user -- add <name> --role viewer|operator|admin [--queues mail,net]
npm run user -- role <name> viewer|operator|admin
npm run user -- queues <name> mail,net        or '*' for every queue
npm run user -- password <name>
npm run user -- disable <name>                and enable <name>
npm run user -- sign-out <name>
npm run user -- remove <name>

A password is asked for, or read from standard input when that is no terminal.`;

const SIMPLE = ["password", "disable", "enable", "remove", "sign-out"] as const;

/** @throws UsageError */
export function parseCommand(args: string[]): UserCommand {
  const { positionals, values } = parsed(args);
  const [verb = "help", first, second, ...rest] = positionals;
  if (values.help || verb === "help") return { verb: "help" };
  const takes = verb === "list" ? 0 : verb === "role" || verb === "queues" ? 2 : 1;
  const given = positionals.length - 1;
  if (verb === "queues" && rest.length > 0)
    throw new UsageError("Too many words. A star must be quoted: '*'. So must commas with spaces.");
  if (verb !== "add" && (values.role ?? values.queues) !== undefined)
    throw new UsageError("--role and --queues are for add.");
  if (verb === "list" && given === 0) return { verb };
  const name = () => checked("The name", UserName, first);
  if (given === takes) {
    const simple = SIMPLE.find((each) => each === verb);
    if (simple) return { verb: simple, name: name() };
    if (verb === "role") return { verb, name: name(), role: roleOf(second) };
    if (verb === "queues") return { verb, name: name(), queues: queuesOf(second ?? "") };
    if (verb === "add")
      return { verb, name: name(), role: roleOf(values.role), queues: queuesOf(values.queues) };
  }
  throw new UsageError(`This cannot be understood: ${args.join(" ")}\n\n${USAGE}`);
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        role: { type: "string" },
        queues: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${USAGE}`, { cause: error });
  }
}

function roleOf(text: string | undefined): Role {
  const role = Role.safeParse(text);
  if (role.success) return role.data;
  throw new UsageError(
    `${text === undefined ? "A role is missing" : `There is no role ${text}`}: choose one of ${Role.options.join(", ")}.`,
  );
}

/** Every queue when none is named. */
function queuesOf(text = "*"): QueueGrants {
  const names = text.split(",").map((queue) => queue.trim());
  return checked("The queues", QueueGrants, text === "*" ? text : names.filter(Boolean));
}

function checked<S extends z.ZodType>(what: string, schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new UsageError(`${what} ${JSON.stringify(value)}: ${result.error.issues[0]?.message}.`);
}
