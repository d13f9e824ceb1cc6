import { describe, expect, it } from "vitest";
import { ScheduleId } from "@/lib/jobs/names.ts";
import { copyIds } from "./copy-ids.ts";

describe("the names of copies", () => {
  it("are those of the original, and of its copies the same", () => {
    expect(copyIds("nightly").slice(0, 3)).toEqual([
      "nightly-copy",
      "nightly-copy-2",
      "nightly-copy-3",
    ]);
    expect(copyIds("nightly-copy-2")).toEqual(copyIds("nightly"));
  });

  it.each(["a", "x".repeat(64), "-copy".padStart(6, "a")])("are names: %s", (id) => {
    for (const copy of copyIds(id)) expect(ScheduleId.safeParse(copy).success).toBe(true);
  });
});
