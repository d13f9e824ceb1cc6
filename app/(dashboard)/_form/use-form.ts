"use client";
import { useEffect, useRef, useState } from "react";
import { errorsAfter, type Refusal, refusalOf } from "./asked/errors.ts";
import type { FormState } from "./asked/form-state.ts";

const NONE: Refusal = { errors: {} };

/** What is typed, and what is wrong with it. */
export function useForm(initial: () => FormState) {
  const [form, setForm] = useState(initial);
  const [isTouched, setTouched] = useState(false);
  const [{ errors, message }, setRefusal] = useState(NONE);
  const [refusals, setRefusals] = useState(0);
  const element = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (refusals > 0) firstInvalid(element.current)?.focus();
  }, [refusals]);

  const change = (part: Partial<FormState>) => {
    setForm((before) => ({ ...before, ...part }));
    setTouched(true);
    setRefusal((before) => ({ ...before, errors: errorsAfter(part, before.errors) }));
  };
  /** Other content, as if somebody had typed it. */
  const fill = (content: FormState) => {
    setForm(content);
    setRefusal(NONE);
  };
  /** Shows what is wrong, and goes to the first field that is. */
  const refuse = (refusal: Refusal) => {
    setRefusal(refusal);
    setRefusals((count) => count + 1);
  };

  return {
    form,
    errors,
    message,
    element,
    /** Whether anything was typed since it was filled. */
    isTouched,
    change,
    fill,
    refuse,
    /** @throws what is no refusal */
    refuseFor: (error: unknown) => refuse(refusalOf(error)),
    clear: () => setRefusal(NONE),
  };
}

export type Form = ReturnType<typeof useForm>;

export const firstInvalid = (within: HTMLElement | null) =>
  within?.querySelector<HTMLElement>("[aria-invalid=true]") ?? null;
