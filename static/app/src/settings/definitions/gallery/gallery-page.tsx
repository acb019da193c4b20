import type { GalleryItem } from '../../../../../../src/admin/contract';
import { Button } from '../../../button';
import { Loading } from '../../../feedback/loading';
import { Problem } from '../../../feedback/problem';
import { Refusal } from '../../../feedback/refusal';
import { blankForm, type Form } from '../form';
import { useGallery } from '../use-definitions';
import { GalleryCard } from './gallery-card';
import { ImportFile } from './import-file';

type Props = { begin: (form: Form, blanks: GalleryItem['blanks']) => void; back: () => void };

export function GalleryPage({ begin, back }: Props) {
  return (
    <>
      <div className="section-title">
        <h2>New definition</h2>
        <Button appearance="subtle" onClick={back}>
          Back to all definitions
        </Button>
      </div>
      <ul className="gallery">
        <GalleryCard title="Blank" about="One step, to be filled in by you." use={() => begin(blankForm(), [])} />
        <ImportFile begin={(form) => begin(form, [])} />
      </ul>
      <Ready begin={begin} />
    </>
  );
}

function Ready({ begin }: Pick<Props, 'begin'>) {
  const gallery = useGallery();
  switch (gallery.status) {
    case 'pending':
      return <Loading what="the gallery" />;
    case 'error':
      return <Problem what="The gallery could not be loaded" retry={() => gallery.refetch()} />;
    case 'success':
      if (!gallery.data.ok) return <Refusal reason={gallery.data.error} />;
      return (
        <ul className="gallery">
          {gallery.data.value.map(({ key, title, about, form, blanks }) => (
            <GalleryCard key={key} title={title} about={about} use={() => begin(form, blanks)} />
          ))}
        </ul>
      );
  }
}
