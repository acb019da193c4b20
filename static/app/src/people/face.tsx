import './face.css';
import Avatar from '@atlaskit/avatar';
import type { Mark } from './mark';

type Props = { name: string; picture?: string; mark?: Mark };

/** A person with their answer at the corner: a tick, a cross, an arrow back, a clock, or a dash for nobody needed it. */
export function Face({ name, picture, mark }: Props) {
  return (
    <span className="face">
      <Avatar appearance="circle" size="medium" src={picture} name={name} />
      {mark === undefined ? null : (
        <svg className={`face-mark face-${mark}`} width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
          <circle cx="8" cy="8" r="7" />
          <path d={MARKS[mark]} />
        </svg>
      )}
    </span>
  );
}

const MARKS: Record<Mark, string> = {
  approved: 'm5 8.2 2.1 2.1L11 6.2',
  rejected: 'm5.7 5.7 4.6 4.6m0-4.6-4.6 4.6',
  returned: 'M7 5 4.6 7.4 7 9.8M5 7.4h4.4a1.8 1.8 0 0 1 0 3.6',
  waiting: 'M8 4.8V8l2.2 1.3',
  'passed-over': 'M5 8h6',
};
