import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../lib/config.ts";
import { VERSION } from "../lib/process/version.ts";
import { dockerfileStages, imageCommand, said } from "../lib/testing/dockerfile.ts";

const ROOT = resolve(import.meta.dirname, "..");
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const [preamble, ...stages] = dockerfileStages();
const runtime = stages.at(-1)!;
const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };

/** A name and a tag that says a version: `latest` is another image tomorrow. */
const PINNED = /^[a-z0-9./-]+:\d[\w.-]*$/;

describe("the Dockerfile", () => {
  it("takes the base as an argument, and by default one of a known version", () => {
    const [, base] = said(preamble!, "ARG")[0]!.split("NODE_IMAGE=");
    expect(base).toMatch(PINNED);
    for (const stage of stages)
      expect(said(stage, "FROM")[0]).toMatch(/^\$\{NODE_IMAGE\}( AS \w+)?$/);
  });

  it("runs no install script", () => {
    const installs = stages
      .flatMap((stage) => said(stage, "RUN"))
      .join("\n")
      .match(/npm (ci|install|prune)[^&\n]*/g)!;
    expect(installs.length).toBeGreaterThan(0);
    for (const install of installs) expect(install).toContain("--ignore-scripts");
  });

  it("ends as a user that is not root, by number", () => {
    expect(said(runtime, "USER").at(-1)).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    const afterUser = runtime.slice(runtime.findIndex(({ name }) => name === "USER"));
    expect(said(afterUser, "RUN")).toEqual([]);
  });

  it("bakes in no setting but where job files are", () => {
    const words = ["ENV", "ARG"].flatMap((name) => stages.flatMap((stage) => said(stage, name)));
    const names = words.join(" ").match(/\b[A-Z][A-Z_]+(?==)/g);
    expect(new Set(names)).toEqual(
      new Set(["NEXT_TELEMETRY_DISABLED", "NODE_ENV", "CARILLON_JOBS"]),
    );
    const context = read(".dockerignore").split("\n");
    expect(context).toEqual(
      expect.arrayContaining([".git", "**/.env", "**/.env.*", ".data", "**/node_modules", ".next"]),
    );
  });

  it("runs node itself, as npm run web does, and is told to stop by SIGTERM", () => {
    const { entry, args } = imageCommand(runtime);
    expect([...entry, ...args].join(" ")).toBe(scripts.web);
    expect(said(runtime, "STOPSIGNAL")).toEqual(["SIGTERM"]);
  });
});

const compose = read("compose.yaml");
const indented = (text: string, spaces: number) =>
  new Map(
    text
      .split(new RegExp(`^(?= {${spaces}}[\\w-]+:)`, "m"))
      .map((block) => [/^ *([\w-]+):/.exec(block)?.[1] ?? "", block]),
  );
const topLevel = indented(compose, 0);

/** A block with what it merges, `<<: *name`, or is, `environment: *name`. */
function whole(block: string): string {
  const merged = [...block.matchAll(/(?:<<|environment): \*([\w-]+)/g)].map(([, name]) =>
    whole(topLevel.get(`x-${name}`)!),
  );
  return [block, ...merged].join("\n");
}

const services = new Map(
  [...indented(topLevel.get("services")!.replace(/^services:\n/, ""), 2)]
    .filter(([name]) => name !== "")
    .map(([name, block]) => [name, whole(block)]),
);
const service = (name: string) => services.get(name)!;
const PROCESSES = ["web", "scheduler", "executor"];

describe("compose.yaml", () => {
  it("has Redis and one service for each process", () => {
    expect([...services.keys()]).toEqual(["redis", ...PROCESSES]);
  });

  it.each(["redis", ...PROCESSES])(
    "%s can write nowhere, gains nothing, has a known version",
    (name) => {
      expect(service(name)).toMatch(/^ {2}read_only: true$/m);
      expect(service(name)).toMatch(/^ {2}cap_drop: \[ALL\]$/m);
      expect(service(name)).toMatch(/^ {2}security_opt: \["no-new-privileges:true"\]$/m);
      const [, image] = /^ +image: (.*)$/m.exec(service(name))!;
      expect(image).toMatch(PINNED);
      if (name !== "redis") expect(image).toBe(`carillon:${VERSION}`);
      expect(compose).not.toMatch(/privileged: true|network_mode|docker\.sock|cap_add|pid: host/);
    },
  );

  it.each(PROCESSES)("%s runs what npm run %s runs", (name) => {
    const [, args] = /^ {4}command: \[(.*)\]$/m.exec(service(name))!;
    expect([...imageCommand(runtime).entry, args].join(" ")).toBe(scripts[name]);
  });

  it("publishes the web process alone, on loopback alone", () => {
    for (const [name, block] of services) {
      const [ports] = /^ +(ports|expose):.*/m.exec(block) ?? [];
      if (name !== "web") expect(ports, name).toBeUndefined();
      else expect(ports).toMatch(/^ {4}ports: \["127\.0\.0\.1:[^",]*"\]$/);
      expect(/^ +HOST:/m.test(block), name).toBe(name === "web");
    }
  });

  it("keeps Redis in a network without a way out", () => {
    expect(topLevel.get("networks")).toMatch(/^ {2}redis: \{ internal: true \}$/m);
    expect(service("redis")).toMatch(/^ {4}networks: \[redis\]$/m);
  });

  it("lets all that tell of alerts go out, by one list of where to", () => {
    for (const name of ["web", "scheduler", "executor"])
      expect(service(name), name).toMatch(/^ {4}networks: \[redis, outside\]$/m);
    expect(compose.match(/^ +CARILLON_OUTGOING_ALLOW:$/gm)).toHaveLength(1);
    expect(topLevel.get("x-environment")).toContain("CARILLON_OUTGOING_ALLOW:");
  });

  it("does not start without its secrets, and holds none", () => {
    for (const [, name, use] of compose.matchAll(/\$\{(\w*(?:TOKEN|PASSWORD|SECRET)\w*)([^}]*)\}/g))
      expect(`${name}${use}`).toMatch(/^\w+:\?make one: openssl rand -(base64|hex) 32$/);
    expect(service("web")).toContain("CARILLON_ADMIN_TOKEN:?");
    expect(service("redis")).toMatch(/- --requirepass\n +- "\$\{CARILLON_REDIS_PASSWORD:\?/);
    expect(service("executor")).not.toContain("ADMIN_TOKEN");
  });

  it("keeps what Redis has acknowledged", () => {
    expect(service("redis")).toMatch(/- --appendonly\n +- "yes"\n/);
    expect(service("redis")).toMatch(/- --maxmemory-policy\n +- noeviction\n/);
    expect(service("redis")).toContain('volumes: ["redis:/data"]');
  });

  it("leaves an executor the time to drain", () => {
    const [, grace] = /stop_grace_period: (\d+)s/.exec(service("executor"))!;
    const [, drainMs] = /CARILLON_DRAIN_MS: "(\d+)"/.exec(service("executor"))!;
    expect(Number(drainMs)).toBeGreaterThanOrEqual(loadConfig({} as NodeJS.ProcessEnv).drainMs);
    // It takes another 1.5 s at most to say good-bye.
    expect(Number(grace) * 1_000).toBeGreaterThan(Number(drainMs) + 1_500);
  });
});

const namesIn = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, name]) => name!);

describe(".env.example", () => {
  const listed = namesIn(read(".env.example"), /^(?:# )?([A-Z][A-Z_]+)=/gm);

  it("lists every setting of the processes", () => {
    const settings = ["lib/config.ts", "lib/auth/oidc/settings.ts"].flatMap((file) =>
      namesIn(read(file), /^ {2}([A-Z][A-Z_]+): /gm),
    );
    expect(settings.length).toBeGreaterThan(30);
    expect(settings.filter((name) => !listed.includes(name))).toEqual([]);
  });

  it("lists every setting that compose.yaml takes or sets", () => {
    const used = [
      ...namesIn(compose, /\$\{([A-Z_]+)/g),
      ...namesIn(compose, /^ +([A-Z][A-Z_]+):/gm),
    ];
    expect(used.length).toBeGreaterThan(20);
    // What redis-cli of the health check reads.
    expect(used.filter((name) => !listed.includes(name) && name !== "REDISCLI_AUTH")).toEqual([]);
  });

  it("lists nothing that compose.yaml does not hand on to the process that wants it", () => {
    const ofOneMachine =
      /^(CARILLON_REDIS_(CA|CERT|KEY)_FILE|CARILLON_REDIS_PASSWORD_\w+|CARILLON_DATA_DIR|CARILLON_JOBS)$/;
    expect(listed.filter((name) => !ofOneMachine.test(name) && !compose.includes(name))).toEqual(
      [],
    );
  });
});
