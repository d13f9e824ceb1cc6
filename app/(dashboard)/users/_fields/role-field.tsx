"use client";
import { Field, Select } from "@/app/_ui/fields.tsx";
import { ROLE_WORDS } from "@/app/_ui/roles.ts";
import { isAtLeast, Role } from "@/lib/api/permissions.ts";

interface RoleFieldProps {
  value: Role;
  onChange: (role: Role) => void;
  error?: string;
  /** The most that can be chosen. */
  most?: Role;
}

export function RoleField({ value, onChange, error, most = "admin" }: RoleFieldProps) {
  return (
    <Field
      label="Role"
      hint={`A${value === "viewer" ? "" : "n"} ${value} ${ROLE_WORDS[value].may}.`}
      error={error}
    >
      {(wiring) => (
        <Select
          {...wiring}
          value={value}
          onChange={({ target }) => onChange(Role.parse(target.value))}
        >
          {Role.options
            .filter((role) => isAtLeast(most, role))
            .map((role) => (
              <option key={role} value={role}>
                {ROLE_WORDS[role].word}
              </option>
            ))}
        </Select>
      )}
    </Field>
  );
}
