// Bytes that are no NATS, or hardly: broken commands, frames and header blocks, and commands of servers among themselves.
import { frame } from '../../support/wire.ts';
import type { FrameWish } from '../../support/wire.ts';
import { publishCommand } from '../../support/raw-client.ts';
import type { RawClient } from '../../support/raw-client.ts';
import type { Attempt, Family, Outcome } from '../attempt.ts';
import { asMallory, refusalIn } from '../tries.ts';
import type { World } from '../world.ts';

const OWN = 'chat.room.Go.mallory';

function bytes(title: string, sent: string | Uint8Array, outcome: Outcome = 'connection closed'): Attempt<World> {
  return { title, outcome, attack: (world) => asMallory(world, (client) => client.write(sent)) };
}

/** What does no harm: the server goes on as if nothing had been said, or with that alone. */
function harmless(title: string, sent: string | Uint8Array, leaves: readonly string[] = []): Attempt<World> {
  const outcome: Outcome = leaves.length === 0 ? 'changes nothing' : 'stored as her own, shown by nobody';
  return {
    title,
    outcome,
    leaves,
    attack: async (world) => {
      const shownBefore = world.page.texts('Go').length;
      using client = await world.mallory();
      client.write(sent);
      if (!(await client.flush())) return 'connection closed';
      if (client.errors.length > 0) return refusalIn(client.errors);
      await world.settled();
      return world.page.texts('Go').length === shownBefore ? outcome : 'SUCCEEDS';
    },
  };
}

const betweenServers: readonly Attempt<World>[] = [
  bytes('a subscription as a route, `RS+`', 'RS+ CHAT chat.room.>\r\n'),
  bytes('a message as a route, `RMSG`', 'RMSG CHAT chat.room.Go.alice 2\r\nhi\r\n'),
  bytes('a subscription as a leaf node, `LS+`', 'LS+ chat.room.>\r\n'),
  bytes('a message as a leaf node, `LMSG`', 'LMSG chat.room.Go.alice 2\r\nhi\r\n'),
  bytes('an account as a gateway, `A+`', 'A+ CHAT\r\n'),
  bytes('a message as a server, `MSG`', 'MSG chat.room.Go.alice 1 2\r\nhi\r\n'),
  bytes('a message with headers as a server, `HMSG`', 'HMSG chat.room.Go.alice 1 12 14\r\nNATS/1.0\r\n\r\nhi\r\n'),
  bytes('an error as a server, `-ERR`', "-ERR 'go away'\r\n"),
  harmless('a greeting as a server, `INFO`', 'INFO {"server_id":"NMALLORY","connect_urls":["127.0.0.1:1"]}\r\n'),
];

const commands: readonly Attempt<World>[] = [
  bytes('a message without a subject', 'PUB  2\r\nhi\r\n'),
  bytes('a message of fewer than no bytes', `PUB ${OWN} -1\r\n`),
  bytes('a message whose size is no number', `PUB ${OWN} 1e3\r\n`),
  bytes('a message whose size no number holds', `PUB ${OWN} 99999999999999999999999999\r\n`),
  bytes('a message longer than it says', `PUB ${OWN} 2\r\nhi, PUB chat.room.Go.alice 2\r\nhi\r\n`),
  bytes('a message with more words than there are', `PUB ${OWN} a b c 2\r\nhi\r\n`),
  bytes('a command line of 5,000 bytes', `PUB chat.room.${'x'.repeat(5000)}.mallory 2\r\nhi\r\n`),
  bytes('a command line that never ends', 'PUB '.padEnd(1_000_000, 'x')),
  bytes('headers longer than their message', `HPUB ${OWN} 100 2\r\nhi\r\n`),
  bytes('headers of fewer than no bytes', `HPUB ${OWN} -2 2\r\nhi\r\n`),
  bytes('a CONNECT that is no JSON', 'CONNECT {\r\n'),
  bytes('a CONNECT of 100,000 lists in one another', `CONNECT ${'['.repeat(100_000)}\r\n`),
  bytes('an HTTP request within the connection', 'GET /varz HTTP/1.1\r\nHost: x\r\n\r\n'),
  bytes('a TLS greeting within the connection', Buffer.from('16030102000100', 'hex')),
  bytes('NULs', Buffer.alloc(64)),
  harmless('the end of a subscription she does not have', 'UNSUB 1\r\n'),
  harmless('the end of a subscription with a number of 4,000 digits', `UNSUB ${'9'.repeat(4000)}\r\n`),
  bytes('a subscription to a subject with an empty word', 'SUB chat.live..Go 1\r\n', 'subscription refused'),
  bytes('a subscription to a subject after `>`', 'SUB chat.live.>.x 1\r\n', 'request refused'),
  bytes('a subject with a tab for another word', `PUB chat.room.Go.\talice 2\r\nhi\r\n`, 'publish refused'),
];

const oddSubjects: readonly Attempt<World>[] = [
  '*',
  '>',
  'G\u0001',
  'G\u00a0o',
  'ｇｏ',
  "'><script>",
  '%47o',
  'x'.repeat(2000),
].map((room) => {
  const subject = `chat.room.${room}.mallory`;
  const name = room.length > 99 ? 'of 2,000 letters' : `\`${JSON.stringify(room)}\``;
  return harmless(`a message into a room that can have no such name, ${name}`, publishCommand(subject, {}), [subject]);
});

const frames: readonly Attempt<World>[] = (
  [
    ['without a mask', { masked: false }],
    ['of a kind that does not exist', { opcode: 11 }],
    ['that says to be compressed', { reserved: 4 }],
    ['that goes on where nothing began', { opcode: 0 }],
    ['of 2⁶³ bytes', { length: 2n ** 63n }],
    ['that is a ping and not whole', { opcode: 9, final: false }],
    ['that is a ping of 60,000 bytes', { opcode: 9, length: 60_000n }],
  ] satisfies readonly (readonly [string, FrameWish])[]
).map(([what, wish]) => ({
  title: `a WebSocket frame ${what}`,
  outcome: 'connection closed',
  attack: (world: World) =>
    asMallory(world, (client: RawClient) => {
      client.wire.sendUnframed(frame(Buffer.from('PING\r\n'), wish));
    }),
}));

export const brokenBytes: Family<World> = {
  name: 'Broken bytes',
  attempts: [...betweenServers, ...commands, ...oddSubjects, ...frames],
};
