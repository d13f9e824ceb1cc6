import { ButtonLink } from "../_ui/button.tsx";
import { Empty } from "../_ui/notices.tsx";
import { PageHeader } from "../_ui/page-header.tsx";
import { Panel } from "../_ui/panel.tsx";

export default function NotFound() {
  return (
    <>
      <PageHeader title="There is nothing here" />
      <Panel label="Not found">
        <Empty title="This address leads to nothing that is kept">
          <p>It may have been deleted, or its time may be over: ended jobs are kept for a while.</p>
          <ButtonLink href="/jobs">All jobs</ButtonLink>
        </Empty>
      </Panel>
    </>
  );
}
