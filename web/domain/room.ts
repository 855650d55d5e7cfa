// What a room knows, and how what happens changes it: the reducer every message goes through, sent or received.
import type { OwnMessage } from '../protocol/content.ts';
import { unreachable } from '../protocol/unreachable.ts';
import { identity, identityOf } from './message.ts';
import type { StoredMessage } from './message.ts';

/** An own message on its way: the stream has not given it back yet. */
export interface OutgoingMessage {
  readonly content: OwnMessage;
  /** When the person sent it, by this device's clock, in milliseconds since 1970. Orders nothing; only shown. */
  readonly time: number;
  readonly delivery: Delivery;
}

export type Delivery =
  /** No connection: goes out when there is one. */
  | { readonly type: 'waiting' }
  | { readonly type: 'sending' }
  /** The server has it; its republished copy is about to arrive. */
  | { readonly type: 'stored'; readonly sequence: number }
  | { readonly type: 'failed'; readonly reason: string };

export interface RoomState {
  readonly room: string;
  /** By ascending sequence; of each identity only the lowest sequence. */
  readonly messages: readonly StoredMessage[];
  /** In the order in which the person sent them. */
  readonly outgoing: readonly OutgoingMessage[];
  readonly history: History;
  /** How much arrived here that the stream had not stored: another client's attempts to look like it. */
  readonly dropped: number;
  /** How many messages are still to come that were missed, as far as the server said; 0 if none are. */
  readonly catchingUp: number;
  /** Sequences before which the stream may have let go of messages that were never seen here; ascending. */
  readonly gaps: readonly number[];
}

/** What is known of the messages before the first loaded one. */
export type History =
  | { readonly type: 'unloaded' }
  | { readonly type: 'loading' }
  | { readonly type: 'partial' }
  /** The first loaded message is the first the stream still has. */
  | { readonly type: 'complete' }
  | { readonly type: 'failed'; readonly reason: string };

export type RoomEvent =
  /** Messages of this room, live or from history, in any order, some perhaps known already. */
  | { readonly type: 'stored'; readonly messages: readonly StoredMessage[]; readonly self: string }
  /** A page before the first message, asked for when that was `before`; if it no longer is, a hole would be left. */
  | {
      readonly type: 'older';
      readonly before: number;
      readonly messages: readonly StoredMessage[];
      readonly complete: boolean;
    }
  | { readonly type: 'history'; readonly history: History }
  | { readonly type: 'sent'; readonly message: OutgoingMessage; readonly self: string }
  | { readonly type: 'delivery'; readonly id: string; readonly delivery: Delivery }
  /** The message goes out under a new id, for a stranger occupied the first one. */
  | { readonly type: 'renamed'; readonly id: string; readonly newId: string }
  | { readonly type: 'discarded'; readonly id: string }
  | { readonly type: 'dropped' }
  | { readonly type: 'trimmed'; readonly keep: number }
  | { readonly type: 'catching-up'; readonly pending: number }
  /** The stream has nothing before this sequence any more, and it was not all seen. */
  | { readonly type: 'gap'; readonly before: number }
  /** Everything up to this sequence has arrived: what was stored there and did not is gone from the stream. */
  | { readonly type: 'complete'; readonly upTo: number }
  /** It is another stream than before, or too much was missed: what was loaded does not belong to what comes. */
  | { readonly type: 'emptied' };

/** A room nobody has looked into yet. */
export function emptyRoom(room: string): RoomState {
  return {
    room,
    messages: [],
    outgoing: [],
    history: { type: 'unloaded' },
    dropped: 0,
    catchingUp: 0,
    gaps: [],
  };
}

/** The room after `event`. A repeated event changes nothing and answers the very same state; only `dropped` counts. */
export function reduceRoom(state: RoomState, event: RoomEvent): RoomState {
  switch (event.type) {
    case 'stored':
      return store(state, event.messages, event.self);
    case 'older':
      return addOlder(state, event);
    case 'history':
      return alike(state.history, event.history) ? state : { ...state, history: event.history };
    case 'sent':
      return send(state, event.message, event.self);
    case 'delivery':
      return changeOutgoing(state, event.id, (message) =>
        alike(message.delivery, event.delivery) ? message : { ...message, delivery: event.delivery },
      );
    case 'renamed':
      return rename(state, event);
    case 'discarded':
      return discard(state, event.id);
    case 'dropped':
      return { ...state, dropped: state.dropped + 1 };
    case 'trimmed':
      return trim(state, event.keep);
    case 'catching-up':
      return state.catchingUp === event.pending ? state : { ...state, catchingUp: event.pending };
    case 'gap':
      return state.gaps.includes(event.before) ? state : { ...state, gaps: [...state.gaps, event.before] };
    case 'complete':
      return withOutgoing(
        state,
        state.outgoing.filter(({ delivery }) => delivery.type !== 'stored' || delivery.sequence > event.upTo),
      );
    case 'emptied':
      return empty(state);
    default:
      return unreachable(event);
  }
}

function store(state: RoomState, arrived: readonly StoredMessage[], self: string): RoomState {
  const messages = merge(state.messages, arrived);
  const returned = new Set(arrived.map(identityOf));
  const rest = state.outgoing.filter(({ content }) => !returned.has(identity(self, content.id)));
  const after = withOutgoing(state, rest);
  return messages === state.messages ? after : { ...after, messages };
}

function send(state: RoomState, message: OutgoingMessage, self: string): RoomState {
  const { id } = message.content;
  const known =
    state.outgoing.some(({ content }) => content.id === id) ||
    state.messages.some((stored) => identityOf(stored) === identity(self, id));
  return known ? state : { ...state, outgoing: [...state.outgoing, message] };
}

function rename(state: RoomState, { id, newId }: Extract<RoomEvent, { type: 'renamed' }>): RoomState {
  // Another tab's disk can be quicker than its word: then it is there under the new id already.
  if (state.outgoing.some(({ content }) => content.id === newId)) return discard(state, id);
  return changeOutgoing(state, id, (message) => ({ ...message, content: { ...message.content, id: newId } }));
}

function discard(state: RoomState, id: string): RoomState {
  return withOutgoing(
    state,
    state.outgoing.filter(({ content }) => content.id !== id),
  );
}

function addOlder(state: RoomState, { before, messages, complete }: Extract<RoomEvent, { type: 'older' }>): RoomState {
  if (state.messages[0]?.sequence !== before) return { ...state, history: { type: 'partial' } };
  return { ...state, messages: merge(state.messages, messages), history: { type: complete ? 'complete' : 'partial' } };
}

/** Both lists as one by ascending sequence; of one identity the lowest sequence stays, whatever was loaded first. */
function merge(known: readonly StoredMessage[], arrived: readonly StoredMessage[]): readonly StoredMessage[] {
  const byIdentity = new Map(known.map((message) => [identityOf(message), message]));
  let changed = false;
  for (const message of arrived) {
    const key = identityOf(message);
    const present = byIdentity.get(key);
    if (present !== undefined && present.sequence <= message.sequence) continue;
    byIdentity.set(key, message);
    changed = true;
  }
  return changed ? [...byIdentity.values()].toSorted((a, b) => a.sequence - b.sequence) : known;
}

function changeOutgoing(
  state: RoomState,
  id: string,
  change: (message: OutgoingMessage) => OutgoingMessage,
): RoomState {
  return withOutgoing(
    state,
    state.outgoing.map((message) => (message.content.id === id ? change(message) : message)),
  );
}

/** `state` with these messages on their way; the very same state if they are the same ones. */
function withOutgoing(state: RoomState, outgoing: readonly OutgoingMessage[]): RoomState {
  const same =
    outgoing.length === state.outgoing.length && outgoing.every((message, index) => message === state.outgoing[index]);
  return same ? state : { ...state, outgoing };
}

/** Whether two small values of flat fields say the same. */
function alike<Value extends History | Delivery>(a: Value, b: Value): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** What is on its way stays. */
function empty(state: RoomState): RoomState {
  const isEmpty = state.messages.length + state.gaps.length === 0 && state.history.type === 'unloaded';
  return isEmpty ? state : { ...state, messages: [], gaps: [], history: { type: 'unloaded' } };
}

/** Lets go of the oldest messages; they can be loaded again. */
function trim(state: RoomState, keep: number): RoomState {
  if (state.messages.length <= keep) return state;
  return { ...state, messages: state.messages.slice(state.messages.length - keep), history: { type: 'partial' } };
}
