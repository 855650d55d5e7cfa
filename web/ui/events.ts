// What the person did, as the elements tell it upwards. Each event crosses shadow roots up to <chat-app>.
import type { Identity } from '../domain/identity.ts';

class PersonEvent extends Event {
  constructor(type: string) {
    super(type, { bubbles: true, composed: true });
  }
}

/** Chose who to be. */
export class IdentityChosenEvent extends PersonEvent {
  static readonly type = 'identity-chosen';
  readonly identity: Identity;
  constructor(identity: Identity) {
    super(IdentityChosenEvent.type);
    this.identity = identity;
  }
}

/** Named a room to go to. */
export class RoomChosenEvent extends PersonEvent {
  static readonly type = 'room-chosen';
  readonly room: string;
  constructor(room: string) {
    super(RoomChosenEvent.type);
    this.room = room;
  }
}

/** Took a room off the list. */
export class RoomLeftEvent extends PersonEvent {
  static readonly type = 'room-left';
  readonly room: string;
  constructor(room: string) {
    super(RoomLeftEvent.type);
    this.room = room;
  }
}

/** Wrote a message for the open room. */
export class MessageWrittenEvent extends PersonEvent {
  static readonly type = 'message-written';
  readonly text: string;
  constructor(text: string) {
    super(MessageWrittenEvent.type);
    this.text = text;
  }
}

/** Wants a message that failed to be tried again, or forgotten. */
export class FailedMessageEvent extends PersonEvent {
  static readonly type = 'failed-message';
  readonly id: string;
  readonly action: 'send-again' | 'discard';
  constructor(id: string, action: 'send-again' | 'discard') {
    super(FailedMessageEvent.type);
    this.id = id;
    this.action = action;
  }
}

/** Scrolled to where older messages are needed. */
export class OlderWantedEvent extends PersonEvent {
  static readonly type = 'older-wanted';
  constructor() {
    super(OlderWantedEvent.type);
  }
}

/** Is reading the newest message of the open room. */
export class AtNewestEvent extends PersonEvent {
  static readonly type = 'at-newest';
  constructor() {
    super(AtNewestEvent.type);
  }
}

declare global {
  interface HTMLElementEventMap {
    'identity-chosen': IdentityChosenEvent;
    'room-chosen': RoomChosenEvent;
    'room-left': RoomLeftEvent;
    'message-written': MessageWrittenEvent;
    'failed-message': FailedMessageEvent;
    'older-wanted': OlderWantedEvent;
    'at-newest': AtNewestEvent;
  }
}
