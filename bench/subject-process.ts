import { once } from "node:events";
import type { Figures } from "./measures/bench.ts";
import { type MeasureId, MEASURES } from "./measures/index.ts";
import { RedisFigures } from "./redis-figures.ts";
import type { Sizes } from "./sizes.ts";
import { loadSubject, type SubjectId } from "./subjects/index.ts";

/** One subject in one round, in a process of its own: nobody's heap and compiled code are another's burden. */
export interface SubjectTask {
  subject: SubjectId;
  url: string;
  measures: MeasureId[];
  sizes: Sizes;
}

// A benchmark that was broken off leaves nobody behind.
process.once("disconnect", () => process.exit());
const [task] = (await once(process, "message")) as [SubjectTask];
const { subject: id, url, measures, sizes } = task;
const subject = await loadSubject(id);
const redis = new RedisFigures(url);
await redis.empty();
const beside = await subject.startBeside?.(url);
const figures: Figures = {};
for (const measure of measures)
  Object.assign(figures, await MEASURES[measure]({ id, subject, url, redis, sizes }));
await beside?.stop();
redis.close();
process.send!(figures, () => process.disconnect());
