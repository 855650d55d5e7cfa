// <chat-room>: the open room as a whole.
import { html } from 'lit';
import { expect } from 'chai';
import { changeRoom, initialChat } from '../../web/domain/chat.ts';
import type { ChatState } from '../../web/domain/chat.ts';
import type { ChatRoom } from '../../web/ui/chat-room.ts';
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

it('says which room it is, and under which subject one speaks there', async () => {
  const room = await open(CHAT);
  expect(textOf(inside(room, 'h1'))).to.equal('# Go');
  expect(textOf(inside(room, 'code'))).to.equal('chat.room.Go.ada');
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
