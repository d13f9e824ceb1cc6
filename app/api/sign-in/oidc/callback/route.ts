import { finishSignIn } from "@/app/_server/sign-in-elsewhere.ts";

export const dynamic = "force-dynamic";

export { finishSignIn as GET };
