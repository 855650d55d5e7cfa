// What the person did, as the elements tell it upwards. Each event crosses shadow roots up to <chat-app>.
import type { Identity } from '../domain/identity.ts';

export class PersonEvent extends Event {
  constructor(type: string) {
    super(type, { bubbles: true, composed: true });
  }
}

/** Chose who to be; `code` is empty where none is asked for. */
export class IdentityChosenEvent extends PersonEvent {
  static readonly type = 'identity-chosen';
  readonly identity: Identity;
  readonly code: string;
  constructor(identity: Identity, code: string) {
    super(IdentityChosenEvent.type);
    this.identity = identity;
    this.code = code;
  }
}

/** Chose how the avatar looks. */
export class AvatarChosenEvent extends PersonEvent {
  static readonly type = 'avatar-chosen';
  readonly avatar: { readonly emoji: string; readonly hue: number | undefined };
  constructor(avatar: { readonly emoji: string; readonly hue: number | undefined }) {
    super(AvatarChosenEvent.type);
    this.avatar = avatar;
  }
}

/** Thinks of taking a handle, valid or not, and would like to know whether it is free. */
export class HandleConsideredEvent extends PersonEvent {
  static readonly type = 'handle-considered';
  readonly handle: string;
  constructor(handle: string) {
    super(HandleConsideredEvent.type);
    this.handle = handle;
  }
}

/** Wants to see or change who they are. */
export class ProfileWantedEvent extends PersonEvent {
  static readonly type = 'profile-wanted';
  constructor() {
    super(ProfileWantedEvent.type);
  }
}

/** Wants to carry the key to another device, sealed with this passphrase. */
export class KeyExportedEvent extends PersonEvent {
  static readonly type = 'key-exported';
  readonly passphrase: string;
  constructor(passphrase: string) {
    super(KeyExportedEvent.type);
    this.passphrase = passphrase;
  }
}

/** Brings a key from another device. */
export class KeyImportedEvent extends PersonEvent {
  static readonly type = 'key-imported';
  readonly sealed: string;
  readonly passphrase: string;
  constructor(sealed: string, passphrase: string) {
    super(KeyImportedEvent.type);
    this.sealed = sealed;
    this.passphrase = passphrase;
  }
}

/** Wants this browser to forget the key and everything else. */
export class KeyForgottenEvent extends PersonEvent {
  static readonly type = 'key-forgotten';
  constructor() {
    super(KeyForgottenEvent.type);
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
  /** It is what the person does, not what they say. */
  readonly action: boolean;
  constructor(text: string, action = false) {
    super(MessageWrittenEvent.type);
    this.text = text;
    this.action = action;
  }
}

/** Wrote a part of a message, or gave it up. */
export class DraftChangedEvent extends PersonEvent {
  static readonly type = 'draft-changed';
  readonly room: string;
  readonly text: string;
  constructor(room: string, text: string) {
    super(DraftChangedEvent.type);
    this.room = room;
    this.text = text;
  }
}

/** Does not want to wait for the next attempt to connect. */
export class RetryWantedEvent extends PersonEvent {
  static readonly type = 'retry-wanted';
  constructor() {
    super(RetryWantedEvent.type);
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
    'avatar-chosen': AvatarChosenEvent;
    'handle-considered': HandleConsideredEvent;
    'profile-wanted': ProfileWantedEvent;
    'key-exported': KeyExportedEvent;
    'key-imported': KeyImportedEvent;
    'key-forgotten': KeyForgottenEvent;
    'room-chosen': RoomChosenEvent;
    'room-left': RoomLeftEvent;
    'message-written': MessageWrittenEvent;
    'draft-changed': DraftChangedEvent;
    'retry-wanted': RetryWantedEvent;
    'failed-message': FailedMessageEvent;
    'older-wanted': OlderWantedEvent;
    'at-newest': AtNewestEvent;
  }
}
