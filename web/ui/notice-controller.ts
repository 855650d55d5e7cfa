// Brings what the person is to be told to where they see it, and lets their other tabs know what they see already.
import type { ReactiveController } from 'lit';
import { NoticeEvent } from '../session/notifier.ts';
import type { Session } from '../session/session.ts';
import { mayNotify } from './notification-permission.ts';

export class NoticeController implements ReactiveController {
  readonly #session: () => Session | undefined;
  #watched: Session | undefined;
  #disconnected = new AbortController();

  /** @param session answers the person's session; `undefined` while nobody is in. */
  constructor(session: () => Session | undefined) {
    this.#session = session;
  }

  hostConnected(): void {
    this.#disconnected = new AbortController();
    const { signal } = this.#disconnected;
    for (const type of ['focus', 'blur'] as const) window.addEventListener(type, () => this.#look(), { signal });
    document.addEventListener('visibilitychange', () => this.#look(), { signal });
  }

  hostDisconnected(): void {
    this.#disconnected.abort();
  }

  hostUpdated(): void {
    const session = this.#session();
    if (session !== this.#watched) {
      this.#watched = session;
      const options = { signal: this.#disconnected.signal };
      session?.notifier.addEventListener(NoticeEvent.type, (event) => void this.#tell(session, event), options);
    }
    this.#look();
  }

  #look(): void {
    const session = this.#watched;
    session?.notifier.looksAt(document.hasFocus() && !document.hidden ? session.state.current : undefined);
  }

  /** What shows it is loaded when there is something to show for the first time. */
  async #tell({ store }: Session, event: Event): Promise<void> {
    if (!(event instanceof NoticeEvent) || !mayNotify()) return;
    const { showNotice } = await import('./notice-board.ts');
    showNotice(event.notice, store);
  }
}
