// Script injection in a real browser: by messages, by what other families store, by names of rooms and people in addresses;
// and other protocols on the page's port.
import type { Attempt, Family } from '../attempt.ts';
import type { PageWorld } from '../page-world.ts';
import { GARBAGE, NATS_AS_CLI, sendRaw, TLS_GREETING } from '../tries.ts';
import { INBOX } from '../world.ts';
import { message, pageMessages, SHORT } from './page-messages.ts';

const STATE: readonly (readonly [what: string, subject: string])[] = [
  ['a profile', 'chat.profile.mallory'],
  ['a topic', 'chat.topic.Hostile.mallory'],
  ['a read mark', 'chat.read.Hostile.mallory'],
];

/** Stored for the page to read, now and when it is opened again. */
const inState: readonly Attempt<PageWorld>[] = STATE.flatMap(([what, subject]) =>
  SHORT.map(([which, markup]) => ({
    title: `${which} in every field of ${what}`,
    outcome: 'shown as text, if at all',
    attack: async (world: PageWorld) => {
      const user = { name: markup, emoji: markup, hue: 1, key: markup, text: markup, sequence: markup, topic: markup };
      for (const type of ['profile', 'topic', 'read', markup]) {
        const payload = JSON.stringify({ v: 1, type, ...user, user });
        await world.mallory.request(INBOX, subject, { payload });
      }
      await world.shows(`after ${what}`);
      return 'shown as text, if at all';
    },
  })),
);

const inRoomNames: readonly Attempt<PageWorld>[] = SHORT.flatMap(([what, markup]) => [
  {
    title: `a link to a room whose name is ${what}`,
    outcome: 'kept out with a sentence',
    attack: async (world: PageWorld) => {
      await world.follow(`/?as=Victim#/room/${encodeURIComponent(markup)}`);
      await world.victim.page.getByText(`There is no room “${markup}”.`).waitFor();
      return 'kept out with a sentence';
    },
  },
  {
    title: `a link to the page for somebody whose name is ${what}`,
    outcome: 'shown as text',
    attack: async (world: PageWorld) => {
      await world.follow(`/?as=${encodeURIComponent(markup)}#/room/Hostile`);
      await world.victim.page.getByText(markup.trim(), { exact: true }).first().waitFor();
      return 'shown as text';
    },
  },
]);

/** Mallory's stored message, fetched to where only the server speaks. */
const REPLIES: readonly (readonly [what: string, stream: string, target: string])[] = [
  ['what is shown as the victim’s', 'CHAT', 'chat.live.Hostile.victim'],
  ['the victim’s own name', 'STATE', 'chat.state.profile.victim'],
  ['the victim’s typing', 'CHAT', 'chat.typing.Hostile.victim'],
];

const inReplies: readonly Attempt<PageWorld>[] = REPLIES.map(([what, stream, target]) => ({
  title: `a stored message, fetched to ${what}`,
  outcome: 'every reader drops it',
  attack: async (world) => {
    const payload = JSON.stringify({
      v: 1,
      type: 'profile',
      name: 'Fooled',
      emoji: '',
      text: 'Fooled',
      key: `U${'A'.repeat(55)}`,
    });
    await world.mallory.request(INBOX, 'chat.profile.mallory', { payload });
    await world.shows(message({ text: 'Not fooled' }));
    const subject = stream === 'STATE' ? 'chat.profile.mallory' : 'chat.room.Hostile.mallory';
    const request = JSON.stringify({ last_by_subj: subject });
    world.mallory.publish(`$JS.API.DIRECT.GET.${stream}`, { payload: request, reply: target });
    await world.shows('after the reply');
    // Mallory may be called so herself; nobody else is.
    const { page, rows } = world.victim;
    const fooled = await rows.filter({ hasText: 'Fooled', hasNotText: '@mallory' }).count();
    const asVictim = await rows.filter({ hasText: '@victim' }).count();
    const renamed = await page.getByRole('button', { name: /Fooled.*@victim/ }).count();
    return fooled + asVictim + renamed === 0 ? 'every reader drops it' : 'SUCCEEDS';
  },
}));

const LOGIN = 'POST /login.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: ';

/** The site goes on serving: the page is opened once more after each. */
const onItsPort: readonly Attempt<PageWorld>[] = (
  [
    ['a TLS greeting', TLS_GREETING],
    ['8 KB of garbage', GARBAGE],
    ['NATS', NATS_AS_CLI],
    ['a login in a form of another site', `${LOGIN}text/plain\r\nContent-Length: 2\r\n\r\n{}`],
    ['a login of 1 MB', `${LOGIN}application/json\r\nContent-Length: 1000000\r\n\r\n${' '.repeat(1_000_000)}`],
  ] as const
).map(([what, sent]) => ({
  title: `${what} on the page’s port`,
  outcome: 'connection closed',
  attack: async (world: PageWorld) => {
    const outcome = await sendRaw(Number(new URL(world.natter.page).port), sent);
    await world.comeBack();
    return outcome;
  },
}));

export const pages: Family<PageWorld> = {
  name: 'In the page',
  attempts: [...pageMessages, ...inState, ...inReplies, ...inRoomNames, ...onItsPort],
};
