// Everything a tab knows at one moment: the connection, the rooms, who the person is. Read by the elements, never changed in place.
import type { LoginRefusal } from '../protocol/login.ts';
import type { ReadMark } from '../protocol/room-words.ts';
import type { Comings } from './comings.ts';
import type { Identity } from './identity.ts';
import type { StoredMessage } from './message.ts';
import type { Past, Target } from './past.ts';
import type { People } from './people.ts';
import { DEFAULT_PREFERENCES } from './preferences.ts';
import type { Preferences } from './preferences.ts';
import { emptyRoom, reduceRoom } from './room.ts';
import type { RoomEvent, RoomState } from './room.ts';
import type { Roster } from './roster.ts';
import type { Unread } from './unread.ts';
import type { AllRoomSettings } from './room-settings.ts';

export type ConnectionState =
  /** For the first time; `retryAt` is when the next attempt is made, `undefined` while one is. */
  | { readonly type: 'connecting'; readonly since: number; readonly retryAt: number | undefined }
  | { readonly type: 'live'; readonly server: string; readonly version: string }
  /** `since` in milliseconds since 1970, by this device's clock. */
  | { readonly type: 'offline'; readonly since: number; readonly retryAt: number | undefined }
  /** For good: there is no further attempt. */
  | { readonly type: 'refused'; readonly refusal: LoginRefusal };

export interface Topic {
  readonly text: string;
  /** Of two topics the one with the higher sequence counts. */
  readonly sequence: number;
}

export interface ChatState {
  readonly me: Identity;
  readonly connection: ConnectionState;
  /** A message's way to the broker and back, in milliseconds; `undefined` until it was measured. */
  readonly roundTrip: number | undefined;
  /** This browser will know the person and their rooms again. */
  readonly remembers: boolean;
  readonly preferences: Preferences;
  /** Why others cannot be told how the person wishes to be shown, as a sentence. */
  readonly profileProblem: string | undefined;
  readonly people: People;
  /** What each room is about, as somebody in it wrote. */
  readonly topics: ReadonlyMap<string, Topic>;
  /** What is unread in each room; not there before it is known. */
  readonly unread: ReadonlyMap<string, Unread>;
  /** In the open room, what lies behind this sequence was new when the person came. */
  readonly newAfter: number | undefined;
  /** A part of the open room far back, in place of its newest messages. */
  readonly past: Past | undefined;
  /** The message the person was led to last. */
  readonly target: Target | undefined;
  /** Who is in the open room. */
  readonly roster: Roster;
  /** Who came into the open room and left it, where the person wants to know. */
  readonly comings: readonly Comings[];
  /** The handles of those who are writing in the open room, who began first first. */
  readonly typing: readonly string[];
  /** When the stream of messages was made, as the server writes it; '' before it is known. Sequences of another one mean nothing. */
  readonly stream: string;
  /** How far the others have read in the open room, by handle. */
  readonly seenBy: ReadonlyMap<string, ReadMark>;
  /** By name, in the order in which they are listed. */
  readonly rooms: ReadonlyMap<string, RoomState>;
  /** How the person wants each room. */
  readonly roomSettings: AllRoomSettings;
  /** The room that is open. */
  readonly current: string;
}

/** What a tab knows at its start. @param now milliseconds since 1970. */
export function initialChat(me: Identity, rooms: readonly string[], current: string, now: number): ChatState {
  return {
    me,
    connection: { type: 'connecting', since: now, retryAt: undefined },
    roundTrip: undefined,
    remembers: true,
    preferences: DEFAULT_PREFERENCES,
    profileProblem: undefined,
    people: new Map(),
    topics: new Map(),
    unread: new Map(),
    newAfter: undefined,
    past: undefined,
    target: undefined,
    roster: new Map(),
    comings: [],
    typing: [],
    stream: '',
    seenBy: new Map(),
    roomSettings: new Map(),
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
    if (event.type !== 'stored') {
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

/** The chat with `room` on the list. */
export function withRoom(state: ChatState, room: string): ChatState {
  return state.rooms.has(room) ? state : { ...state, rooms: new Map([...state.rooms, [room, emptyRoom(room)]]) };
}

/** The chat after something happened in `room`, which is added if it is new. */
export function changeRoom(state: ChatState, room: string, event: RoomEvent): ChatState {
  const before = state.rooms.get(room) ?? emptyRoom(room);
  const after = reduceRoom(before, event);
  if (after === before && state.rooms.has(room)) return state;
  return { ...state, rooms: new Map([...state.rooms, [room, after]]) };
}
