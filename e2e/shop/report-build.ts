import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { defineJob } from "../../lib/index.ts";

export default defineJob({
  name: "report.build",
  description: "Builds a month's report.",
  queue: "reports",
  args: z.object({ month: z.string(), format: z.enum(["pdf", "csv"]), rows: z.int() }),
  async run({ rows }, { signal, progress }) {
    for (let row = 1; row <= rows; row++) {
      await sleep(500, undefined, { signal });
      progress(row / rows, `row ${row} of ${rows}`);
    }
  },
});
