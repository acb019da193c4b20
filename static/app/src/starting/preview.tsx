import { Loading } from '../feedback/loading';
import { Problem } from '../feedback/problem';
import { Refusal } from '../feedback/refusal';
import { DryRun } from './dry-run';
import type { usePreview } from './use-start';

/** What starting would do, with nothing sent. */
export function Preview({ preview }: { preview: ReturnType<typeof usePreview> }) {
  switch (preview.status) {
    case 'pending':
      return <Loading what="what would happen" />;
    case 'error':
      return <Problem what="What would happen could not be looked up" retry={() => preview.refetch()} />;
    case 'success':
      return preview.data.ok ? <DryRun run={preview.data.value} /> : <Refusal reason={preview.data.error} />;
  }
}
