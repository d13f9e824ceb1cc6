import type { FormState } from "./asked/form-state.ts";
import type { Errors } from "./asked/request.ts";

/** What every part of the form is given. */
export interface FormPartProps {
  form: FormState;
  errors: Errors;
  onChange: (part: Partial<FormState>) => void;
}
