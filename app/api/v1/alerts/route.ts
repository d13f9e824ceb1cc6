import { alertsAnswer } from "@/app/_server/alert-answers.ts";
import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const GET = route("listAlerts", (_, __, shared) => alertsAnswer(shared));
