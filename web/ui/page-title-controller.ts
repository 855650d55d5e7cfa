// What of the chat shows while one looks at another tab: the title, and a dot on the icon where something waits.
import type { ReactiveController } from 'lit';
import type { ChatState } from '../domain/chat.ts';
import { pageTitle, waitingIn } from '../domain/telling.ts';

const ICON = './icon.svg';
const ICON_UNREAD = './icon-unread.svg';

export class PageTitleController implements ReactiveController {
  readonly #chat: () => ChatState | undefined;

  /** @param chat answers what the tab knows; `undefined` while nobody is in. */
  constructor(chat: () => ChatState | undefined) {
    this.#chat = chat;
  }

  hostUpdated(): void {
    const chat = this.#chat();
    document.title = pageTitle(chat);
    const link = document.querySelector('link[rel=icon]');
    const icon = chat !== undefined && waitingIn(chat).count > 0 ? ICON_UNREAD : ICON;
    if (link !== null && link.getAttribute('href') !== icon) link.setAttribute('href', icon);
  }
}
