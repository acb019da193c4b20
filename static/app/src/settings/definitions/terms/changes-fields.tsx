import { CheckField } from '../fields/check-field';
import { useFields } from '../fields/choices';
import { OptionField } from '../fields/option-field';
import { WordsField } from '../fields/words-field';
import type { Changes } from '../form';
import { member, type Part } from '../part';

export function ChangesFields({ part }: { part: Part<Changes> }) {
  const { list, trouble } = useFields();
  const offered = list.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <OptionField part={member(part, 'onChange')} label="When the content changes" options={POLICIES} />
      {part.value.onChange === 'ignore' ? null : (
        <>
          <WordsField
            part={member(part, 'parts')}
            label="Parts that matter"
            hint={trouble ?? 'None means summary and description of a work item, title and body of a page.'}
            placeholder="Choose fields"
            offered={[...PAGE_PARTS, ...offered]}
          />
          <div className="checks">
            <CheckField part={member(part, 'ignoreMinorEdits')} label="Ignore minor edits of a page" />
            <CheckField part={member(part, 'ignoreWhitespace')} label="Ignore white space" />
          </div>
        </>
      )}
    </>
  );
}

const PAGE_PARTS = [
  { value: 'title', label: 'Title of the page' },
  { value: 'body', label: 'Body of the page' },
];

const POLICIES = [
  { value: 'ignore', label: 'Go on' },
  { value: 'tell', label: 'Tell the people who are asked' },
  { value: 'mark', label: 'Mark it as outdated: nobody decides until it is restarted' },
  { value: 'ask-again', label: 'Ask again those who had decided' },
] as const;
