// Hearing what is for others, and keeping from others what is for them.
import type { Attempt, Family } from '../attempt.ts';
import { refusalIn, subscribe } from '../tries.ts';
import type { World } from '../world.ts';

const SUBJECTS: readonly string[] = [
  '>',
  '*',
  '*.>',
  'chat.>',
  'chat.*.>',
  'chat.*.Go.*',
  'chat.room.>',
  'chat.room.Go.*',
  'chat.room.Go.mallory',
  'chat.presence.>',
  'chat.profile.>',
  'chat.topic.>',
  'chat.read.>',
  'chat.file.>',
  'chat.info.>',
  'chat.info.room',
  '_INBOX.>',
  '_INBOX.*.>',
  '_INBOX.alice.>',
  '_INBOX.alice.*',
  '_INBOX.mallory',
  '_R_.>',
  '_R_.*.*',
  '_GR_.>',
  '$SYS.>',
  '$SYS.REQ.USER.AUTH',
  '$SYS.ACCOUNT.*.CONNECT',
  '$SYS.ACCOUNT.WEB.>',
  '$SYS.SERVER.>',
  '$SYS._INBOX.>',
  '$SRV.>',
  '$JS.>',
  '$JS.API.>',
  '$JS.API.DIRECT.GET.CHAT',
  '$JS.EVENT.>',
  '$JS.ACK.>',
  '$KV.>',
  '$O.>',
  '$G.>',
  '$NRG.>',
  '$MQTT.>',
];

const heard: readonly Attempt<World>[] = SUBJECTS.map((subject) => subscribe(`to \`${subject}\``, subject));

const QUEUES: readonly (readonly [subject: string, queue: string])[] = [
  ['$SYS.REQ.USER.AUTH', 'natter'],
  ['chat.room.>', 'natter'],
  ['$JS.API.DIRECT.GET.CHAT', 'natter'],
  ['chat.room.Go.*', 'chat.live.>'],
];

const inQueues: readonly Attempt<World>[] = QUEUES.map(([subject, queue]) =>
  subscribe(`to \`${subject}\` in the queue group \`${queue}\``, subject, queue),
);

/** Alice's ears have heard a message of Mallory's, though Mallory listens too. */
const stolen: Attempt<World> = {
  title: 'to `chat.live.>` in a queue group, to take messages from others',
  outcome: 'changes nothing',
  leaves: ['chat.room.Go.mallory'],
  attack: async (world) => {
    using client = await world.mallory();
    for (const queue of ['natter', 'alice', 'chat']) client.subscribe('chat.live.>', queue);
    client.publish('chat.room.Go.mallory', { payload: 'for everybody' });
    await client.flush();
    await world.settled();
    const heardByAlice = world.ears.deliveries.filter(({ payload }) => payload === 'for everybody').length;
    const shownToAlice = world.page.texts('Go').filter((text) => text === 'for everybody').length;
    return heardByAlice === 1 && shownToAlice === 1 ? 'changes nothing' : refusalIn(client.errors);
  },
};

export const listening: Family<World> = { name: 'Subscribing', attempts: [...heard, ...inQueues, stolen] };
