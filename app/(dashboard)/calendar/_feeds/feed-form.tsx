"use client";
import { Dialog } from "@base-ui/react/dialog";
import { type FormEvent, useState } from "react";
import { useAction, useApi } from "@/app/_live/use-api.ts";
import { useZone } from "@/app/_live/zone.tsx";
import { Button } from "@/app/_ui/button.tsx";
import { Choice, Field, Select, TextInput } from "@/app/_ui/fields.tsx";
import { sentencesOf } from "@/app/_ui/sentences.ts";
import type { CalendarFeedCreated } from "@/lib/api/calendar-feeds.ts";
import type { CalendarFilter } from "../_calendar/calendar-query.ts";

type Held = "all" | "queue" | "schedule";

interface FeedFormProps {
  /** What the page shows is what is offered first. */
  filter: CalendarFilter;
  onMade: (feed: CalendarFeedCreated) => void;
}

export function FeedForm({ filter, onMade }: FeedFormProps) {
  const { timeZone } = useZone();
  const [name, setName] = useState("Planned jobs");
  const [held, setHeld] = useState<Held>(filter.queue === undefined ? "all" : "queue");
  const [queue, setQueue] = useState(filter.queue ?? "");
  const [schedule, setSchedule] = useState("");
  const [errors, setErrors] = useState<Record<string, string>>({});
  const action = useAction("createCalendarFeed");

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setErrors({});
    const made = await action.run(
      {
        body: {
          name,
          timeZone,
          ...(held === "queue" && { queue }),
          ...(held === "schedule" && { schedule }),
        },
      },
      {
        done: ({ name: called }) => `The feed ${called} is made.`,
        failed: "The feed was not made",
        onFields: (found) => setErrors(sentencesOf(found)),
      },
    );
    if (made) onMade(made);
  };

  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
      <Field label="Name" hint="What the calendar is called in the program." error={errors.name}>
        {(wiring) => (
          <TextInput
            {...wiring}
            maxLength={100}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
      <Choice
        legend="Holds"
        name="held"
        value={held}
        options={[
          { value: "all", label: "Everything" },
          { value: "queue", label: "One queue" },
          { value: "schedule", label: "One periodic job" },
        ]}
        onChange={setHeld}
      />
      {held === "queue" && <QueueField value={queue} onChange={setQueue} error={errors.queue} />}
      {held === "schedule" && (
        <ScheduleField value={schedule} onChange={setSchedule} error={errors.schedule} />
      )}
      <p className="text-sm text-ink-3">
        Where the runs of a day are one event, it is a day of {timeZone}. What is paused or to be
        skipped is left out.
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        <Dialog.Close render={<Button />}>Cancel</Dialog.Close>
        <Button type="submit" look="primary" disabled={action.isBusy}>
          Make the address
        </Button>
      </div>
    </form>
  );
}

interface PickProps {
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}

function QueueField({ value, onChange, error }: PickProps) {
  const { data } = useApi("listQueues");
  const names = data?.items.map(({ name }) => name);
  return <Pick label="Queue" {...{ value, onChange, error }} options={names} />;
}

function ScheduleField({ value, onChange, error }: PickProps) {
  const { data } = useApi("listSchedules");
  const ids = data?.items.map(({ id }) => id);
  return <Pick label="Periodic job" {...{ value, onChange, error }} options={ids} />;
}

function Pick({
  label,
  value,
  onChange,
  error,
  options = [],
}: PickProps & { label: string; options: string[] | undefined }) {
  return (
    <Field label={label} {...(error !== undefined && { error })}>
      {(wiring) => (
        <Select {...wiring} value={value} onChange={({ target }) => onChange(target.value)}>
          <option value="">Choose one</option>
          {(value === "" || options.includes(value) ? options : [value, ...options]).map((each) => (
            <option key={each}>{each}</option>
          ))}
        </Select>
      )}
    </Field>
  );
}
