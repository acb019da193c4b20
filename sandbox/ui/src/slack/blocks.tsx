import { type Block as DrawnBlock, Message } from 'slack-blocks-to-jsx';
import { toLocal } from '../places';
import { elementsIn, toButton } from './buttons';
import type { Named } from './calls';
import { ChoiceField } from './choice-field';
import { type Around, type Choice, toChoice } from './choices';
import { InputBlock } from './input-block';
import { PressButton } from './press-button';
import type { Block, View } from './schema';

export type BlocksProps = {
  blocks: readonly Block[];
  nameOf: (userId: string) => string;
  around: Around;
  isBusy: boolean;
  act: (named: Named, value?: unknown) => void;
  /** The view that the blocks are in, and what its inputs ask of the outside. */
  view?: { shown: View; search: (named: Named, text: string) => void };
};

/** The library draws what is read; it has no way to hear of a click, so what people act on is drawn here. */
export function Blocks(props: BlocksProps) {
  return (
    <div className="blocks">
      {numbered(props.blocks).map(({ number, block }) => (
        <div key={block.block_id ?? number} className="block">
          <OneBlock {...props} block={block} />
        </div>
      ))}
    </div>
  );
}

function OneBlock({ block, ...props }: BlocksProps & { block: Block }) {
  if (block.type === 'input' && props.view !== undefined)
    return <InputBlock {...props} view={props.view} block={block} />;
  const elements = elementsIn(block).filter((each) => toButton(each) !== undefined || toChoice(each) !== undefined);
  return (
    <>
      {block.type === 'actions' ? null : <Drawn block={block} nameOf={props.nameOf} />}
      {elements.length === 0 ? null : (
        <div className="buttons">
          {elements.map((element) => (
            <Element key={keyOf(element)} {...props} block={block} element={element} />
          ))}
        </div>
      )}
    </>
  );
}

function Element({ element, block, around, view, isBusy, act }: BlocksProps & { element: unknown; block: Block }) {
  const blockId = block.block_id;
  const button = toButton(element);
  if (button !== undefined) {
    return <PressButton button={button} isBusy={isBusy} press={(actionId) => act({ actionId, blockId })} />;
  }
  const choice = toChoice(element);
  if (choice === undefined) return null;
  const id = choice.action_id;
  return (
    <ChoiceField
      choice={choice}
      name={`${blockId}/${id}`}
      label={labelOf(choice)}
      around={around}
      state={view?.shown.filled[blockId ?? '']?.[id]}
      offered={view?.shown.offered[`${blockId}/${id}`]}
      onChoose={(value) => (value === '' ? undefined : act({ actionId: id, blockId }, value))}
      onSearch={(text) => view?.search({ actionId: id, blockId }, text)}
    />
  );
}

const labelOf = ({ placeholder, action_id }: Choice) => placeholder?.text ?? action_id;
const keyOf = (element: unknown) => toButton(element)?.action_id ?? toChoice(element)?.action_id;

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
