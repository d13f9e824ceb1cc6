import { expect, test } from "vitest";
import { AlertKind, type AlertWebhook } from "@/lib/api/alerts.ts";
import { BLANK, changeOf, kindsOf, typedWebhook } from "./typed-webhook.ts";

const webhook = (kinds: AlertWebhook["kinds"]): AlertWebhook => ({
  id: "0123456789abcdef",
  name: "pager",
  origin: "https://hooks.example.org",
  kinds,
  isEnabled: true,
  createdAt: "2026-11-24T10:00:00.000Z",
  createdBy: "ana",
  delivery: {
    state: "waiting",
    at: null,
    status: null,
    error: null,
    failures: 0,
    nextTryAt: null,
  },
});

test("a new one is told of everything, and all are ticked when only some are wanted", () => {
  expect(kindsOf(BLANK)).toBeNull();
  expect(kindsOf({ ...BLANK, which: "some" })).toEqual(AlertKind.options);
});

test("kinds keep their order however they are ticked", () => {
  const kinds: AlertKind[] = ["job-failed", "no-executor"];
  expect(kindsOf({ ...BLANK, which: "some", kinds })).toEqual(["no-executor", "job-failed"]);
});

test("what is as it was is no change, in whatever order its kinds came", () => {
  for (const kinds of [null, ["job-failed", "no-executor"]] satisfies AlertWebhook["kinds"][]) {
    const base = webhook(kinds);
    expect(changeOf(base, typedWebhook(base))).toBeNull();
    expect(changeOf(base, { ...typedWebhook(base), name: " pager ", url: " " })).toBeNull();
  }
});

test("a change names what differs, and nothing else", () => {
  const base = webhook(null);
  const typed = typedWebhook(base);
  expect(changeOf(base, { ...typed, name: "night" })).toEqual({ name: "night" });
  expect(changeOf(base, { ...typed, url: "https://x.example" })).toEqual({
    url: "https://x.example",
  });
  expect(changeOf(base, { ...typed, which: "some" })).toEqual({ kinds: AlertKind.options });
  expect(changeOf(webhook(["job-failed"]), typed)).toEqual({ kinds: null });
});
