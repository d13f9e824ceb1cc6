import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

const merge = extendTailwindMerge({ extend: { theme: { text: ["figure", "title"] } } });

/** Joins class names; of two that contradict each other the later one wins. */
export const classNames = (...names: ClassValue[]) => merge(clsx(names));
