import { Ban, Check } from "lucide-react";
import {
  type Access,
  isAtLeast,
  onlyFor,
  PERMISSION_NAMES,
  PERMISSIONS,
  refusalOf,
} from "@/lib/api/permissions.ts";

/** Everything that can be allowed: what is, and why the rest is not. */
export function PermissionList({ access }: { access: Access }) {
  return (
    <ul className="grid gap-x-6 border-t border-line px-3.5 py-2.5 md:grid-cols-2">
      {PERMISSION_NAMES.map((permission) => {
        const refusal = refusalOf(access, permission);
        const Icon = refusal === null ? Check : Ban;
        return (
          <li key={permission} className="flex items-start gap-2 py-1">
            <Icon
              aria-hidden
              size={14}
              className={`mt-[3px] shrink-0 ${refusal === null ? "text-succeeded" : "text-ink-3"}`}
            />
            {refusal === null ? (
              <span>You may {PERMISSIONS[permission].does}.</span>
            ) : (
              <span className="text-ink-3">
                {isAtLeast(access.role, PERMISSIONS[permission].role)
                  ? refusal
                  : onlyFor(permission)}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
