import { route } from "@/app/_server/route.ts";

export const dynamic = "force-dynamic";

export const GET = route("getForecast", ({ query }, service) => service.getForecast(query));
