"use client";
import { HIDDEN } from "@/lib/jobs/secret-text.ts";
import { BooleanField, ChoiceField } from "./choice-field.tsx";
import type { SchemaFieldProps } from "./field-props.ts";
import { HiddenField } from "./hidden-field.tsx";
import { JsonField } from "./json-field.tsx";
import { ListField } from "./list-field.tsx";
import { ObjectField } from "./object-field.tsx";
import { PairsField } from "./pairs-field.tsx";
import { PositionsField } from "./positions-field.tsx";
import { fieldKind } from "./schema.ts";
import { TypedField } from "./typed-field.tsx";
import { VariantsField } from "./variants-field.tsx";

/** Kinds whose fields show a text for what it is, and let another be typed over it. */
const HOLD_TEXT: ReadonlySet<string> = new Set(["text", "number", "variants", "json"]);

/** Draws one node of a JSON Schema. What has parts draws each of them with this again, as the schema nests. */
export function SchemaField(props: SchemaFieldProps) {
  const kind = fieldKind(props.schema);
  if (props.value === HIDDEN && !HOLD_TEXT.has(kind.kind)) return <HiddenField {...props} />;
  switch (kind.kind) {
    case "text":
    case "number":
      return <TypedField {...props} kind={kind} />;
    case "boolean":
      return <BooleanField {...props} kind={kind} />;
    case "choice":
      return <ChoiceField {...props} kind={kind} />;
    case "object":
      return <ObjectField {...props} kind={kind} />;
    case "positions":
      return <PositionsField {...props} kind={kind} />;
    case "list":
      return <ListField {...props} kind={kind} />;
    case "pairs":
      return <PairsField {...props} kind={kind} />;
    case "variants":
      return <VariantsField {...props} kind={kind} />;
    case "json":
      return <JsonField {...props} hint={kind.description} />;
  }
}
