/** How the palette's entries and the headings of their groups look. */
export const COMMAND_ITEM =
  "flex cursor-pointer items-center justify-between gap-3 rounded px-2.5 py-2 data-[selected=true]:bg-brass-ground";
export const COMMAND_GROUP =
  "[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-sm [&_[cmdk-group-heading]]:text-ink-3";
