import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "./define-job.ts";
import type { Json } from "./json.ts";
import { Redaction, sayable } from "./redaction.ts";
import { secret } from "./secret.ts";
import { secretPlaces } from "./secret-places.ts";
import { HIDDEN, hideInText } from "./secret-text.ts";

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
    ["Set-Cookie"],
    ["db.password"],
    ["dbPasswords"],
    ["aws_secret_access_key"],
    ["secrets"],
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

  it("hides a value whose name stands beside it", () => {
    const given = {
      headers: [
        { name: "X-Api-Key", value: "canary-1" },
        { name: "a", value: "b" },
      ],
    };
    expect(byName.hide(given, "args").value).toEqual({
      headers: [
        { name: "X-Api-Key", value: HIDDEN },
        { name: "a", value: "b" },
      ],
    });
  });

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

  const pin = secret(z.string());
  const Node: z.ZodType = z.lazy(() => z.object({ pin, next: Node.optional() }));
  const one = { pin: "canary-2" };
  const hidden = { pin: HIDDEN };

  it.each<[string, z.ZodType, Json, Json]>([
    ["a field", z.object({ pin }), one, hidden],
    ["one that may be left out", z.object({ pin: pin.optional() }), one, hidden],
    ["one that may be null", z.object({ pin: pin.nullable() }), one, hidden],
    ["one with a default", z.object({ pin: pin.default("0000") }), one, hidden],
    ["one that is checked after it was marked", z.object({ pin: pin.min(3).max(99) }), one, hidden],
    ["one that is transformed", z.object({ pin: pin.transform(Number) }), one, hidden],
    ["one with an id", z.object({ pin: secret(z.string().meta({ id: "Pin" })) }), one, hidden],
    [
      "one within an object with an id",
      z.object({ a: z.object({ pin }).meta({ id: "Login" }), b: z.object({ pin }) }),
      { a: one, b: one },
      { a: hidden, b: hidden },
    ],
    [
      "a whole object",
      z.object({ pin: secret(z.object({ a: z.int() })) }),
      { pin: { a: 1 } },
      hidden,
    ],
    ["a number", z.object({ pin: secret(z.int()) }), { pin: 123_456 }, hidden],
    [
      "one in a list of variants",
      z.object({ with: z.array(z.union([z.object({ a: z.int() }), z.object({ pin })])) }),
      { with: [{ a: 1 }, one] },
      { with: [{ a: 1 }, hidden] },
    ],
    [
      "one of variants that are told apart",
      z.object({
        by: z.discriminatedUnion("kind", [
          z.object({ kind: z.literal("pin"), pin }),
          z.object({ kind: z.literal("none") }),
        ]),
      }),
      { by: { kind: "pin", pin: "canary-2" } },
      { by: { kind: "pin", pin: HIDDEN } },
    ],
    [
      "one of an intersection",
      z.object({ by: z.intersection(z.object({ user: z.string() }), z.object({ pin })) }),
      { by: { user: "ana", pin: "canary-2" } },
      { by: { user: "ana", pin: HIDDEN } },
    ],
    ["a position", z.tuple([z.string(), pin]), ["a", "canary-2"], ["a", HIDDEN]],
    ["the rest of the positions", z.tuple([z.string()], pin), ["a", "canary-2"], ["a", HIDDEN]],
    [
      "positions of variants",
      z.union([z.tuple([z.int()]), z.tuple([pin, z.string()])]),
      ["canary-2", "b"],
      [HIDDEN, "b"],
    ],
    [
      "a value of a record",
      z.object({ pins: z.record(z.string(), pin) }),
      { pins: { ana: "canary-2" } },
      { pins: { ana: HIDDEN } },
    ],
    [
      "a field that is not named",
      z.object({ a: z.int() }).catchall(pin),
      { a: 1, b: "canary-2" },
      { a: 1, b: HIDDEN },
    ],
    [
      "one of a schema that holds itself",
      z.object({ first: Node }),
      { first: { pin: "canary-2", next: { pin: "canary-2" } } },
      { first: { pin: HIDDEN, next: { pin: HIDDEN } } },
    ],
  ])("hides %s that its schema marks as secret", (_, args, given, shown) => {
    const { type } = defineJob({ name: "job", args: args as z.ZodObject, run: () => null });
    const { argsSchema: schema } = type;
    expect(byName.hide(given, "args", { schema }).value).toEqual(shown);
    const places = secretPlaces(given, schema);
    expect(byName.hide(given, "args", { places }).value, "by what a job keeps").toEqual(shown);
  });

  it("a marked field is still what it was to the handler", () => {
    expect(secret(z.string().min(3)).parse("abc")).toBe("abc");
    expect(secret(z.string().min(3).describe("A pin.")).meta()).toMatchObject({
      description: "A pin.",
      writeOnly: true,
    });
  });

  it("hides a secret in the other texts of a value, as it is spelled there", () => {
    const given = {
      password: 'it\'s "me"',
      note: 'log in with "it\'s \\"me\\""',
      url: "/?q=it's%20%22me%22",
    };
    expect(byName.hide(given, "args").value).toEqual({
      password: HIDDEN,
      note: `log in with "${HIDDEN}"`,
      url: `/?q=${HIDDEN}`,
    });
  });

  it.each([
    ["numbers", (index: number) => 100_000 + index],
    ["long texts", (index: number) => "x".repeat(300) + index],
  ])("hides a megabyte of %s beside as many texts before anybody notices", (_, secretAt) => {
    const given = {
      credentials: Array.from({ length: 3_000 }, (__, index) => secretAt(index)),
      texts: Array.from({ length: 50_000 }, (__, index) => `t${100_000 + index}`),
    };
    expect(byName.hide(given, "args").value).toMatchObject({ credentials: HIDDEN });
  });

  it("hides the credentials of a URL, and finds its password elsewhere", () => {
    const given = {
      url: "https://ana:canary-5@example.org/?a=1&api_key=canary-6",
      note: "canary-5!",
    };
    expect(byName.hide(given, "args")).toMatchObject({
      value: {
        url: `https://***@example.org/?a=1&api_key=${HIDDEN}`,
        note: `${HIDDEN}!`,
      },
      secrets: expect.arrayContaining(["canary-5", "canary-6"]) as string[],
    });
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
    expect(hideInText(text, [])).toBe(text);
  });

  it("is not shown at all beside more secrets than can be looked for", () => {
    const { secrets } = byName.hide(
      { token: Array.from({ length: 501 }, (_, n) => `secret-${n}`) },
      "args",
    );
    expect(hideInText("fine", secrets)).toBe(HIDDEN);
    expect(hideInText("fine", secrets.slice(1))).toBe("fine");
  });

  it("does not as a name either", () => {
    for (const name of ["a", "_", "a_", "pass-", "aB"])
      expect(byName.hide({ [name.repeat(300_000)]: 1 }, "args").secrets).toEqual([]);
  });
});

describe("what a refusal may repeat", () => {
  it("has nothing where something was hidden", () => {
    const given = { list: [{ password: "canary-5", n: 1 }], url: "redis://ana:canary-6@host/0" };
    expect(sayable(byName.hide(given, "input").value)).toEqual({
      list: [{ password: undefined, n: 1 }],
      url: "redis://***@host/0",
    });
  });
});
