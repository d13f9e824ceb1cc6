"use client";
import { Choice } from "@/app/_ui/fields.tsx";
import { type Permission, PERMISSIONS, type Role } from "@/lib/api/permissions.ts";
import { chosenScopes, scopesOf, type TypedScopes } from "./typed-scopes.ts";

interface ScopesFieldProps {
  role: Role;
  value: TypedScopes;
  onChange: (value: TypedScopes) => void;
  error?: string;
}

/** What a token may do: all that its role may, or what is ticked. */
export function ScopesField({ role, value, onChange, error }: ScopesFieldProps) {
  const chosen = chosenScopes(role, value);
  const toggle = (name: Permission, isOn: boolean) =>
    onChange({
      ...value,
      chosen: isOn ? [...chosen, name] : chosen.filter((each) => each !== name),
    });
  return (
    <div className="flex flex-col gap-2">
      <Choice
        legend="May do"
        name="scopes"
        value={value.which}
        options={[
          { value: "all", label: "All that the role may" },
          { value: "some", label: "Only this" },
        ]}
        onChange={(which) => onChange({ which, chosen })}
      />
      {value.which === "some" && (
        <fieldset className="flex flex-col">
          <legend className="sr-only">What it may do</legend>
          {scopesOf(role).map((name) => (
            <label key={name} className="flex items-start gap-2 py-1 pointer-coarse:py-2.5">
              <input
                type="checkbox"
                className="mt-[3px] size-4 shrink-0 accent-brass"
                checked={chosen.includes(name)}
                onChange={({ target }) => toggle(name, target.checked)}
              />
              <span>
                {PERMISSIONS[name].does}{" "}
                <code className="font-mono text-sm text-ink-3">{name}</code>
              </span>
            </label>
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
