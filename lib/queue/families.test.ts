import { describe, expect, it } from "vitest";
import { jobIdOf } from "../jobs/names.ts";
import { ackOf, jobRecord, openEngine } from "../testing/engine.ts";
import { Families } from "./families.ts";

describe("settle", () => {
  it("takes a parent that has succeeded for succeeded, though it is removed before the news comes", async () => {
    const { product, prefix, queue, turn, stateOf } = await openEngine();
    const families = new Families(product, prefix, "q");
    const parents = [jobRecord(), jobRecord()];
    await queue.enqueueMany(parents);
    const ids = parents.map(({ localId }) => localId);
    const [first, second] = ids.map((localId) => jobIdOf({ queue: "q", localId })) as [
      string,
      string,
    ];
    const child = jobRecord({ content: { p: [first, second] } });
    await families.follow({ queue: "q", localId: child.localId }, ids, "known");
    await queue.enqueue(child);
    const { claims } = await turn({ want: 2 });
    await turn({ acks: [ackOf(claims[0]!)] });
    await queue.forget(ids[0]!);

    const news = { kind: "job", localId: child.localId, place: "" } as const;
    await families.settle("q", [
      { ...news, parentId: first, end: "s" },
      { ...news, parentId: first, end: "g" },
    ]);
    expect(await stateOf(child.localId)).toBe("blocked");
    await families.settle("q", [{ ...news, parentId: second, end: "s" }]);
    expect(await stateOf(child.localId)).toBe("ready");
  });
});
