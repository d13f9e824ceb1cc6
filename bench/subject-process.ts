import { once } from "node:events";
import type { Figures } from "./measures/bench.ts";
import { type MeasureId, MEASURES } from "./measures/index.ts";
import { RedisFigures } from "./redis-figures.ts";
import type { Sizes } from "./sizes.ts";
import { SUBJECTS, type SubjectId } from "./subjects/index.ts";

/** One subject in one round, in a process of its own: nobody's heap and compiled code are another's burden. */
export interface SubjectTask {
  subject: SubjectId;
  url: string;
  measures: MeasureId[];
  sizes: Sizes;
}

const [task] = (await once(process, "message")) as [SubjectTask];
const { url, measures, sizes } = task;
const subject = SUBJECTS[task.subject];
const redis = new RedisFigures(url);
await redis.empty();
const endBeside = await subject.startBeside(url);
const figures: Figures = {};
for (const id of measures)
  Object.assign(figures, await MEASURES[id]({ subject, url, redis, sizes }));
await endBeside();
redis.close();
process.send!(figures, () => process.disconnect());
