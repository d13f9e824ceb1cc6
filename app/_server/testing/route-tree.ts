import { readdirSync } from "node:fs";
import { api } from "@/lib/api/contract.ts";
import type { Endpoint } from "@/lib/api/endpoint.ts";
import type { Permission } from "@/lib/api/permissions.ts";
import { APP, type RouteModule, routeModule } from "./call-route.ts";

export const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
export type Method = (typeof METHODS)[number];

/** Next answers these itself, from GET and from what else there is. */
export const OF_NEXT: readonly Method[] = ["HEAD", "OPTIONS"];

/** Routes that are no endpoint of the contract, and what one must be allowed to do for each of their methods. */
export const APART: Record<string, Partial<Record<Method, Permission | null>>> = {
  "/api/v1/events": { GET: "read" },
  "/api/v1/openapi.json": { GET: "read" },
  // The token in its address is all a calendar program has.
  "/api/v1/calendar.ics": { GET: null },
  // To the provider, and back from it: who comes is nobody yet.
  "/api/sign-in/oidc": { GET: null },
  "/api/sign-in/oidc/callback": { GET: null },
  // Answers that there is nothing.
  "/api/v1/{...rest}": { GET: null, POST: null, PUT: null, PATCH: null, DELETE: null },
};

export interface Route {
  path: string;
  methods: Method[];
}

/** Every folder of app that has a file of one name, as a path with its parameters in braces. */
export const foldersWith = (file: string): string[] =>
  readdirSync(APP, { recursive: true, encoding: "utf8" })
    .filter((path) => path === file || path.endsWith(`/${file}`))
    .filter((path) => !path.startsWith("_"))
    .map((path) => `/${path.slice(0, -file.length).replace(/\/$/, "")}`)
    .toSorted();

/** Every route of app, with the methods it exports. */
export async function allRoutes(): Promise<Route[]> {
  const paths = foldersWith("route.ts").map((path) => path.replaceAll(/\[([\w.]+)\]/g, "{$1}"));
  return Promise.all(
    paths.map(async (path) => ({ path, methods: methodsOf(await routeModule(path)) })),
  );
}

const methodsOf = (module: RouteModule) =>
  METHODS.filter((method) => typeof module[method] === "function");

export const endpoints = Object.values(api as Record<string, Endpoint>);
