// Publishing where only somebody else may, or nobody.
import type { Attempt, Family } from '../attempt.ts';
import { publish } from '../tries.ts';
import type { World } from '../world.ts';

/** A subject of each family, for whoever is put in. */
const FAMILIES: readonly (readonly [what: string, subject: (handle: string) => string])[] = [
  ['a message', (handle) => `chat.room.Go.${handle}`],
  ['typing', (handle) => `chat.typing.Go.${handle}`],
  ['presence', (handle) => `chat.presence.Go.${handle}.1`],
  ['a profile', (handle) => `chat.profile.${handle}`],
  ['a topic', (handle) => `chat.topic.Go.${handle}`],
  ['a read mark', (handle) => `chat.read.Go.${handle}`],
  ['a file', (handle) => `chat.file.${handle}.1`],
];

const asOthers: readonly Attempt<World>[] = FAMILIES.flatMap(([what, subject]) => [
  publish(`${what} as Alice`, subject('alice'), { payload: '{}' }),
  publish(`${what} as the command line`, subject('cli'), { payload: '{}' }),
  publish(`${what} as everybody, \`${subject('*')}\``, subject('*'), { payload: '{}' }),
  publish(`${what} under a handle that only begins like hers`, subject('mallory2'), { payload: '{}' }),
  publish(`${what} under her handle in capitals`, subject('MALLORY'), { payload: '{}' }),
]);

const ELSEWHERE: readonly string[] = [
  'chat.room.Go',
  'chat.room.mallory',
  'chat.room.Go.mallory.x',
  'chat.room.Go.alice.mallory',
  'chat.room.>',
  'chat.room..mallory',
  'chat..Go.mallory',
  'chat.room.Go.mallory.',
  '.chat.room.Go.mallory',
  'chat.presence.Go.mallory',
  'chat.presence.Go.mallory.1.2',
  'chat.presence.mallory.alice.1',
  'chat.profile',
  'chat.profile.mallory.x',
  'chat.file.mallory',
  'chat.file.mallory.1.2',
  'chat.live.Go.alice',
  'chat.live.Go.mallory',
  'chat.here.Go.alice.1',
  'chat.here.Go.mallory.1',
  'chat.state.profile.alice',
  'chat.state.profile.mallory',
  'chat.state.topic.Go.mallory',
  'chat.info.other',
  'chat',
  '>',
  '*',
  '$KV.handles.alice',
  '$KV.bans.alice',
  '$O.files.M.x',
  '$SYS.REQ.USER.AUTH',
  '$SYS.REQ.USER.INFO',
  '$SYS.REQ.SERVER.PING',
  '$SYS.REQ.SERVER.PING.CONNZ',
  '$SYS.REQ.SERVER.natter.KICK',
  '$SYS.REQ.SERVER.natter.RELOAD',
  '$SYS.REQ.ACCOUNT.CHAT.CONNZ',
  '$SYS.REQ.ACCOUNT.PING.CONNZ',
  '$SYS.REQ.CLAIMS.UPDATE',
  '$SYS.ACCOUNT.CHAT.DISCONNECT',
  '$SYS._INBOX.natter',
  '$SRV.PING',
  '$JS.ACK.CHAT.mine.1.1.1.1.1',
  '$JS.FC.CHAT.mine.1',
  '$JS.EVENT.ADVISORY.API',
  '$JSC.SYNC.x',
  '$G',
  '$GR.x',
  '_INBOX.alice.1',
  '_INBOX.mallory.1',
  '_INBOX.fence.1',
  '_R_.guess.1',
  '_GR_.x.y.z',
  '$NRG.V.CHAT',
  '$MQTT.msgs.x',
];

const elsewhere: readonly Attempt<World>[] = ELSEWHERE.map((subject) =>
  publish(`on \`${subject}\``, subject, { payload: '{}' }),
);

export const publishing: Family<World> = { name: 'Publishing', attempts: [...asOthers, ...elsewhere] };
