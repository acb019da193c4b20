/** Elements that stand in a line of text; all others end it. */
const INLINE =
  /^(?:a|abbr|b|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u|ac:link|ac:link-body|ac:plain-text-link-body|ac:emoticon|ac:inline-comment-marker|ri:[\w-]+)$/;
/** Ids that mean nothing to a reader. */
const UNSEEN = /<ac:task-(id|uuid)>[^<]*<\/ac:task-\1>/g;
const PARTS = /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\/?([\w:-]+)((?:"[^"]*"|'[^']*'|[^"'>])*)>|([^<]+)|</g;
/** Between blocks, until all is put together: no text has it. */
const BREAK = '\uE000';
const ATTRIBUTE = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
/** Attributes by which a link, a file, a person, a macro or a date is what it is. */
const TELLING =
  /^(?:href|src|datetime|ac:name|ac:alt|ac:anchor|ac:emoji-fallback|ri:(?:account-id|content-title|space-key|filename|value|posting-day|content-id))$/;

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ndash: '–', mdash: '—', hellip: '…' },
  ...{ lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', bull: '•', middot: '·', times: '×', euro: '€', copy: '©' },
  ...{ auml: 'ä', ouml: 'ö', uuml: 'ü', Auml: 'Ä', Ouml: 'Ö', Uuml: 'Ü', szlig: 'ß', eacute: 'é', egrave: 'è' },
  ...{ rarr: '→', larr: '←', reg: '®', trade: '™', deg: '°', sect: '§', agrave: 'à', ccedil: 'ç', ntilde: 'ñ' },
};

/**
 * What a page in Confluence's storage format says, a line for each block. Where links lead, who is mentioned, and which
 * files and macros are shown is told in brackets, so that a page which shows something else also says something else.
 */
export function storageText(storage: string): string {
  const parts = [...storage.replace(UNSEEN, '').matchAll(PARTS)].map(
    ([, cdata, element, attributes = '', words = '']) => {
      if (element === undefined) return cdata ?? decoded(words);
      return `${INLINE.test(element) ? '' : BREAK}${tellingOf(attributes)}`;
    },
  );
  return parts
    .join('')
    .split(BREAK)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .join('\n');
}

function tellingOf(attributes: string): string {
  const told = [...attributes.matchAll(ATTRIBUTE)].filter(([, name = '']) => TELLING.test(name));
  return told.map(([, , double, single]) => `[${decoded(double ?? single ?? '')}] `).join('');
}

const decoded = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w+));/g,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] ?? whole) : whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
