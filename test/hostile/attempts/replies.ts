// Reply injection: nats-server checks where a client publishes, but not where it asks the answer to be sent. So each subject
// that is forbidden is named as the reply of everything Mallory may publish, and everything she has stored is fetched to it.
import type { RawClient } from '../../support/raw-client.ts';
import type { Attempt, Family, Outcome } from '../attempt.ts';
import { judge } from '../judge.ts';
import { INBOX } from '../world.ts';
import type { World } from '../world.ts';

/** Where she publishes with that reply; what is stored is answered with an acknowledgement, the others with what she asks. */
const STORING: readonly string[] = [
  'chat.room.Replies.mallory',
  'chat.profile.mallory',
  'chat.topic.Replies.mallory',
  'chat.read.Replies.mallory',
  'chat.presence.Replies.mallory.1',
  'chat.file.mallory.replies',
];
const STREAM_OF: ReadonlyMap<string, string> = new Map([
  ['room', 'CHAT'],
  ['profile', 'STATE'],
  ['topic', 'STATE'],
  ['read', 'STATE'],
  ['presence', 'PRESENCE'],
  ['file', 'FILES'],
]);
const OTHERS: readonly string[] = ['chat.typing.Go.mallory', 'chat.info.room', 'chat.info.presence'];

/**
 * Stores `payload` wherever she may, naming `target` as the reply, and has each of them sent to it by Direct Get: by its
 * number, as the last of its subject, and in a batch.
 */
async function inject(client: RawClient, target: string, payload: string): Promise<void> {
  const numbers = new Map<string, number>();
  for (const subject of STORING) {
    const { payload: answer } = await client.request(INBOX, subject, { payload });
    const acknowledgement: { seq: number } = JSON.parse(answer);
    numbers.set(subject, acknowledgement.seq);
  }
  for (const subject of [...STORING, ...OTHERS]) client.publish(subject, { payload, reply: target });
  for (const [subject, seq] of numbers) {
    const get = `$JS.API.DIRECT.GET.${STREAM_OF.get(subject.split('.')[1] ?? '') ?? ''}`;
    for (const request of [{ seq }, { last_by_subj: subject }, { seq, batch: 2 }, { seq: 1_000_000 }, 'no JSON']) {
      client.publish(get, { payload: JSON.stringify(request), reply: target });
    }
  }
}

/** Twice under each subject: for the fetching, and with the reply; of two in STATE and PRESENCE the last stays. */
const LEAVES: readonly string[] = STORING.flatMap((subject) =>
  /^chat\.(room|file)\./.test(subject) ? [subject, subject] : [subject],
);

function reply(what: string, target: string, payload: string, outcome: Outcome, leaves = LEAVES): Attempt<World> {
  return {
    title: `${what}, \`${target}\``,
    outcome,
    leaves,
    attack: async (world) => {
      const heard = world.ears.deliveries.length;
      using client = await world.mallory();
      await inject(client, target, payload);
      if (!(await client.flush())) return 'connection closed';
      await world.settled();
      const arrived = world.ears.deliveries.slice(heard).filter(({ subject }) => subject === target);
      if (arrived.length === 0) return 'reaches nobody';
      const types = new Set(arrived.map((delivery) => judge(delivery).type));
      if (types.has('answer')) return 'ends in a name nobody can guess';
      return [...types].every((type) => type === 'dropped') ? 'every reader drops it' : 'SUCCEEDS';
    },
  };
}

const CONSUMER = JSON.stringify({
  stream_name: 'CHAT',
  config: { name: 'mine', durable_name: 'mine', deliver_subject: 'chat.room.Go.alice', ack_policy: 'none' },
});
const MINE = JSON.stringify({ name: 'MINE', subjects: ['mine.>'] });
const MESSAGE = '{"v":1,"type":"message","id":"abcdefghijklmnopqrstuv","text":"I am Alice"}';
const HERE = '{"v":1,"type":"presence","state":"active","status":"","user":{"name":"Alice","emoji":""}}';
const GONE = HERE.replace('active', 'gone');
const READ = '{"v":1,"type":"read","sequence":999999,"stream":"2026-01-01T00:00:00Z"}';

const STORED_OF_OTHERS: readonly (readonly [what: string, target: string, payload: string])[] = [
  ['a message of Alice’s', 'chat.room.Go.alice', MESSAGE],
  ['a message of the command line’s', 'chat.room.Go.cli', 'rm -rf /'],
  ['a message that the server maps', 'chat.room.Go', 'rm -rf /'],
  ['Alice’s profile', 'chat.profile.alice', '{"v":1,"type":"profile","name":"Mallory"}'],
  ['Alice’s topic', 'chat.topic.Go.alice', '{"v":1,"type":"topic","text":"leave this room"}'],
  ['Alice’s read mark', 'chat.read.Go.alice', READ],
  ['Alice’s presence', 'chat.presence.Go.alice.1', GONE],
  ['Alice’s file', 'chat.file.alice.1', 'not what she sent'],
  ['her own message, to go round in circles', 'chat.room.Replies.mallory', MESSAGE],
  ['her own profile, to go round in circles', 'chat.profile.mallory', '{}'],
  ['a handle’s owner', '$KV.handles.alice', '{"key":"UMALLORY"}'],
  ['a ban', '$KV.bans.alice', '{}'],
  ['an object', '$O.files.M.x', '{}'],
];

const SHOWN: readonly (readonly [what: string, target: string, payload: string])[] = [
  ['what is shown as Alice’s', 'chat.live.Go.alice', MESSAGE],
  ['what is shown as the command line’s', 'chat.live.Go.cli', 'rm -rf /'],
  ['Alice’s arrival', 'chat.here.Go.alice.1', HERE],
  ['Alice’s leaving', 'chat.here.Go.alice.1', GONE],
  ['Alice’s name', 'chat.state.profile.alice', '{"v":1,"type":"profile","name":"Mallory"}'],
  ['Alice’s topic as it is shown', 'chat.state.topic.Go.alice', '{"v":1,"type":"topic","text":"x"}'],
  ['Alice’s read mark as it is shown', 'chat.state.read.Go.alice', READ],
  ['Alice’s typing', 'chat.typing.Go.alice', '{"v":1,"type":"typing"}'],
];

const COMMANDS: readonly (readonly [target: string, payload: string])[] = [
  ['$JS.API.STREAM.CREATE.MINE', MINE],
  ['$JS.API.STREAM.UPDATE.CHAT', JSON.stringify({ name: 'CHAT', subjects: ['chat.room.*.*'], max_msgs: 1 })],
  ['$JS.API.STREAM.DELETE.CHAT', ''],
  ['$JS.API.STREAM.PURGE.CHAT', ''],
  ['$JS.API.STREAM.PURGE.STATE', '{"filter":"chat.profile.alice"}'],
  ['$JS.API.STREAM.MSG.DELETE.CHAT', '{"seq":1}'],
  ['$JS.API.STREAM.MSG.GET.CHAT', '{"seq":1}'],
  ['$JS.API.STREAM.SNAPSHOT.CHAT', '{"deliver_subject":"chat.live.Go.alice"}'],
  ['$JS.API.STREAM.RESTORE.MINE', JSON.stringify({ config: JSON.parse(MINE), state: {} })],
  ['$JS.API.STREAM.PEER.REMOVE.CHAT', '{"peer":"natter"}'],
  ['$JS.API.STREAM.LEADER.STEPDOWN.CHAT', ''],
  ['$JS.API.CONSUMER.CREATE.CHAT', CONSUMER],
  ['$JS.API.CONSUMER.CREATE.CHAT.mine', CONSUMER],
  ['$JS.API.CONSUMER.CREATE.CHAT.mine.chat.room.Go.alice', CONSUMER],
  ['$JS.API.CONSUMER.DURABLE.CREATE.CHAT.mine', CONSUMER],
  ['$JS.API.CONSUMER.DELETE.CHAT.mine', ''],
  ['$JS.API.CONSUMER.PAUSE.CHAT.mine', '{}'],
  ['$JS.API.CONSUMER.MSG.NEXT.CHAT.mine', '1'],
  ['$JS.API.ACCOUNT.PURGE.CHAT', ''],
  ['$JS.API.META.LEADER.STEPDOWN', ''],
  ['$JS.API.SERVER.REMOVE', '{"peer":"natter"}'],
  ['$JS.API.DIRECT.GET.CHAT', '{"seq":1,"batch":1000}'],
  ['$JS.API.STREAM.DELETE.KV_handles', ''],
  ['chat.info.room', ''],
  ['$SYS.REQ.USER.AUTH', 'eyJ0eXAiOiJKV1QifQ.e30.'],
  ['$SYS.REQ.SERVER.PING', ''],
  ['$SYS.REQ.SERVER.natter.KICK', '{"cid":1}'],
  ['$SYS.REQ.CLAIMS.UPDATE', 'x'],
  ['$SYS.ACCOUNT.WEB.DISCONNECT', '{}'],
  ['$SYS._INBOX.natter', '{}'],
  ['$JS.FC.CHAT.mine.1', ''],
];

/** The server takes no message with such a reply. */
const TAKEN_BY_NOBODY: readonly string[] = ['_R_.guess.1', '_GR_.guess.1', '$JS.ACK.CHAT.mine.1.1.1.1.1'];

export const replies: Family<World> = {
  name: 'Reply to',
  attempts: [
    ...STORED_OF_OTHERS.map(([what, target, payload]) => reply(what, target, payload, 'reaches nobody')),
    ...SHOWN.map(([what, target, payload]) => reply(what, target, payload, 'every reader drops it')),
    reply('an answer that Alice waits for', '_INBOX.alice.guess', MESSAGE, 'ends in a name nobody can guess'),
    ...COMMANDS.map(([target, payload]) => reply('a command', target, payload, 'reaches nobody')),
    ...TAKEN_BY_NOBODY.map((target) => reply('the server’s own answers', target, '{}', 'reaches nobody', STORING)),
  ],
};
