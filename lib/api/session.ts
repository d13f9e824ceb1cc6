import { z } from "zod";
import { Instant } from "../jobs/instant.ts";
import { UserName } from "../jobs/names.ts";
import { MOST_PASSWORD_CHARS } from "./passwords.ts";
import { Access } from "./permissions.ts";
import { NewPassword } from "./users.ts";

const PresentPassword = z.string().min(1, "enter the password").max(MOST_PASSWORD_CHARS);

/** With the token of the sign-in link, the admin token, or name and password. */
export const SignIn = z
  .union(
    [
      z.strictObject({ token: z.string().min(1, "enter the token").max(500) }),
      z.strictObject({
        name: z.string().trim().toLowerCase().min(1, "enter the name").max(64),
        password: PresentPassword,
      }),
    ],
    { error: "give either a token, or a name and a password" },
  )
  .meta({ id: "SignIn" });
export type SignIn = z.infer<typeof SignIn>;

export const SignedIn = z.object({ actor: z.string() }).meta({ id: "SignedIn" });
export const SignedOut = z.object({}).meta({ id: "SignedOut" });

/** Who asks, and what they may do. */
export const WhoAmI = Access.extend({
  /** Null for those without an account: whoever runs this installation, or signs in elsewhere. */
  account: UserName.nullable(),
  /** Whether there is a password that can be changed here. */
  hasPassword: z.boolean(),
  /** What people call the provider that they have signed in with; null for those who did so here. */
  provider: z.string().nullable(),
  via: z.enum(["session", "token"]),
  /** When the session ends, however much it is used; null for a token. */
  endsAt: Instant.nullable(),
}).meta({ id: "WhoAmI" });
export type WhoAmI = z.infer<typeof WhoAmI>;

export const ChangePassword = z
  .strictObject({ present: PresentPassword, password: NewPassword })
  .meta({ id: "ChangePassword" });
export type ChangePassword = z.infer<typeof ChangePassword>;
