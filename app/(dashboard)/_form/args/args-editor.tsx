"use client";
import { useState } from "react";
import { Choice } from "@/app/_ui/fields.tsx";
import { JsonField } from "./json-field.tsx";
import { SchemaField } from "./schema-field.tsx";
import { fieldKind, type Schema, type Value } from "./schema.ts";

interface ArgsEditorProps {
  schema: Schema;
  value: Value;
  errors: Record<string, string>;
  onChange: (value: Value) => void;
}

/** Fields drawn from the type's schema, or the same value as JSON: what one changes the other shows. */
export function ArgsEditor({ schema, value, errors, onChange }: ArgsEditorProps) {
  const [view, setView] = useState<"form" | "json">("form");
  const isDrawable = fieldKind(schema).kind !== "json" && typeof value !== "string";
  const shown = isDrawable ? view : "json";
  return (
    <div className="flex flex-col gap-3.5 p-3.5">
      {isDrawable && (
        <Choice
          legend="Edit the arguments as"
          isLegendHidden
          name="args-view"
          value={view}
          options={[
            { value: "form", label: "Form" },
            { value: "json", label: "JSON" },
          ]}
          onChange={setView}
        />
      )}
      {shown === "form" ? (
        <SchemaField
          schema={schema}
          label="Arguments"
          path="args"
          value={value}
          isRequired
          errors={errors}
          onChange={onChange}
        />
      ) : (
        <JsonField
          label="Arguments"
          path="args"
          value={value}
          isRequired
          errors={errors}
          rows={10}
          onChange={onChange}
        />
      )}
    </div>
  );
}
