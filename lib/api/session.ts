import { z } from "zod";

export const SignIn = z
  .strictObject({ token: z.string().min(1, "enter the token").max(500) })
  .meta({ id: "SignIn" });

export const SignedIn = z.object({ actor: z.string() }).meta({ id: "SignedIn" });
export const SignedOut = z.object({}).meta({ id: "SignedOut" });
