// Shows what a person is told while they look elsewhere: a desktop notification for each room, and a tone for whoever wants one.
import type { Notice } from '../domain/notice.ts';
import { messageHash } from '../domain/route.ts';
import { ChatChangeEvent } from '../session/chat-store.ts';
import type { ChatStore } from '../session/chat-store.ts';
import { playTone } from './tone.ts';

const texts = {
  title: ({ name, room }: Notice): string => `${name} in #${room}`,
};

/** A notification that follows another of its room sooner than this replaces it without a stir, in milliseconds. */
const BURST_MS = 30_000;

interface Shown {
  readonly notification: Notification;
  readonly at: number;
  /** Ends what was to happen with it. */
  readonly gone: AbortController;
}

/** The last one of each room. */
const shown = new Map<string, Shown>();

/** Shows `notice` until the person clicks it or has read the message. Does nothing where the browser shows none. */
export function showNotice(notice: Notice, store: ChatStore): void {
  const { room } = notice;
  const before = shown.get(room);
  const isBurst = before !== undefined && !before.gone.signal.aborted && Date.now() - before.at < BURST_MS;
  if (!isBurst) before?.notification.close(); // else the browser would put this one in its place unseen
  const notification = makeNotification(notice, store.state.me.handle);
  if (notification === undefined) return;
  before?.gone.abort();
  const gone = new AbortController();
  shown.set(room, { notification, at: isBurst ? before.at : Date.now(), gone });
  if (!isBurst && store.state.preferences.notifications.sound) playTone();
  const { signal } = gone;
  notification.addEventListener('click', () => open(notice, notification), { signal });
  notification.addEventListener('close', () => gone.abort(), { signal });
  const closeIfRead = (): void => {
    if ((store.state.unread.get(room)?.mark ?? 0) < notice.sequence) return;
    notification.close();
    gone.abort();
  };
  store.addEventListener(ChatChangeEvent.type, closeIfRead, { signal });
}

function open({ room, sequence }: Notice, notification: Notification): void {
  window.focus();
  location.hash = messageHash(room, sequence);
  notification.close();
}

/** The tag lets a burst be one notification, of one person. Silent, for the tone is natter's own. */
function makeNotification(notice: Notice, self: string): Notification | undefined {
  const { room, text } = notice;
  try {
    return new Notification(texts.title(notice), {
      body: text,
      tag: `natter, ${self}, ${room}`,
      icon: './icon.svg',
      silent: true,
    });
  } catch {
    return undefined; // Chrome on Android lets only service workers show any
  }
}
