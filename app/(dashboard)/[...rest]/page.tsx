import { notFound } from "next/navigation";

/** So that an address that leads nowhere is answered inside the shell. */
export default function Nowhere() {
  notFound();
}
