import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "./define-job.ts";
import type { Json } from "./json.ts";
import { HIDDEN, hiddenAt, hideInText, Redaction, sayable, unhidden } from "./redaction.ts";
import { secret } from "./secret.ts";

const byName = new Redaction();

describe("Redaction", () => {
  it.each([
    ["password"],
    ["userPassword"],
    ["user_password"],
    ["API-Key"],
    ["apiKey"],
    ["Authorization"],
    ["card"],
    ["cardNumber"],
    ["client_secret"],
    ["accessToken"],
    ["privateKey"],
  ])("hides a field that is named %s, however deep", (name) => {
    const { value, secrets } = byName.hide({ list: [{ [name]: "canary-1" }], other: 1 }, "args");
    expect(value).toEqual({ list: [{ [name]: HIDDEN }], other: 1 });
    expect(secrets).toEqual(["canary-1"]);
  });

  it.each([["tokens"], ["passwordless"], ["cardinality"], ["secretary"], ["tokenizer"]])(
    "shows a field that is named %s",
    (name) => {
      expect(byName.hide({ [name]: "a" }, "args").value).toEqual({ [name]: "a" });
    },
  );

  it("hides what stands at a configured path, and a whole object there", () => {
    const redaction = new Redaction(["args.customers.*.iban", "result.person"]);
    const args = { customers: [{ iban: "DE89", name: "Ana" }] };
    expect(redaction.hide(args, "args").value).toEqual({
      customers: [{ iban: HIDDEN, name: "Ana" }],
    });
    expect(redaction.hide({ person: { name: "Ana Canary" } }, "result")).toEqual({
      value: { person: HIDDEN },
      secrets: ["Ana Canary"],
    });
  });

  it.each([
    ["a field", z.object({ pin: secret(z.string()) }), { pin: "canary-2" }, { pin: HIDDEN }],
    [
      "one that may be left out",
      z.object({ pin: secret(z.string()).optional() }),
      { pin: "canary-2" },
      { pin: HIDDEN },
    ],
    [
      "one in a list of variants",
      z.object({
        with: z.array(z.union([z.object({ a: z.int() }), z.object({ pin: secret(z.string()) })])),
      }),
      { with: [{ a: 1 }, { pin: "canary-2" }] },
      { with: [{ a: 1 }, { pin: HIDDEN }] },
    ],
    ["a position", z.tuple([z.string(), secret(z.string())]), ["a", "canary-2"], ["a", HIDDEN]],
    [
      "a value of a record",
      z.object({ pins: z.record(z.string(), secret(z.string())) }),
      { pins: { ana: "canary-2" } },
      { pins: { ana: HIDDEN } },
    ],
  ])("hides %s that its schema marks as secret", (_, args, given, shown) => {
    const { type } = defineJob({ name: "job", args: args as z.ZodObject, run: () => null });
    expect(byName.hide(given as Json, "args", type.argsSchema).value).toEqual(shown);
  });

  it("a marked field is still what it was to the handler", () => {
    expect(secret(z.string().min(3)).parse("abc")).toBe("abc");
    expect(secret(z.string().min(3).describe("A pin.")).meta()).toMatchObject({
      description: "A pin.",
      writeOnly: true,
    });
  });
});

describe("text", () => {
  it("loses the secrets that are known, and what looks like one", () => {
    expect(hideInText("no login with canary-3: canary-3", ["canary-3"])).toBe(
      `no login with ${HIDDEN}: ${HIDDEN}`,
    );
    expect(hideInText("redis://ana:pa55word@host/0", [])).toBe(`redis://ana:${HIDDEN}@host/0`);
    expect(hideInText("Authorization: Bearer abcdefgh.ijkl", [])).toBe(
      `Authorization: Bearer ${HIDDEN}`,
    );
  });
});

describe("a text that is made to take long", () => {
  it.each([
    ["letters", "a".repeat(1_000_000)],
    ["words", "a.".repeat(500_000)],
    ["beginnings of addresses", "a://".repeat(250_000)],
    ["addresses without an end", "a://b:".repeat(150_000)],
    ["blanks", `bearer${" ".repeat(1_000_000)}`],
    ["bearers", "bearer ".repeat(150_000)],
  ])("does not: a million characters of %s", (_, text) => {
    const startedMs = performance.now();
    expect(hideInText(text, [])).toBe(text);
    expect(performance.now() - startedMs).toBeLessThan(3_000);
  });

  it("is not shown at all beside more secrets than can be looked for", () => {
    const { secrets } = byName.hide(
      { token: Array.from({ length: 201 }, (_, n) => `secret-${n}`) },
      "args",
    );
    expect(hideInText("fine", secrets)).toBe(HIDDEN);
    expect(hideInText("fine", secrets.slice(1))).toBe("fine");
  });

  it("does not as a name either", () => {
    const startedMs = performance.now();
    for (const name of ["a", "_", "a_", "pass-", "aB"])
      byName.hide({ [name.repeat(300_000)]: 1 }, "args");
    expect(performance.now() - startedMs).toBeLessThan(3_000);
  });
});

describe("what a refusal may repeat", () => {
  it("has nothing where something was hidden", () => {
    const given = { list: [{ password: "canary-5", n: 1 }], url: "redis://ana:canary-6@host/0" };
    expect(sayable(byName.hide(given, "input").value)).toEqual({
      list: [{ password: undefined, n: 1 }],
      url: `redis://ana:${HIDDEN}@host/0`,
    });
  });
});

describe("what was hidden and comes back", () => {
  it("is what it was", () => {
    const before = { user: "ana", password: "canary-4", list: [{ token: "t" }] };
    const { value } = byName.hide(before, "args");
    expect(unhidden(value, before)).toEqual(before);
  });

  it("is told apart where nothing stood before", () => {
    expect(hiddenAt(unhidden({ a: { password: HIDDEN } }, { a: {} }))).toBe("a.password");
    expect(hiddenAt({ a: 1 })).toBeNull();
  });
});
