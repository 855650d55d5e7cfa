// Letters and drafts in a real IndexedDB, shared by the tabs of one person.
import { openDB } from 'idb';
import { expect } from 'chai';
import { newId } from '../../web/protocol/new-id.ts';
import type { Letter } from '../../web/domain/letter.ts';
import type { OutboxNews } from '../../web/storage/outbox-store.ts';
import { openStores } from '../../web/storage/stores.ts';
import type { Stores } from '../../web/storage/stores.ts';
import { until } from './support.ts';

const FOREVER = new AbortController().signal;

/** A name no other test uses. */
const somebody = (): string => crypto.randomUUID();

function letterOf(text: string, changes: Partial<Letter> = {}): Letter {
  const content = { type: 'message', id: newId(), user: { name: 'Ada', emoji: '🦊', hue: 7 }, text } as const;
  return { room: 'Go', handle: 'ada', content, time: 1700, after: 42, failed: undefined, ...changes };
}

/** What `stores` hears from now on, told by other tabs. */
function hearing({ outbox }: Stores, signal = FOREVER): readonly OutboxNews[] {
  const heard: OutboxNews[] = [];
  outbox.listen((news) => heard.push(news), signal);
  return heard;
}

describe('letters', () => {
  it('are there again after a reload, in the order in which they were written, with all that is known of them', async () => {
    const as = somebody();
    const { outbox } = await openStores(as);
    const letters = [
      letterOf('first'),
      letterOf('second', { room: 'constructor', failed: 'It is too large.' }),
      letterOf('"\\u0000\ud800🦊\n', { after: 0 }),
    ];
    for (const letter of letters) expect(await outbox.add(letter)).to.equal(true);
    expect(await outbox.all('ada')).to.deep.equal(letters);
    expect(await (await openStores(as)).outbox.all('ada')).to.deep.equal(letters);
  });

  it('written all at once keep their order, from two tabs, too', async () => {
    const as = somebody();
    const [one, other] = await Promise.all([openStores(as), openStores(as)]);
    const write = (stores: Stores, name: string): Promise<boolean>[] =>
      Array.from({ length: 50 }, (_, index) => stores.outbox.add(letterOf(`${name} ${index}`)));
    await Promise.all([...write(one, 'one'), ...write(other, 'other')]);
    const texts = (await one.outbox.all('ada'))?.map(({ content }) => content.text) ?? [];
    for (const name of ['one', 'other']) {
      const own = texts.filter((text) => text.startsWith(`${name} `));
      expect(own).to.deep.equal(Array.from({ length: 50 }, (_, index) => `${name} ${index}`));
    }
    expect(await other.outbox.all('ada')).to.have.length(100);
  });

  it('keep their place when they get another id or are marked, and go when they are removed', async () => {
    const { outbox } = await openStores(somebody());
    const [a, b, c] = [letterOf('a'), letterOf('b'), letterOf('c')];
    for (const letter of [a, b, c]) await outbox.add(letter);
    const renamed = { ...b, failed: 'No.', content: { ...b.content, id: newId() } };
    await outbox.replace(b.content.id, renamed);
    expect(await outbox.all('ada')).to.deep.equal([a, renamed, c]);
    await outbox.remove(a.content.id);
    await outbox.remove(renamed.content.id);
    expect(await outbox.all('ada')).to.deep.equal([c]);
  });

  it('that are gone stay gone, whatever another tab still does with them', async () => {
    const { outbox, memory } = await openStores(somebody());
    const letter = letterOf('a');
    await outbox.add(letter);
    await outbox.remove(letter.content.id);
    await outbox.replace(letter.content.id, { ...letter, failed: 'No.' });
    await outbox.remove(letter.content.id);
    expect(await outbox.all('ada')).to.deep.equal([]);
    expect(memory.lost.aborted).to.equal(false);
  });

  it('of somebody else are left alone', async () => {
    const { outbox } = await openStores(somebody());
    await outbox.add(letterOf('a', { handle: 'bob' }));
    expect(await outbox.all('ada')).to.deep.equal([]);
    expect(await outbox.all('bob')).to.have.length(1);
  });

  it('of another identity in the same browser are not seen, nor is it told of them', async () => {
    const [ada, bob] = await Promise.all([openStores(somebody()), openStores(somebody())]);
    const heard = hearing(bob);
    const own = await openStores(somebody());
    await ada.outbox.add(letterOf('a'));
    expect(await bob.outbox.all('ada')).to.deep.equal([]);
    expect(own.outbox.name).not.to.equal(ada.outbox.name);
    expect(heard).to.deep.equal([]);
  });

  it('where the browser keeps nothing, are not kept, and it is said so', async () => {
    const as = somebody();
    (await openDB(`natter as ${as}`, 3)).close();
    const { outbox } = await openStores(as);
    expect(await outbox.add(letterOf('a'))).to.equal(false);
    await outbox.replace(newId(), letterOf('a'));
    await outbox.remove(newId());
    expect(await outbox.all('ada')).to.equal(undefined);
  });

  it('that make no sense are left out', async () => {
    const as = somebody();
    const { outbox } = await openStores(as);
    const good = letterOf('good');
    await outbox.add(good);
    const database = await openDB(`natter as ${as}`);
    const [entry] = await database.getAll('outbox');
    const payload = (text: string): object => ({ content: { id: newId(), payload: text } });
    const rubbish = [
      7,
      null,
      {},
      { ...entry, ...payload('{"v":1,"type":"poll"}') },
      { ...entry, ...payload('hello') },
      { ...entry, ...payload('') },
      { ...entry, content: { id: newId() } },
      { ...entry, ...payload(entry.content.payload), room: 'two words' },
      { ...entry, ...payload(entry.content.payload), handle: 'Not A Handle' },
      { ...entry, ...payload(entry.content.payload), handle: undefined },
    ];
    for (const value of rubbish) await database.add('outbox', value);
    database.close();
    expect(await outbox.all('ada')).to.deep.equal([good]);
    expect(await (await openStores(as)).outbox.all('ada')).to.deep.equal([good]);
  });
});

describe('the other tabs of a person', () => {
  it('are told of every change, and the one that made it is not', async () => {
    const as = somebody();
    const [mine, other] = await Promise.all([openStores(as), openStores(as)]);
    const [own, heard] = [hearing(mine), hearing(other)];
    const letter = letterOf('a');
    await mine.outbox.add(letter);
    await until('the first news', () => heard.length === 1);
    // What they are told of is there.
    expect(await other.outbox.all('ada')).to.deep.equal([letter]);
    await mine.outbox.replace(letter.content.id, { ...letter, failed: 'No.' });
    await mine.outbox.remove(letter.content.id);
    await until('all news', () => heard.length === 3);
    expect(heard).to.deep.equal([{ type: 'changed' }, { type: 'changed' }, { type: 'changed' }]);
    expect(own).to.deep.equal([]);
  });

  it('are told what became of a letter, until they listen no more', async () => {
    const as = somebody();
    const [mine, other] = await Promise.all([openStores(as), openStores(as)]);
    const end = new AbortController();
    const [heard, heardUntil] = [hearing(other), hearing(other, end.signal)];
    const news: readonly OutboxNews[] = [
      { type: 'discarded', room: 'Go', id: newId() },
      { type: 'renamed', room: 'Go', id: newId(), newId: newId() },
    ];
    for (const each of news) mine.outbox.tell(each);
    await until('both', () => heard.length === 2);
    expect([heard, heardUntil]).to.deep.equal([news, news]);
    end.abort();
    mine.outbox.tell({ type: 'changed' });
    await until('the last', () => heard.length === 3);
    expect(heardUntil).to.have.length(2);
  });

  it('that are told what makes no sense look at the disk', async () => {
    const as = somebody();
    const { outbox } = await openStores(as);
    const heard: OutboxNews[] = [];
    outbox.listen((news) => heard.push(news), FOREVER);
    const channel = new BroadcastChannel(outbox.name);
    const rubbish = [
      7,
      null,
      'discarded',
      { type: 'discarded' },
      { type: 'discarded', room: 'a b', id: 'x' },
      { type: 'renamed', room: 'Go', id: 'x' },
      { type: 'exploded', room: 'Go', id: 'x' },
    ];
    for (const value of rubbish) channel.postMessage(value);
    await until('all of it', () => heard.length === rubbish.length);
    expect(heard).to.deep.equal(rubbish.map(() => ({ type: 'changed' })));
    channel.close();
  });
});

describe('drafts', () => {
  it('are there again after a reload, each in its room, until they are empty', async () => {
    const as = somebody();
    const { drafts } = await openStores(as);
    await drafts.keep('Go', 'half a thou');
    await drafts.keep('__proto__', ' \n');
    await drafts.keep('Rust', 'never mind');
    await drafts.keep('Rust', '');
    const kept = new Map([
      ['Go', 'half a thou'],
      ['__proto__', ' \n'],
    ]);
    expect(await (await openStores(as)).drafts.all()).to.deep.equal(kept);
  });

  it('the last letter typed counts', async () => {
    const as = somebody();
    const { drafts } = await openStores(as);
    await Promise.all(['h', 'he', 'hel', 'hell', 'hello'].map((text) => drafts.keep('Go', text)));
    expect((await drafts.all()).get('Go')).to.equal('hello');
  });

  it('that make no sense are left out', async () => {
    const as = somebody();
    const { drafts } = await openStores(as);
    await drafts.keep('Go', 'good');
    const database = await openDB(`natter as ${as}`);
    for (const value of [7, null, 'text', { text: 7 }, { words: 'text' }]) await database.put('drafts', value, newId());
    database.close();
    expect(await drafts.all()).to.deep.equal(new Map([['Go', 'good']]));
  });

  it('where the browser keeps nothing, there are none', async () => {
    const as = somebody();
    (await openDB(`natter as ${as}`, 3)).close();
    const { drafts } = await openStores(as);
    await drafts.keep('Go', 'half a thou');
    expect(await drafts.all()).to.deep.equal(new Map());
  });
});
