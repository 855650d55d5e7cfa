// What is worth telling somebody: which message interrupts them, and what their browser's tab shows of what waits for them.
import type { ChatState } from './chat.ts';
import { mentions } from './mentions.ts';
import { saidIn } from './message.ts';
import type { StoredMessage } from './message.ts';
import { settingsOf } from './room-settings.ts';
import type { RoomSettings } from './room-settings.ts';
import { countOf, countText } from './unread.ts';

/** Whether `message` is worth a notification. Whether it is being read already, only the tabs know. */
export function worthTelling(
  { room, handle, content, sequence }: StoredMessage,
  { me, preferences, roomSettings, unread }: ChatState,
): boolean {
  const { desktop, keywords } = preferences.notifications;
  if (!desktop || preferences.availability === 'dnd' || handle === me.handle) return false;
  const said = saidIn(content);
  if (said === undefined) return false;
  if (sequence <= (unread.get(room)?.mark ?? 0)) return false; // read, on whichever device
  return concerns(settingsOf(roomSettings, room), mentions(said, { handle: me.handle, keywords }));
}

/** What is unread anywhere. */
export interface Waiting {
  /** So many messages the person wants to be told of. */
  readonly count: number;
  /** There are others, in rooms that are not muted. */
  readonly others: boolean;
}

export function waitingIn({ rooms, unread, roomSettings }: ChatState): Waiting {
  let [sum, others] = [0, false];
  for (const room of rooms.keys()) {
    const settings = settingsOf(roomSettings, room);
    const here = unread.get(room);
    if (here === undefined || settings.muted) continue;
    const { count, calls } = countOf(here);
    const told = concerns(settings, false) ? count : concerns(settings, true) ? calls : 0;
    sum += told;
    others ||= count > told;
  }
  return { count: sum, others };
}

/** The title of the browser's tab; without a chat only the name. */
export function pageTitle(chat: ChatState | undefined): string {
  if (chat === undefined) return 'natter';
  const { count, others } = waitingIn(chat);
  const news = count > 0 ? `(${countText(count)}) ` : others ? '• ' : '';
  return `${news}#${chat.current} · natter`;
}

/** Whether a message is one of those the person wants to be told of, by how they want its room. */
function concerns({ muted, level }: RoomSettings, calls: boolean): boolean {
  return !muted && (level === 'all' || (level === 'mentions' && calls));
}
