"use client";
import { Field, TextArea, TextInput } from "@/app/_ui/fields.tsx";
import { frameOf, type KindProps } from "./field-props.ts";
import { numberFrom, rangeText, textOf, textOrLeftOut, whenEmpty } from "./field-text.ts";

/**
 * Draws a text or a number. One component for both: in a union of the two, what is typed may turn from one to the
 * other at any key, and the input must keep the focus.
 */
export function TypedField(props: KindProps<"text" | "number">) {
  const { kind, value, isRequired, onChange } = props;
  const box = {
    value: textOf(value),
    placeholder: whenEmpty(kind),
    onChange: ({ target }: { target: { value: string } }) =>
      onChange(
        kind.kind === "number" ? numberFrom(target.value) : textOrLeftOut(target.value, isRequired),
      ),
  };
  return (
    <Field {...frameOf(props)} hint={hintOf(kind)}>
      {(wiring) =>
        kind.kind === "text" && kind.isLong ? (
          <TextArea {...wiring} {...box} />
        ) : (
          <TextInput {...wiring} {...keyboardOf(kind)} {...box} />
        )
      }
    </Field>
  );
}

type Typed = KindProps<"text" | "number">["kind"];

const hintOf = (kind: Typed) =>
  kind.kind === "number"
    ? [kind.description, rangeText(kind)].filter(Boolean).join(" ")
    : kind.description;

/** A date has a picker of its own; for the rest a phone shows the keys that are needed. */
function keyboardOf(kind: Typed) {
  if (kind.kind === "number") return { inputMode: kind.isWhole ? "numeric" : "decimal" } as const;
  return kind.input === "date" ? { type: "date" } : { inputMode: kind.input };
}
