// <chat-room>: the open room as a whole.
import { html } from 'lit';
import { expect } from 'chai';
import { setViewport } from '@web/test-runner-commands';
import { changeRoom, initialChat } from '../../web/domain/chat.ts';
import type { ChatState } from '../../web/domain/chat.ts';
import type { ChatRoom } from '../../web/ui/chat-room.ts';
import { RoomTopic } from '../../web/ui/room-topic.ts';
import '../../web/ui/chat-room.ts';
import { MessageList } from '../../web/ui/message-list.ts';
import { stored } from '../support/messages.ts';
import { accessibilityProblems, inside, show, textOf } from './support.ts';

const messages = [stored(1, { text: 'Hello' }), stored(2, { handle: 'bob' })];
const CHAT: ChatState = changeRoom(initialChat({ name: 'Ada', emoji: '🦊', handle: 'ada' }, ['Go'], 'Go', 0), 'Go', {
  type: 'stored',
  messages,
  self: 'ada',
});

const open = async (chat: ChatState): Promise<ChatRoom> => {
  const page = await show(html`<main style="height: 500px"><chat-room .chat=${chat}></chat-room></main>`);
  const room = page.querySelector('chat-room');
  if (room === null) throw new Error('There is no room.');
  return room;
};
const listOf = (room: ChatRoom): MessageList => inside(room, 'message-list', MessageList);

it('says which room it is, and what it is about', async () => {
  const topics = new Map([['Go', { text: 'Channels', sequence: 1 }]]);
  const room = await open({ ...CHAT, topics });
  expect(textOf(inside(room, 'h1'))).to.equal('# Go');
  expect(inside(room, 'room-topic', RoomTopic).text).to.equal('Channels');
});

it('shows the messages of the open room, and whose they are', async () => {
  const list = listOf(await open(CHAT));
  expect(list.rows.map(({ type }) => type)).to.deep.equal(['day', 'stored', 'stored']);
  expect(list.self).to.equal('ada');
});

it('leaves the list alone when something else changes', async () => {
  const room = await open(CHAT);
  const { rows } = listOf(room);
  room.chat = { ...CHAT, roundTrip: 0.4 };
  await room.updateComplete;
  expect(listOf(room).rows).to.equal(rows);
});

it('shows a room nobody told it of as one that is not loaded yet', async () => {
  const list = listOf(await open({ ...CHAT, current: 'constructor' }));
  expect([list.rows, list.history]).to.deep.equal([[], { type: 'unloaded' }]);
});

it('puts the cursor where one writes', async () => {
  const room = await open(CHAT);
  inside(inside(room, 'message-composer'), 'textarea').blur();
  room.focusComposer();
  expect(room.shadowRoot?.activeElement?.localName).to.equal('message-composer');
});

it('everybody can use it', async () => {
  expect(await accessibilityProblems(await open(CHAT))).to.deep.equal([]);
  expect(
    await accessibilityProblems(
      await open({
        ...CHAT,
        connection: { type: 'refused', refusal: { type: 'refused', reason: 'banned', free: [] } },
      }),
    ),
  ).to.deep.equal([]);
});

const roster = new Map(
  [...'ada bob cleo'.split(' '), 'a-very-long-handle-of-32-letters'].map((handle, index) => [
    `${handle}.1`,
    {
      handle,
      session: '1',
      time: index,
      sequence: index,
      until: Infinity,
      state: handle === 'bob' ? 'away' : 'active',
      status: handle === 'cleo' ? 'writing '.repeat(12) : '',
      user: { name: handle === 'cleo' ? 'W'.repeat(64) : handle, emoji: '🦊' },
    } as const,
  ]),
);
const FULL: ChatState = {
  ...CHAT,
  roster,
  typing: ['cleo', 'bob', 'a-very-long-handle-of-32-letters'],
  topics: new Map([['Go', { text: 'Channels and goroutines, '.repeat(10).trim(), sequence: 1 }]]),
  newAfter: 1,
  stream: 'a stream',
  seenBy: new Map([['cleo', { sequence: 2, stream: 'a stream' }]]),
};

it('says who is here, who is writing, what is new and who has seen it', async () => {
  const room = await open({ ...FULL, typing: ['bob'] });
  expect(textOf(inside(room, '.here'))).to.equal('4');
  expect(textOf(inside(inside(room, 'typing-line'), 'p'))).to.equal('bob is writing …');
  const list = listOf(room);
  expect(list.rows.map(({ type }) => type)).to.deep.equal(['day', 'stored', 'new', 'stored']);
  expect([...list.seen.values()].map((readers) => readers.map(({ handle }) => handle))).to.deep.equal([['cleo']]);
  room.chat = { ...FULL, stream: 'another stream' };
  await room.updateComplete;
  expect(list.seen.size).to.equal(0);
});

it('who writes under somebody else’s name is called by their handle too', async () => {
  const people = new Map([['bob', { name: 'Ada', emoji: '', key: 'U' }]]);
  const room = await open({ ...FULL, people, typing: ['bob'] });
  expect(textOf(inside(inside(room, 'typing-line'), 'p'))).to.equal('Ada (@bob) is writing …');
});

describe('at every width', () => {
  afterEach(() => setViewport({ width: 800, height: 600 }));

  for (const width of [390, 800, 1300]) {
    it(`of ${width} pixels everything has its place, nothing is wider than the page, and everybody can use it`, async () => {
      await setViewport({ width, height: 600 });
      const room = await open(FULL);
      const { left, right } = room.getBoundingClientRect();
      expect(right - left).to.be.at.most(width);
      expect(document.documentElement.scrollWidth).to.be.at.most(width);
      for (const part of ['h1', 'room-topic', '.here', 'message-list', 'typing-line', 'message-composer']) {
        const place = inside(room, part).getBoundingClientRect();
        expect(place.left, part).to.be.at.least(left);
        expect(place.right, part).to.be.at.most(right);
        expect(place.width, part).to.be.greaterThan(20);
      }
      expect(inside(room, 'aside').checkVisibility()).to.equal(width > 1120);
      expect(await accessibilityProblems(room)).to.deep.equal([]);
    });

    it(`of ${width} pixels the people are shown and put away by one button`, async () => {
      await setViewport({ width, height: 600 });
      const room = await open(FULL);
      const [button, aside] = [inside(room, '.here'), inside(room, 'aside')];
      const shown = aside.checkVisibility();
      button.click();
      await room.updateComplete;
      expect(aside.checkVisibility()).to.equal(!shown);
      if (!shown) expect(await accessibilityProblems(room)).to.deep.equal([]);
      button.click();
      await room.updateComplete;
      expect(aside.checkVisibility()).to.equal(shown);
    });
  }
});
