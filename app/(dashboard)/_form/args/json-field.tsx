"use client";
import { useState } from "react";
import { Field, TextArea } from "@/app/_ui/fields.tsx";
import { Json } from "@/lib/jobs/json.ts";
import type { Value } from "./schema.ts";

interface JsonFieldProps {
  label: string;
  path: string;
  value: Value;
  isRequired: boolean;
  errors: Record<string, string>;
  hint?: string;
  rows?: number;
  onChange: (value: Value) => void;
}

/** A value as JSON text. While the text is not JSON the value is the text: nothing that was typed is lost. */
export function JsonField(props: JsonFieldProps) {
  const { label, path, value, isRequired, errors, hint, rows = 4, onChange } = props;
  const [text, setText] = useState(() =>
    value === undefined ? "" : JSON.stringify(value, null, 2),
  );
  const [problem, setProblem] = useState<string>();
  const change = (next: string) => {
    setText(next);
    const parsed = parseJson(next);
    setProblem(parsed.problem);
    onChange(parsed.problem === undefined ? parsed.value : next);
  };
  return (
    <Field
      label={label}
      hint={hint || "JSON."}
      error={problem ?? firstUnder(errors, path)}
      optional={!isRequired}
    >
      {(wiring) => (
        <TextArea
          {...wiring}
          rows={rows}
          className="font-mono text-[12.5px]"
          value={text}
          onChange={({ target }) => change(target.value)}
        />
      )}
    </Field>
  );
}

function parseJson(text: string): { value?: Json; problem?: string } {
  if (text.trim() === "") return {};
  try {
    return { value: Json.parse(JSON.parse(text)) };
  } catch (error) {
    return { problem: `This is not JSON: ${(error as Error).message}` };
  }
}

/** The error of the whole, or the first one of a part, with the part's path. */
function firstUnder(errors: Record<string, string>, path: string): string | undefined {
  if (errors[path] !== undefined) return errors[path];
  const part = Object.keys(errors).find((each) => each.startsWith(`${path}.`));
  return part === undefined ? undefined : `${part.slice(path.length + 1)} ${errors[part]}`;
}
