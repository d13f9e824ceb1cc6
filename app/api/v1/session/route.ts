import { whoAmI } from "@/app/_server/account-answers.ts";
import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const GET = route("getSession", ({ caller }, _, shared) => whoAmI(caller, shared));
