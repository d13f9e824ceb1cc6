import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { contentSecurityPolicy } from "./content-security-policy.ts";

it("knows the style sheet of the toaster that is installed", () => {
  const source = readFileSync("node_modules/sonner/dist/index.mjs", "utf8");
  const literal = /__insertCSS\(("(?:[^"\\]|\\.)*")\)/.exec(source)?.[1];
  const sheet = JSON.parse(literal!) as string;
  const hash = createHash("sha256").update(sheet).digest("base64");
  expect(contentSecurityPolicy("n", false)).toContain(`'sha256-${hash}'`);
});

it("lets nothing be evaluated, framed or run inline without the nonce", () => {
  const policy = contentSecurityPolicy("abc", false);
  expect(policy).not.toMatch(/unsafe/);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
});

it("meets no style attribute in a page, which it would refuse", () => {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" });
  const styled = files.filter(
    (file) => file.endsWith(".tsx") && /\sstyle=\{/.test(readFileSync(`app/${file}`, "utf8")),
  );
  expect(styled).toEqual([]);
});
