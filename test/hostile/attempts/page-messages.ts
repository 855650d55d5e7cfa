// Messages whose every field would bring something into the page where text is taken for markup.
import { idOf } from '../../support/messages.ts';
import type { Attempt, Outcome } from '../attempt.ts';
import { ELSEWHERE, MARK } from '../page-world.ts';
import type { PageWorld } from '../page-world.ts';

const RUN = `${MARK}()`;

/** Each would run a script, or bring something else into the page, where text is taken for markup. */
const MARKUP: readonly (readonly [what: string, markup: string])[] = [
  ['a script', `<script>${RUN}</script>`],
  ['a picture that fails', `<img src=x onerror=${RUN}>`],
  ['a drawing', `<svg/onload=${RUN}>`],
  ['a frame', `"><iframe srcdoc="<script>top.${RUN}</script>">`],
  ['an attribute', `" onmouseover="${RUN}" autofocus onfocus="${RUN}`],
  ['a style', `<style>*{background:url(${ELSEWHERE}/)}</style>`],
  ['a link', `<a href="javascript:${RUN}">x</a>`],
  ['a template of lit’s', `\${${RUN}}<!--?lit$1$--><x .a=\${${RUN}}>`],
  ['a template of another library', `{{constructor.constructor('${RUN}')()}}`],
];

/** They fit into a name, which has 64 characters, and into an emoji, which has 32. */
export const SHORT: readonly (readonly [what: string, markup: string])[] = [
  ['a script', `<script>${RUN}</script>`.slice(0, 32)],
  ['a picture that fails', `<img src onerror=${RUN}>`],
  ['a drawing', `<svg/onload=${RUN}>`],
  ['an attribute', `" onclick="${RUN}"`],
];

let count = 0;

/** A message's payload, with other or further fields. */
export function message(fields: object): string {
  count += 1;
  return JSON.stringify({
    v: 1,
    type: 'message',
    id: idOf(count),
    user: { name: 'M', emoji: '🦊' },
    text: 'x',
    ...fields,
  });
}

/** @param selector of what shows it in its row. @param text what has to stand there. */
function shown(
  title: string,
  outcome: Outcome,
  payload: () => string,
  selector: string,
  text: string,
): Attempt<PageWorld> {
  return {
    title,
    outcome,
    attack: async (world) => {
      const row = await world.shows(payload());
      const actual = await row.locator(selector).first().textContent();
      return actual?.includes(text) === true ? outcome : 'SUCCEEDS';
    },
  };
}

const inMessages: readonly Attempt<PageWorld>[] = [
  ...MARKUP.flatMap(([what, markup]) => [
    shown(`${what} in a message’s text`, 'shown as text', () => message({ text: markup }), '.text', markup),
    shown(`${what} as a whole payload`, 'shown as text', () => markup, '.text', markup),
  ]),
  ...SHORT.flatMap(([what, markup]) => [
    shown(`${what} in a name`, 'shown as text', () => message({ user: { name: markup } }), '.name', markup.trim()),
    shown(
      `${what} in an emoji`,
      'shown as text',
      () => message({ user: { name: 'M', emoji: markup } }),
      'user-avatar span',
      markup,
    ),
    shown(
      `${what} as a message’s type`,
      'shown as a message of an unknown type',
      () => message({ type: markup }),
      '.note',
      markup,
    ),
    shown(
      `${what} as a file’s name`,
      'shown as a message of an unknown type',
      () => message({ type: 'file', name: markup, url: `javascript:${RUN}` }),
      'pre',
      JSON.stringify(markup),
    ),
    shown(
      `${what} in the name of the older example`,
      'shown as text',
      () => JSON.stringify({ user: { name: markup }, message: markup, time: markup }),
      '.text',
      markup,
    ),
  ]),
  shown('a script as an id', 'shown as a broken message', () => message({ id: `<b>${RUN}</b>` }), 'pre', `<b>${RUN}`),
  shown(
    'a script as a colour',
    'shown as a broken message',
    () => message({ user: { name: 'M', hue: `1;${RUN}` } }),
    'pre',
    RUN,
  ),
  shown('a script as a version', 'shown as a broken message', () => message({ v: `<b>${RUN}</b>` }), 'pre', RUN),
  shown(
    'an object as a text',
    'shown as a broken message',
    () => message({ text: { _$litType$: 1, strings: [RUN] } }),
    'pre',
    RUN,
  ),
  shown(
    'a value that looks like lit’s own, as the user',
    'shown as a broken message',
    () => message({ user: { name: { _$litType$: 1, strings: [`<img src=x onerror=${RUN}>`], values: [] } } }),
    'pre',
    '_$litType$',
  ),
  shown(
    '`__proto__` and `constructor` as fields',
    'shown as text',
    () =>
      `{"__proto__":{"${MARK}":1},"constructor":{"prototype":{"x":1}},${message({ text: 'not polluted' }).slice(1)}`,
    '.text',
    'not polluted',
  ),
  shown(
    'a name that reads from right to left',
    'shown without what it did not say truly',
    () => message({ user: { name: 'ecila\u202e' } }),
    '.name',
    'ecila',
  ),
  shown(
    'a name of somebody else',
    'shown without what it did not say truly',
    () => message({ user: { name: 'Victim' } }),
    '.handle',
    '@mallory',
  ),
];

const ADDRESSES: readonly (readonly [what: string, address: string])[] = [
  ['`javascript:`', `javascript:${RUN}`],
  ['`JaVaScRiPt:` with a line end in it', `java\nscript:${RUN}`],
  ['`data:`', `data:text/html,<script>${RUN}</script>`],
  ['`vbscript:`', `vbscript:${RUN}`],
  ['`http:` with an attribute behind it', `${ELSEWHERE}/"onmouseover="${RUN}`],
  ['`http:` with a tag behind it', `${ELSEWHERE}/'><img src=x onerror=${RUN}>`],
  ['`http:` with letters that turn the direction', `${ELSEWHERE}/\u202egpj.exe`],
  ['`http:` with the name of another site as its user', 'http://127.0.0.1@elsewhere.invalid/'],
];

const inAddresses: readonly Attempt<PageWorld>[] = ADDRESSES.map(([what, address]) =>
  shown(`an address in a message, ${what}`, 'shown as text', () => message({ text: address }), '.text', address),
);

export const pageMessages: readonly Attempt<PageWorld>[] = [...inMessages, ...inAddresses];
