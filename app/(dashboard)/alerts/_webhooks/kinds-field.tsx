"use client";
import { ALERT_KINDS } from "@/app/_ui/alert-kinds.ts";
import { Button } from "@/app/_ui/button.tsx";
import { CheckBox } from "@/app/_ui/check-box.tsx";
import { Choice } from "@/app/_ui/fields.tsx";
import { AlertKind } from "@/lib/api/alerts.ts";
import type { TypedWebhook } from "./typed-webhook.ts";

interface KindsFieldProps {
  typed: TypedWebhook;
  onChange: (typed: TypedWebhook) => void;
  error?: string;
}

/** What a webhook is told of: everything, what later versions add too, or what is ticked. */
export function KindsField({ typed, onChange, error }: KindsFieldProps) {
  const { which, kinds } = typed;
  const toggle = (kind: AlertKind, isOn: boolean) =>
    onChange({ ...typed, kinds: isOn ? [...kinds, kind] : kinds.filter((each) => each !== kind) });
  return (
    <div className="flex flex-col gap-2">
      <Choice
        legend="Is told of"
        name="kinds"
        value={which}
        options={[
          { value: "all", label: "Every alert" },
          { value: "some", label: "Only these" },
        ]}
        onChange={(chosen) => onChange({ ...typed, which: chosen })}
      />
      {which === "some" && (
        <fieldset className="flex flex-col gap-2">
          <legend className="sr-only">What it is told of</legend>
          <div className="flex gap-1">
            <Button compact onClick={() => onChange({ ...typed, kinds: AlertKind.options })}>
              Tick all
            </Button>
            <Button compact onClick={() => onChange({ ...typed, kinds: [] })}>
              Tick none
            </Button>
          </div>
          {AlertKind.options.map((kind) => (
            <CheckBox
              key={kind}
              label={ALERT_KINDS[kind].word}
              help={ALERT_KINDS[kind].means}
              isChecked={kinds.includes(kind)}
              onChange={(isOn) => toggle(kind, isOn)}
            />
          ))}
        </fieldset>
      )}
      {error !== undefined && (
        <p role="alert" className="text-sm font-medium text-failed">
          {error}
        </p>
      )}
    </div>
  );
}
