import { type Endpoint, get } from "./endpoint.ts";
import { Forecast, ReadForecast } from "./forecast.ts";

/** What is planned. */
export const calendarEndpoints = {
  getForecast: get(
    "/api/v1/forecast",
    "What schedules and scheduled jobs plan, by local days or hours",
    Forecast,
    { query: ReadForecast },
  ),
} as const satisfies Record<string, Endpoint>;
