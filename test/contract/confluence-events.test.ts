import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ADA, BEN, openConfluence, paragraph, person } from '../support/atlassian-twins';
import { readContract } from '../support/contracts';

const schema = readContract('atlassian/forge-events/confluence.page.event.schema.json');
const official = readContract('atlassian/forge-events/confluence.official-examples.json');
const event = z.looseObject({ eventType: z.string() });
const PAGE = '/wiki/api/v2/pages/50001';
const LABEL = '/wiki/rest/api/content/50001/label';

describe.skipIf(schema === undefined)('the events of the Confluence twin against the official documents', () => {
  it('are page events as Forge describes them, through the whole life of a page', async () => {
    const { ask, confluence, events } = openConfluence();

    await ask(`PUT ${PAGE}`, edit(2));
    await ask(`PUT ${PAGE}`, { ...edit(3), version: { number: 3, minorEdit: true } }, person(BEN));
    await ask(`PUT ${PAGE}/title`, { status: 'current', title: 'Returns' });
    confluence.restrict('50001', { users: [ADA] }, ADA);
    confluence.restrict('50001', undefined, ADA);
    await ask(`DELETE ${PAGE}`);
    await ask(`PUT ${PAGE}`, edit(5));
    confluence.move('50001', '40001', ADA);
    confluence.trash('50001', ADA);
    await ask(`DELETE ${PAGE}?purge=true`);
    confluence.create({ spaceId: '40001', title: 'New', text: 'Hello', by: ADA });

    expect(events.flatMap(complaintsAbout)).toEqual([]);
    expect(events.map(({ eventType, ...rest }) => [eventType, rest.selfGenerated, rest.suppressNotifications])).toEqual(
      [
        ['avi:confluence:updated:page', true, false],
        ['avi:confluence:updated:page', false, true],
        ['avi:confluence:updated:page', true, false],
        ['avi:confluence:permissions_updated:page', false, false],
        ['avi:confluence:permissions_updated:page', false, false],
        ['avi:confluence:trashed:page', true, false],
        ['avi:confluence:restored:page', true, false],
        ['avi:confluence:moved:page', false, false],
        ['avi:confluence:trashed:page', false, false],
        ['avi:confluence:deleted:page', true, false],
        ['avi:confluence:created:page', false, false],
      ],
    );
  });

  it.each([
    ['avi:confluence:created:page', []],
    ['avi:confluence:created:comment', []],
    // The example is a live doc.
    ['avi:confluence:added:label', ['content.subType']],
  ])('have the members of the official example of %s', async (eventType, missing) => {
    const { ask, confluence, events } = openConfluence();
    const body = { representation: 'atlas_doc_format', value: JSON.stringify(paragraph('Please look')) };
    confluence.create({ spaceId: '40001', title: 'New', text: 'Hello', by: ADA });
    await ask('POST /wiki/api/v2/footer-comments', { pageId: '50001', body });
    await ask(`POST ${LABEL}`, { prefix: 'global', name: 'reviewed' });

    const example = z
      .object({ examples: z.array(event) })
      .parse(official)
      .examples.find((each) => each.eventType === eventType);

    const sent = pathsOf(events.find((each) => each.eventType === eventType));
    const wanted = pathsOf(example).filter((path) => !missing.includes(path) && !path.startsWith('content.ancestors.'));
    expect(wanted.filter((path) => !sent.includes(path))).toEqual([]);
    expect(sent.filter((path) => !wanted.includes(path) && !path.startsWith('content.container.space'))).toEqual([]);
  });

  it('tell of a label once, when it comes and when it goes', async () => {
    const { ask, events } = openConfluence();

    await ask(`POST ${LABEL}`, [{ prefix: 'global', name: 'Reviewed' }], person(BEN));
    await ask(`POST ${LABEL}`, [{ prefix: 'global', name: 'reviewed' }], person(BEN));
    await ask(`DELETE ${LABEL}/reviewed`, undefined, person(BEN));

    expect(events).toMatchObject([
      { eventType: 'avi:confluence:added:label', atlassianId: BEN, label: { name: 'reviewed', prefix: 'global' } },
      { eventType: 'avi:confluence:removed:label', atlassianId: BEN, content: { id: '50001' } },
    ]);
  });
});

function complaintsAbout(sent: unknown): string[] {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile(z.looseObject({}).parse(schema));
  return validate(JSON.parse(JSON.stringify(sent))) ? [] : [ajv.errorsText(validate.errors)];
}

function pathsOf(value: unknown, prefix = ''): string[] {
  const parsed = z.record(z.string(), z.unknown()).safeParse(value);
  if (!parsed.success) return [prefix];
  return Object.entries(parsed.data).flatMap(([key, member]) => pathsOf(member, prefix ? `${prefix}.${key}` : key));
}

function edit(number: number) {
  const body = { representation: 'storage', value: '<p>Sixty days.</p>' };
  return { id: '50001', status: 'current', title: 'Return policy', body, version: { number } };
}
