import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { defineJob } from "../../lib/index.ts";

export default defineJob({
  name: "email.send",
  description: "Sends one e-mail.",
  queue: "mail",
  attempts: 8,
  args: z.object({ to: z.email(), subject: z.string() }),
  async run({ to }, { signal }) {
    await sleep(40, undefined, { signal });
    if (to.endsWith(".invalid")) throw new Error(`550 5.1.1 <${to}>: no such mailbox`);
    return { accepted: [to] };
  },
});
