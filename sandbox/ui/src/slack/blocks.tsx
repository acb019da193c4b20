import { type Block as DrawnBlock, Message } from 'slack-blocks-to-jsx';
import type { Block } from '../api';
import { toLocal } from '../places';
import { buttonsIn } from './buttons';
import { PressButton } from './press-button';

type Props = {
  blocks: readonly Block[];
  nameOf: (userId: string) => string;
  isBusy: boolean;
  press: (actionId: string) => void;
};

/** The library draws what is read; it has no way to hear of a click, so the buttons are drawn here. */
export function Blocks({ blocks, nameOf, isBusy, press }: Props) {
  return (
    <div className="blocks">
      {numbered(blocks).map(({ number, block }) => {
        const buttons = buttonsIn(block);
        return (
          <div key={number} className="block">
            {block.type === 'actions' ? null : <Drawn block={block} nameOf={nameOf} />}
            {buttons.length === 0 ? null : (
              <div className="buttons">
                {buttons.map((button) => (
                  <PressButton key={button.action_id} button={button} isBusy={isBusy} press={press} />
                ))}
              </div>
            )}
          </div>
        );
      })}
    </div>
  );
}

function Drawn({ block, nameOf }: { block: Block; nameOf: (userId: string) => string }) {
  const { accessory: _, ...rest } = withoutVerbatim(block);
  return (
    <Message
      // Slack's twin has checked it against the schema of Block Kit.
      blocks={[rest as DrawnBlock]}
      name="Baton"
      logo=""
      theme="light"
      withoutWrapper
      hooks={{
        user: ({ id }) => <span className="mention">@{nameOf(id)}</span>,
        link: ({ href, children }) => <a href={toLocal(href)}>{children}</a>,
      }}
    />
  );
}

/** Slack reads mentions and dates in verbatim text too; the library would show their codes. */
function withoutVerbatim(block: Block): Block {
  const drop = (key: string, value: unknown) => (key === 'verbatim' ? undefined : value);
  return JSON.parse(JSON.stringify(block, drop)) as Block;
}

/** A block keeps its place in the message. */
const numbered = (blocks: readonly Block[]) => blocks.map((block, index) => ({ number: index + 1, block }));
