import { z } from "zod";
import { defineJob } from "../../lib/index.ts";

export default defineJob({
  name: "cache.warm",
  description: "Fills the cache of a region.",
  args: z.tuple([z.string(), z.int()]),
  run: (region, pages) => ({ region, pages }),
});
