"use client";
import { Choice, Field, TextInput } from "@/app/_ui/fields.tsx";
import type { TypedGrants } from "./grants.ts";

interface QueuesFieldProps {
  /** Tells two of them on a page apart. */
  name: string;
  value: TypedGrants;
  onChange: (value: TypedGrants) => void;
  error?: string;
  hint?: string;
}

/** Which queues may be changed: all, or those that are named. */
export function QueuesField({ name, value, onChange, error, hint }: QueuesFieldProps) {
  return (
    <div className="flex flex-col gap-2">
      <Choice
        legend="Queues that may be changed"
        name={name}
        value={value.which}
        options={[
          { value: "all", label: "Every queue" },
          { value: "some", label: "Only these" },
        ]}
        onChange={(which) => onChange({ ...value, which })}
      />
      {value.which === "some" && (
        <Field
          label="Names of queues"
          hint={hint ?? "Divided by commas. All queues can be looked at."}
          error={error}
        >
          {(wiring) => (
            <TextInput
              {...wiring}
              value={value.names}
              placeholder="mail, reports"
              onChange={({ target }) => onChange({ ...value, names: target.value })}
            />
          )}
        </Field>
      )}
      {value.which === "all" && error !== undefined && (
        <p role="alert" className="text-sm font-medium text-failed">
          {error}
        </p>
      )}
    </div>
  );
}
