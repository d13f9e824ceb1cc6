import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { VERSION } from "../process/version.ts";
import { api } from "./contract.ts";
import type { Endpoint } from "./endpoint.ts";
import { openApiDocument } from "./openapi.ts";

const APP = resolve(import.meta.dirname, "..", "..", "app");
const endpoints = Object.entries(api as Record<string, Endpoint>);
const routeFile = (path: string) => join(APP, path.replaceAll(/\{(\w+)\}/g, "[$1]"), "route.ts");

/** Routes that answer something other than JSON, or are the frame of others. */
const APART = [
  "api/sign-in/oidc",
  "api/sign-in/oidc/callback",
  "api/v1/calendar.ics",
  "api/v1/events",
  "api/v1/openapi.json",
  "api/v1/[...rest]",
];

describe("the contract", () => {
  it.each(endpoints)("%s has its route, under its method", (name, { path, method }) => {
    expect(existsSync(routeFile(path)), path).toBe(true);
    const text = readFileSync(routeFile(path), "utf8");
    expect(text).toMatch(new RegExp(`export (const|(async )?function) ${method}\\b`));
    if (!["signIn", "signOut", "getHealth", "getReadiness"].includes(name))
      expect(text).toMatch(new RegExp(`(route|exporting)\\(\\s*"${name}"`));
  });

  it("has every route there is", () => {
    const routes = readdirSync(APP, { recursive: true, encoding: "utf8" })
      .filter((file) => file.startsWith("api/") && file.endsWith("/route.ts"))
      .map((file) => file.replace(/\/route\.ts$/, ""))
      .filter((folder) => !APART.includes(folder));
    const known = new Set(
      endpoints.map(([, { path }]) => path.slice(1).replaceAll(/\{(\w+)\}/g, "[$1]")),
    );
    expect(routes.filter((folder) => !known.has(folder))).toEqual([]);
  });

  it("asks for a permission everywhere but at the door and the probes", () => {
    const open = endpoints
      .filter(([, { permission }]) => permission === null)
      .map(([name]) => name);
    expect(open).toEqual(["signIn", "signOut", "getHealth", "getReadiness"]);
  });

  it("lets nobody change anything by reading", () => {
    const readers = endpoints.filter(([, { permission }]) => permission === "read");
    for (const [name, { method }] of readers)
      expect(method === "GET" || name === "previewSchedule", name).toBe(true);
  });
});

describe("the OpenAPI document", () => {
  it("has what alert webhooks are sent", () => {
    const { webhooks, components } = openApiDocument(VERSION);
    expect(webhooks).toHaveProperty("alertsChanged.post.requestBody");
    expect(components?.schemas?.AlertMessage).toHaveProperty("properties.failedJobs");
  });

  it("has every endpoint, once, with its parameters and answers", () => {
    const { paths = {} } = openApiDocument(VERSION);
    for (const [name, { path, method, status }] of endpoints) {
      const operation = paths[path]?.[method.toLowerCase() as "get"];
      expect(operation?.operationId).toBe(name);
      expect(Object.keys(operation?.responses ?? {})).toEqual([String(status), "default"]);
      for (const parameter of path.matchAll(/\{(\w+)\}/g))
        expect(JSON.stringify(operation?.parameters)).toContain(`"${parameter[1]}"`);
    }
  });
});
