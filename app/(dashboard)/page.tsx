import { Overview } from "./_overview/overview.tsx";

export default function OverviewPage() {
  return <Overview />;
}
