"use client";
import { type FormEvent, type ReactNode, useEffect } from "react";
import { Failure } from "@/app/_ui/notices.tsx";
import type { Errors } from "./asked/request.ts";
import type { Form } from "./use-form.ts";

interface FormFrameProps {
  label: string;
  form: Form;
  /** What was not done, when it is refused. */
  refusedTitle: string;
  onSubmit: () => void;
  /** The buttons at its foot. */
  actions: ReactNode;
  children: ReactNode;
}

/** The form, what is wrong with it in one place, and its buttons, which stay in sight. Ctrl Enter submits from anywhere in it. */
export function FormFrame({ label, form, refusedTitle, onSubmit, ...parts }: FormFrameProps) {
  const { element, errors, message } = form;
  useEffect(() => {
    const submitOnKey = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || isInDialog(event)) return;
      element.current?.requestSubmit();
    };
    document.addEventListener("keydown", submitOnKey);
    return () => document.removeEventListener("keydown", submitOnKey);
  }, [element]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form
      ref={element}
      onSubmit={submit}
      noValidate
      aria-label={label}
      className="flex flex-col gap-4"
    >
      {parts.children}
      {message !== undefined && (
        <Failure title={refusedTitle}>
          {Object.keys(errors).length === 0 ? message : <ErrorList errors={errors} />}
        </Failure>
      )}
      <div className="sticky bottom-0 z-[5] flex flex-wrap items-center gap-3 border-t border-line bg-ground py-3 max-sm:bottom-[58px]">
        {parts.actions}
      </div>
    </form>
  );
}

const isInDialog = ({ target }: Event) =>
  target instanceof Element && target.closest("[role=dialog], [role=alertdialog]") !== null;

const ErrorList = ({ errors }: { errors: Errors }) => (
  <ul>
    {Object.entries(errors).map(([path, message]) => (
      <li key={path}>
        <span className="font-mono">{path}</span>: {message}
      </li>
    ))}
  </ul>
);
