// Holds what the tab knows, one state at a time, and tells when another takes its place.
import type { ChatState } from '../domain/chat.ts';

/** `store.state` is another one. */
export class ChatChangeEvent extends Event {
  static readonly type = 'chat-change';
  constructor() {
    super(ChatChangeEvent.type);
  }
}

export class ChatStore extends EventTarget {
  #state: ChatState;

  constructor(state: ChatState) {
    super();
    this.#state = state;
  }

  get state(): ChatState {
    return this.#state;
  }

  /** Lets `state` be what the tab knows; the very same one is no change. */
  become(state: ChatState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.dispatchEvent(new ChatChangeEvent());
  }

  /** Changes some of what the tab knows. */
  change(change: Partial<ChatState>): void {
    this.become({ ...this.#state, ...change });
  }
}
