import { expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "./define-job.ts";
import { Redaction } from "./redaction.ts";
import { typeShown } from "./schema-shown.ts";
import { secret } from "./secret.ts";

const args = z.object({
  user: z.string().default("ana"),
  password: z.string().default("canary-1"),
  pin: secret(z.string().meta({ examples: ["canary-2"] })).default("canary-3"),
  login: z
    .object({ apiKey: z.string(), pin: secret(z.string()) })
    .default({ apiKey: "canary-4", pin: "canary-5" }),
  by: z
    .union([z.object({ token: z.string().default("canary-6") }), z.string()])
    .default({ token: "canary-7" }),
  shared: z.object({ token: z.string().default("canary-8") }).meta({ id: "Shared" }),
  list: z.array(z.object({ street: z.string().default("canary-9") })),
  pairs: z.record(z.string(), secret(z.string())).default({ a: "canary-10" }),
  url: z.string().default("https://ana:canary-11@example.org"),
  maybe: secret(z.string().nullable()).default("canary-12"),
});

it("a job type is shown without the values of its secrets, and is otherwise what it was", () => {
  const { type } = defineJob({
    name: "job",
    args,
    schedules: [
      {
        id: "s",
        every: 60_000,
        args: { password: "canary-13", shared: {}, list: [{ street: "canary-14" }] },
      },
    ],
    run: () => null,
  });
  const shown = typeShown(type, new Redaction(["args.list.*.street"]));
  const text = JSON.stringify(shown);
  expect(text).not.toMatch(/canary-\d/);
  expect(JSON.stringify(type).match(/canary-\d+/g)).toHaveLength(14);
  expect(shown.argsSchema.properties).toMatchObject({
    user: { default: "ana" },
    pin: { type: "string", writeOnly: true },
    shared: { $ref: "#/$defs/Shared" },
  });
  expect(Object.keys(shown)).toEqual(Object.keys(type));
  expect(shown.argsSchema.required).toEqual(type.argsSchema.required);
});
