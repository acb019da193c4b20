import { describe, expect, it } from 'vitest';
import { adfText, isAdf } from '../../src/atlassian/adf-text';
import { storageText } from '../../src/atlassian/storage-text';

const doc = (...content: unknown[]) => ({ type: 'doc', version: 1, content });
const p = (...content: unknown[]) => ({ type: 'paragraph', content });
const t = (text: string, href?: string) => ({
  type: 'text',
  text,
  ...(href === undefined ? {} : { marks: [{ type: 'link', attrs: { href } }] }),
});

describe('a document says', () => {
  it.each([
    ['a line for each block', doc(p(t('One')), p(t('Two'))), 'One\nTwo'],
    [
      'what stands in one line in one',
      doc(p(t('Ask '), { type: 'mention', attrs: { id: 'ben', text: '@Ben' } }, t('!'))),
      'Ask @Ben!',
    ],
    ['a broken line as two', doc(p(t('a'), { type: 'hardBreak' }, t('b'))), 'a\nb'],
    [
      'the items of a list apart',
      doc({
        type: 'bulletList',
        content: [
          { type: 'listItem', content: [p(t('x'))] },
          { type: 'listItem', content: [p(t('y'))] },
        ],
      }),
      'x\ny',
    ],
    ['where a link leads', doc(p(t('here', 'https://a.example'))), 'here [https://a.example]'],
    ['a mention without a name by its account', doc(p({ type: 'mention', attrs: { id: 'ben' } })), 'ben'],
    [
      'which file is shown',
      doc({ type: 'mediaSingle', content: [{ type: 'media', attrs: { id: 'file-1', type: 'file' } }] }),
      'file-1',
    ],
    [
      'what an extension is made of',
      doc({ type: 'extension', attrs: { extensionKey: 'toc', localId: 'x' } }),
      '{"extensionKey":"toc"}',
    ],
    ['nothing where there is nothing', doc(p()), ''],
    ['nothing where it is none', null, ''],
  ])('%s', (_claim, document, told) => {
    expect(adfText(document)).toBe(told);
  });

  it.each([
    [doc(), true],
    [{ type: 'doc' }, false],
    ['doc', false],
    [null, false],
  ])('only where it is one', (value, is) => {
    expect(isAdf(value)).toBe(is);
  });
});

describe('a page says', () => {
  it.each([
    ['a line for each block', '<h1>Title</h1><p>One <strong>two</strong></p><p>Three</p>', 'Title\nOne two\nThree'],
    ['nothing of how it is indented', '<p>One</p>\n  <ul>\n    <li>Two</li>\n  </ul>', 'One\nTwo'],
    ['the cells of a table apart', '<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>', 'a\nb'],
    [
      'signs for their names',
      '<p>&lt;b&gt; &amp;amp; 5&nbsp;&euro; &#228;&#xe4; &unknown;</p>',
      '<b> &amp; 5 € ää &unknown;',
    ],
    [
      'where a link leads',
      '<p><a href="https://a.example?x=1&amp;y=2">here</a></p>',
      '[https://a.example?x=1&y=2] here',
    ],
    ['who is mentioned', '<p><ac:link><ri:user ri:account-id="ben" ri:local-id="1" /></ac:link></p>', '[ben]'],
    [
      'which file is shown',
      '<ac:image ac:width="9"><ri:attachment ri:filename="a&gt;b.png" ri:version-at-save="1" /></ac:image>',
      '[a>b.png]',
    ],
    [
      'which macro, with its parameters and its text as it is',
      '<ac:structured-macro ac:name="code" ac:macro-id="7f"><ac:parameter ac:name="language">js</ac:parameter><ac:plain-text-body><![CDATA[if (a < b) {\n  c();\n}]]></ac:plain-text-body></ac:structured-macro>',
      '[code]\n[language] js\nif (a < b) {\n  c();\n}',
    ],
    [
      'whether a task is done, whatever its number',
      '<ac:task-list><ac:task><ac:task-id>12</ac:task-id><ac:task-status>complete</ac:task-status><ac:task-body>Do it</ac:task-body></ac:task></ac:task-list>',
      'complete\nDo it',
    ],
    ['nothing of what is commented out', '<p>a<!-- <b>no</b> -->b</p>', 'ab'],
    ['an attribute with a sign of its own', '<p title="a > b">c</p>', 'c'],
    ['what is left of broken markup', '<p>a < b', 'a  b'],
    ['nothing where there is nothing', '', ''],
  ])('%s', (_claim, storage, told) => {
    expect(storageText(storage)).toBe(told);
  });

  it('something else when only a link leads elsewhere', () => {
    expect(storageText('<a href="https://a.example">x</a>')).not.toBe(storageText('<a href="https://b.example">x</a>'));
  });
});
