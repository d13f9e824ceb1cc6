import { describe, expect, it } from "vitest";
import { openSchedules, tick } from "../../testing/planted.ts";
import { refusal } from "../../testing/refusal.ts";

const HOUR_MS = 3_600_000;
const hourly = { job: tick, args: {}, every: HOUR_MS };

describe("the history of a schedule", () => {
  it("says who changed what, when and how, the newest first", async () => {
    const { service } = await openSchedules();
    await service.createSchedule({ ...hourly, id: "s" }, { by: "ana maria" });
    await service.patchSchedule("s", { limit: 5, tags: ["a"] }, { by: "bo" });
    await service.putSchedule("s", { ...hourly, missed: "all", limit: 5 }, { by: "program" });
    const { items } = await service.listRevisions("s");
    expect(items.map(({ revision, by, how }) => [revision, by, how])).toEqual([
      [3, "program", "edited"],
      [2, "bo", "edited"],
      [1, "ana maria", "created"],
    ]);
    expect(items[0]!.changes).toEqual([
      { path: "missed.policy", before: "latest", after: "all" },
      { path: "tags", before: ["a"] },
    ]);
    expect(items[1]!.changes).toEqual([
      { path: "limit", after: 5 },
      { path: "tags", after: ["a"] },
    ]);
    expect(items[2]!.changes).toEqual([]);
    expect(items[2]!.definition).toMatchObject({ job: "tick", args: {}, every: HOUR_MS });
    expect(items.map(({ restoring }) => restoring)).toEqual([
      [],
      [
        { path: "missed.policy", before: "all", after: "latest" },
        { path: "tags", after: ["a"] },
      ],
      [
        { path: "missed.policy", before: "all", after: "latest" },
        { path: "limit", before: 5 },
      ],
    ]);
  });

  it("shows a trigger that became another kind", async () => {
    const { service } = await openSchedules();
    await service.putSchedule("s", hourly);
    await service.putSchedule("s", { job: tick, args: {}, cron: "@daily" });
    const [newest] = (await service.listRevisions("s")).items;
    expect(newest!.changes.map(({ path }) => path).toSorted()).toEqual([
      "cron",
      "every",
      "timeZone",
    ]);
  });

  it("keeps fifty; an older one is not found", async () => {
    const { service } = await openSchedules();
    for (let limit = 1; limit <= 55; limit++) await service.putSchedule("s", { ...hourly, limit });
    const { items } = await service.listRevisions("s");
    expect(items).toHaveLength(50);
    expect([items[0]!.revision, items[49]!.revision]).toEqual([55, 6]);
    const error = await refusal(service.restoreSchedule("s", { revision: 5 }));
    expect(error).toMatchObject({ code: "not_found", message: expect.stringContaining("5") });
  });

  it("is not made longer by pauses, runs and identical saves", async () => {
    const { service } = await openSchedules();
    await service.putSchedule("s", hourly);
    await service.pauseSchedule("s");
    await service.triggerSchedule("s");
    await service.resumeSchedule("s");
    await service.skipNext("s");
    await service.putSchedule("s", hourly);
    expect((await service.listRevisions("s")).items).toHaveLength(1);
  });
});

describe("restoring", () => {
  it("brings back what was cancelled, as it was, planned from now", async () => {
    const { service, stored } = await openSchedules();
    const made = await service.createSchedule({ ...hourly, id: "s", limit: 7, tags: ["a"] });
    const { generation } = await stored();
    await service.cancelSchedule("s", { by: "ana" });
    const back = await service.restoreSchedule("s", {}, { by: "bo" });
    expect(back).toMatchObject({
      state: "active",
      revision: 2,
      limit: 7,
      options: { tags: ["a"] },
      createdAt: made.createdAt,
    });
    const { anchorMs, nominalMs, generation: newGeneration } = await stored();
    expect(nominalMs! - anchorMs).toBe(HOUR_MS);
    expect(newGeneration).toBeGreaterThan(generation);
    expect((await service.listSchedules({ which: "cancelled" })).items).toEqual([]);
    const [newest] = (await service.listRevisions("s")).items;
    expect(newest).toMatchObject({ how: "restored", by: "bo", changes: [] });
  });

  it("brings back an earlier revision of one that lives, as an edit", async () => {
    const { service } = await openSchedules();
    await service.putSchedule("s", { ...hourly, limit: 1 });
    await service.putSchedule("s", { job: tick, args: {}, cron: "@daily", overlap: "allow" });
    const back = await service.restoreSchedule("s", { revision: 1 }, { expectedRevision: 2 });
    expect(back).toMatchObject({
      revision: 3,
      limit: 1,
      overlap: "skip",
      trigger: { kind: "every", everyMs: HOUR_MS },
    });
    const again = await service.restoreSchedule("s", { revision: 1 });
    expect(again.revision, "it is that already").toBe(3);
  });

  it("brings back an earlier revision of one that was cancelled", async () => {
    const { service } = await openSchedules();
    await service.putSchedule("s", { ...hourly, limit: 1 });
    await service.putSchedule("s", { ...hourly, limit: 2 });
    await service.cancelSchedule("s");
    const back = await service.restoreSchedule("s", { revision: 1 });
    expect(back).toMatchObject({ state: "active", limit: 1, revision: 3 });
  });

  it("of one that lives needs a revision; of one that was never there nothing helps", async () => {
    const { service } = await openSchedules();
    await service.putSchedule("s", hourly);
    expect(await refusal(service.restoreSchedule("s"))).toMatchObject({ code: "conflict" });
    expect(await refusal(service.restoreSchedule("t"))).toMatchObject({ code: "not_found" });
    expect(await refusal(service.restoreSchedule("s", { revision: 9 }))).toMatchObject({
      code: "not_found",
    });
  });

  it("by ten at once makes one", async () => {
    const { service, stored } = await openSchedules();
    await service.putSchedule("s", hourly);
    await service.cancelSchedule("s");
    const back = await Promise.all(Array.from({ length: 10 }, () => service.restoreSchedule("s")));
    expect(new Set(back.map(({ revision }) => revision))).toEqual(new Set([2]));
    expect((await stored()).revision).toBe(2);
    expect((await service.listSchedules()).total).toBe(1);
  });

  it("leaves the tombstone's next life alone: a new one of that id has no history", async () => {
    const { service } = await openSchedules();
    await service.putSchedule("s", { ...hourly, limit: 3 });
    await service.cancelSchedule("s");
    const made = await service.createSchedule({ ...hourly, id: "s" });
    expect(made).toMatchObject({ revision: 1, limit: null });
    expect((await service.listRevisions("s")).items.map(({ how }) => how)).toEqual(["created"]);
    expect((await service.getLedger("s")).items).toEqual([]);
  });
});
