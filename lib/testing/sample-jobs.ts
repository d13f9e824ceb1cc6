import { z } from "zod";
import { defineJob } from "../jobs/define-job.ts";

/** A job that runs until the test lets it end. */
export function gated(name = "gate") {
  const gates = new Map<string, () => void>();
  const order: string[] = [];
  let most = 0;
  const job = defineJob({
    name,
    args: z.object({ n: z.number(), fails: z.boolean().default(false) }),
    async run({ n, fails }, { id }) {
      order.push(`${n}`);
      await new Promise<void>((resolve) => {
        gates.set(id, resolve);
        most = Math.max(most, gates.size);
      });
      gates.delete(id);
      if (fails) throw new Error("as asked");
      return { n };
    },
  });
  const open = (id: string) => gates.get(id)!();
  return { job, gates, open, order, most: () => most };
}

/** A job that notes its number, and fails where it is told to. */
export const noted = (log: unknown[]) =>
  defineJob({
    name: "note",
    args: z.object({ n: z.number(), fails: z.boolean().default(false) }),
    run({ n, fails }) {
      log.push(n);
      if (fails) throw new Error(`${n} fails`);
      return n * 10;
    },
  });
