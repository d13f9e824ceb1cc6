import { beginSignIn } from "@/app/_server/sign-in-elsewhere.ts";

export const dynamic = "force-dynamic";

export { beginSignIn as GET };
