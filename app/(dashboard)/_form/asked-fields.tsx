"use client";
import type { ReactNode } from "react";
import { Panel } from "@/app/_ui/panel.tsx";
import type { JobTypeEntry } from "@/lib/api/system.ts";
import { ArgsEditor } from "./args/args-editor.tsx";
import { LimitFields } from "./options/limit-fields.tsx";
import { OptionFields } from "./options/option-fields.tsx";
import type { FormPartProps } from "./part-props.ts";
import { RuleFields } from "./rules/rule-fields.tsx";

interface AskedFieldsProps extends FormPartProps {
  type: JobTypeEntry;
  isPeriodic: boolean;
  /** The fields that say when. */
  when: ReactNode;
  /** Why the queue cannot be another. */
  queueIsFixed?: string;
}

/** Everything that can be asked for: the usual first, the rest folded away. */
export function AskedFields({ type, isPeriodic, when, queueIsFixed, ...part }: AskedFieldsProps) {
  return (
    <>
      <div className="grid gap-4 lg:grid-cols-2 [&>*]:min-w-0">
        <Panel title="With what" className="self-start">
          <ArgsEditor
            schema={type.argsSchema}
            value={part.form.args}
            errors={part.errors}
            onChange={(args) => part.onChange({ args })}
          />
        </Panel>
        <Panel title="When" className="self-start">
          <div className="flex flex-col gap-3.5 p-3.5">{when}</div>
        </Panel>
      </div>
      {isPeriodic && <RuleFields {...part} />}
      <OptionFields {...part} type={type} queueIsFixed={queueIsFixed} />
      <LimitFields {...part} type={type} isPeriodic={isPeriodic} />
    </>
  );
}
