"use client";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { useRefusal } from "@/app/_live/access.tsx";
import { type CallError, client, useAction } from "@/app/_live/use-api.ts";
import { Button } from "@/app/_ui/button.tsx";
import { Modal, ModalActions, ModalClose } from "@/app/_ui/modal.tsx";
import { Failure, Notice } from "@/app/_ui/notices.tsx";
import type { Revision, Schedule } from "@/lib/api/schedules.ts";
import { Changes } from "./changes.tsx";

interface RestoreRevisionProps {
  revision: Revision;
  /** What it is now, as far as this page has read. */
  newest: Revision;
  schedule: Schedule;
}

/** The revision as it was read, and what was the newest then. */
interface Seen {
  revision: Revision;
  newest: Revision;
}

/** A button, and behind it what would change. */
export function RestoreRevision({ revision, newest, schedule }: RestoreRevisionProps) {
  // What is confirmed is what was read, also when the page reads on meanwhile.
  const [seen, setSeen] = useState<Seen | null>(null);
  const number = revision.revision;
  const refusal = useRefusal("schedules:change", schedule.queue);
  return (
    <>
      <Button compact look="bare" refusal={refusal} onClick={() => setSeen({ revision, newest })}>
        <Undo2 aria-hidden size={14} /> Restore<span className="sr-only"> revision {number}</span>
      </Button>
      <Modal
        isWide
        isOpen={seen !== null}
        onClose={() => setSeen(null)}
        title={`Restore revision ${number} of ${schedule.id}?`}
        about="It becomes a new revision. Where its times change they count from now: none runs at once."
      >
        {seen && (
          <Restoring seen={seen} schedule={schedule} see={setSeen} close={() => setSeen(null)} />
        )}
      </Modal>
    </>
  );
}

interface RestoringProps {
  seen: Seen;
  schedule: Schedule;
  see: (seen: Seen) => void;
  close: () => void;
}

function Restoring({ seen, schedule: { id, state }, see, close }: RestoringProps) {
  const restoring = useAction("restoreSchedule");
  const [meanwhile, setMeanwhile] = useState<Revision[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { revision: number, restoring: changes } = seen.revision;

  /** Somebody was first: what they did stands in the history. */
  const learn = async () => {
    try {
      const { items } = await client.call("listRevisions", { params: { id } });
      setMeanwhile(items.filter((item) => item.revision > seen.newest.revision));
      const again = items.find((item) => item.revision === number);
      if (items[0] && again) see({ revision: again, newest: items[0] });
      else setProblem(`Revision ${number} is not kept any more.`);
    } catch (error) {
      setProblem((error as CallError).message);
    }
  };
  const restore = async () => {
    const restored = await restoring.run(
      { params: { id }, body: { revision: number }, ifMatch: seen.newest.revision },
      {
        done: ({ revision: made }) => `${id} is as in revision ${number}: now revision ${made}.`,
        failed: "It was not restored",
        onConflict: () => void learn(),
      },
    );
    if (restored) close();
  };

  return (
    <>
      {problem !== null && <Failure title="It was changed meanwhile">{problem}</Failure>}
      {meanwhile && <Meanwhile revisions={meanwhile} />}
      <section aria-label="What would change">
        <h3 className="font-semibold">What would change</h3>
        {changes.length === 0 ? (
          <p className="text-ink-2">
            {state === "cancelled" ? "Nothing, but that it is planned again." : "Nothing."}
          </p>
        ) : (
          <Changes changes={changes} />
        )}
      </section>
      <ModalActions>
        <ModalClose>Leave it as it is</ModalClose>
        <Button look="primary" disabled={restoring.isBusy} onClick={() => void restore()}>
          Restore revision {number}
          {meanwhile && " all the same"}
        </Button>
      </ModalActions>
    </>
  );
}

const Meanwhile = ({ revisions }: { revisions: Revision[] }) => (
  <div role="alert">
    <Notice tone="warn" title="It was changed meanwhile, and nothing was restored">
      {revisions.map(({ revision, by, changes }) => (
        <div key={revision}>
          Revision {revision} by {by}:
          <Changes changes={changes} />
        </div>
      ))}
      What would change now stands below.
    </Notice>
  </div>
);
