import { useId, useState } from 'react';
import type { ConfluencePage, World } from '../api';
import { Frame } from '../jira/frame';

type Props = { page: ConfluencePage; surfaces: World['surfaces']; viewerId: string };

/** What Baton puts under the title; Confluence opens its frame in a popup. */
export function Byline({ page, surfaces, viewerId }: Props) {
  const [isOpen, setOpen] = useState(false);
  const popupId = useId();
  const surface = surfaces.find(({ type }) => type === 'confluence:contentBylineItem');
  if (surface === undefined) return null;
  return (
    <>
      <button type="button" aria-expanded={isOpen} aria-controls={popupId} onClick={() => setOpen(!isOpen)}>
        <img src="./icon.svg" alt="" /> Approvals
      </button>
      <div id={popupId} className="popup" hidden={!isOpen}>
        {isOpen ? (
          <Frame title="Approvals" surface={surface.key} query={{ accountId: viewerId, contentId: page.id }} />
        ) : null}
      </div>
    </>
  );
}
