// Everything a tab knows at one moment: the connection, the rooms, who the person is. Read by the elements, never changed in place.
import type { LoginRefusal } from '../protocol/login.ts';
import type { Identity } from './identity.ts';
import type { StoredMessage } from './message.ts';
import { emptyRoom, reduceRoom } from './room.ts';
import type { RoomEvent, RoomState } from './room.ts';

export type ConnectionState =
  | { readonly type: 'connecting'; readonly since: number }
  | { readonly type: 'live'; readonly server: string; readonly version: string }
  /** `since` in milliseconds since 1970, by this device's clock. */
  | { readonly type: 'offline'; readonly since: number }
  /** For good: there is no further attempt. */
  | { readonly type: 'refused'; readonly refusal: LoginRefusal };

export interface ChatState {
  readonly me: Identity;
  readonly connection: ConnectionState;
  /** A message's way to the broker and back, in milliseconds; `undefined` until it was measured. */
  readonly roundTrip: number | undefined;
  /** This browser will know the person and their rooms again. */
  readonly remembers: boolean;
  /** Why others cannot be told how the person wishes to be shown, as a sentence. */
  readonly profileProblem: string | undefined;
  /** By name, in the order in which they are listed. */
  readonly rooms: ReadonlyMap<string, RoomState>;
  /** The room that is open. */
  readonly current: string;
}

/** What a tab knows at its start. @param now milliseconds since 1970. */
export function initialChat(me: Identity, rooms: readonly string[], current: string, now: number): ChatState {
  return {
    me,
    connection: { type: 'connecting', since: now },
    roundTrip: undefined,
    remembers: true,
    profileProblem: undefined,
    rooms: new Map([...rooms, current].map((room) => [room, emptyRoom(room)])),
    current,
  };
}

/** Something that happened in a room. */
export type Happening = readonly [room: string, event: RoomEvent];

/**
 * The same happenings with those messages together that arrived in a room one after the other: each arrival sorts a whole
 * room, so a burst of a thousand would sort it a thousand times.
 */
export function joinArrivals(happenings: readonly Happening[]): readonly Happening[] {
  const joined: Happening[] = [];
  /** Rooms whose last event so far was an arrival, with the list that later ones go on. */
  const arrivals = new Map<string, StoredMessage[]>();
  for (const [room, event] of happenings) {
    const open = arrivals.get(room);
    if (event.type === 'noticed') joined.push([room, event]); // changes no message
    else if (event.type !== 'stored') {
      arrivals.delete(room);
      joined.push([room, event]);
    } else if (open === undefined) {
      const messages = [...event.messages];
      arrivals.set(room, messages);
      joined.push([room, { type: 'stored', messages, self: event.self }]);
    } else open.push(...event.messages);
  }
  return joined;
}

/** The chat after something happened in `room`, which is added if it is new. */
export function changeRoom(state: ChatState, room: string, event: RoomEvent): ChatState {
  const before = state.rooms.get(room) ?? emptyRoom(room);
  const after = reduceRoom(before, event);
  if (after === before && state.rooms.has(room)) return state;
  return { ...state, rooms: new Map([...state.rooms, [room, after]]) };
}
