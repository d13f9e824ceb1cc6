import { Button } from "@/app/_ui/button.tsx";
import { Empty } from "@/app/_ui/notices.tsx";
import { NewLink } from "../../_shell/new-link.tsx";

/** None yet, or none that fits. */
export function NoSchedules({ hasAny, clear }: { hasAny: boolean; clear: () => void }) {
  if (hasAny)
    return (
      <Empty title="No periodic job fits these filters">
        <Button onClick={clear}>Clear the filters</Button>
      </Empty>
    );
  return (
    <Empty title="There are no periodic jobs yet">
      <p>
        They run a job again and again: at an interval, by a cron expression in a zone, or a while
        after each run has ended. Make one here, or declare it in the file of its job.
      </p>
      <NewLink query={{ mode: "periodic" }}>Create the first one</NewLink>
    </Empty>
  );
}
