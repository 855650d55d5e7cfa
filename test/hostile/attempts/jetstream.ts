// Every verb of JetStream's API but the few a user may use, each with a payload that would do harm.
import type { Publication } from '../../support/raw-client.ts';
import type { Attempt, Family } from '../attempt.ts';
import { ask, publish } from '../tries.ts';
import { INBOX } from '../world.ts';
import type { World } from '../world.ts';

const consumer = (config: object): string => JSON.stringify({ stream_name: 'CHAT', config });
const PUSH = { deliver_subject: 'chat.room.Go.alice', ack_policy: 'none' };
const STREAM = JSON.stringify({ name: 'MINE', subjects: ['mine.>'] });
const UPDATED = JSON.stringify({ name: 'CHAT', subjects: ['chat.room.*.*'], max_msgs: 1 });

/** What stands behind `$JS.API.`, and a payload that would have an effect. */
const VERBS: readonly (readonly [verb: string, payload: string])[] = [
  ['INFO', ''],
  ['ACCOUNT.PURGE.CHAT', ''],
  ['ACCOUNT.STREAM.MOVE.CHAT.CHAT', '{}'],
  ['META.LEADER.STEPDOWN', ''],
  ['SERVER.REMOVE', '{"peer":"natter"}'],
  ['STREAM.CREATE.MINE', STREAM],
  ['STREAM.UPDATE.CHAT', UPDATED],
  ['STREAM.DELETE.CHAT', ''],
  ['STREAM.PURGE.CHAT', ''],
  ['STREAM.PURGE.STATE', '{"filter":"chat.profile.alice"}'],
  ['STREAM.INFO.CHAT', ''],
  ['STREAM.INFO.KV_handles', '{"subjects_filter":">"}'],
  ['STREAM.NAMES', ''],
  ['STREAM.LIST', ''],
  ['STREAM.SNAPSHOT.CHAT', JSON.stringify({ deliver_subject: `${INBOX}.snapshot` })],
  ['STREAM.RESTORE.MINE', JSON.stringify({ config: JSON.parse(STREAM), state: {} })],
  ['STREAM.MSG.GET.CHAT', '{"seq":1}'],
  ['STREAM.MSG.GET.KV_handles', '{"last_by_subj":"$KV.handles.alice"}'],
  ['STREAM.MSG.DELETE.CHAT', '{"seq":1}'],
  ['STREAM.PEER.REMOVE.CHAT', '{"peer":"natter"}'],
  ['STREAM.LEADER.STEPDOWN.CHAT', ''],
  ['STREAM.TEMPLATE.CREATE.MINE', '{}'],
  ['DIRECT.GET.CHAT.chat.room.Go.alice', ''],
  ['DIRECT.GET.KV_handles', '{"last_by_subj":"$KV.handles.alice"}'],
  ['DIRECT.GET.KV_handles.$KV.handles.alice', ''],
  ['CONSUMER.CREATE.CHAT', consumer(PUSH)],
  ['CONSUMER.CREATE.CHAT.mine', consumer({ ...PUSH, name: 'mine' })],
  ['CONSUMER.CREATE.CHAT.mine.chat.room.Go.alice', consumer({ name: 'mine', filter_subject: 'chat.room.Go.alice' })],
  ['CONSUMER.CREATE.CHAT.mine.>', consumer({ ...PUSH, name: 'mine', filter_subject: '>' })],
  ['CONSUMER.CREATE.CHAT.many', consumer({ name: 'many', filter_subjects: ['chat.room.Go.*', 'chat.room.Rust.*'] })],
  ['CONSUMER.DURABLE.CREATE.CHAT.mine', consumer({ ...PUSH, durable_name: 'mine' })],
  ['CONSUMER.NAMES.CHAT', ''],
  ['CONSUMER.LIST.CHAT', ''],
  ['CONSUMER.INFO.CHAT.mine', ''],
  ['CONSUMER.DELETE.CHAT.mine', ''],
  ['CONSUMER.PAUSE.CHAT.mine', '{"pause_until":"2099-01-01T00:00:00Z"}'],
  ['CONSUMER.UNPIN.CHAT.mine', '{"group":"a"}'],
  ['CONSUMER.RESET.CHAT.mine', ''],
  ['CONSUMER.LEADER.STEPDOWN.CHAT.mine', ''],
  ['CONSUMER.MSG.NEXT.CHAT.mine', '1'],
];

const refused: readonly Attempt<World>[] = VERBS.map(([verb, payload], index) => {
  const publication: Publication = { payload, reply: `${INBOX}.verb` };
  const again = VERBS.findIndex(([other]) => other === verb) < index ? ', once more' : '';
  return publish(`\`$JS.API.${verb}\`${again}${noteOn(payload)}`, `$JS.API.${verb}`, publication);
});

function noteOn(payload: string): string {
  if (payload.includes('deliver_subject":"chat')) return ' that delivers as Alice';
  return payload.includes('filter_subjects') ? ' with several filters' : '';
}

/** What she may request, with payloads that ask for more. Everything in the answers is what every reader may know. */
const ALLOWED: readonly (readonly [title: string, subject: string, payload: string])[] = [
  ['a deletion in the payload of a Direct Get', '$JS.API.DIRECT.GET.CHAT', '{"seq":1,"no_erase":true,"delete":true}'],
  ['a Direct Get of a sequence below zero', '$JS.API.DIRECT.GET.CHAT', '{"seq":-1}'],
  ['a Direct Get with a batch below zero', '$JS.API.DIRECT.GET.CHAT', '{"seq":1,"batch":-1}'],
  [
    'a Direct Get of everything and nothing',
    '$JS.API.DIRECT.GET.CHAT',
    '{"seq":1,"last_by_subj":">","multi_last":[">"]}',
  ],
  ['a Direct Get with 40,000 subjects', '$JS.API.DIRECT.GET.CHAT', manySubjects()],
  ['a Direct Get that is no JSON', '$JS.API.DIRECT.GET.CHAT', '{"seq":'],
  ['a Direct Get of nothing', '$JS.API.DIRECT.GET.CHAT', ''],
  ['a configuration in the payload of the room’s description', 'chat.info.room', UPDATED],
];

function manySubjects(): string {
  return JSON.stringify({ multi_last: Array.from({ length: 40_000 }, () => '') });
}

const asked: readonly Attempt<World>[] = ALLOWED.map(([title, subject, payload]) => ({
  title,
  outcome: 'changes nothing',
  attack: async (world) => {
    await ask(world, subject, { payload });
    return 'changes nothing';
  },
}));

export const jetStream: Family<World> = { name: 'JetStream’s API', attempts: [...refused, ...asked] };
