// What the person did about finding their way, as the elements tell it upwards, across shadow roots up to <chat-app>.
import type { GivenCommand } from '../domain/commands.ts';
import type { Target } from '../domain/switcher.ts';
import type { RoomSettings } from '../domain/room-settings.ts';

class WayEvent extends Event {
  constructor(type: string) {
    super(type, { bubbles: true, composed: true });
  }
}

/** Wants a room another way from now on. */
export class RoomSettingsChangedEvent extends WayEvent {
  static readonly type = 'room-settings-changed';
  readonly room: string;
  readonly settings: RoomSettings;
  constructor(room: string, settings: RoomSettings) {
    super(RoomSettingsChangedEvent.type);
    this.room = room;
    this.settings = settings;
  }
}

/** Put the rooms in this order. */
export class RoomsArrangedEvent extends WayEvent {
  static readonly type = 'rooms-arranged';
  readonly names: readonly string[];
  constructor(names: readonly string[]) {
    super(RoomsArrangedEvent.type);
    this.names = names;
  }
}

/** Counts everything in a room as read. */
export class RoomReadEvent extends WayEvent {
  static readonly type = 'room-read';
  readonly room: string;
  constructor(room: string) {
    super(RoomReadEvent.type);
    this.room = room;
  }
}

/** Counts everything in all rooms as read. */
export class AllReadEvent extends WayEvent {
  static readonly type = 'all-read';
  constructor() {
    super(AllReadEvent.type);
  }
}

/** What can be opened over the page: the directory of rooms, the quick switcher, the list of shortcuts. */
export type Overlay = 'directory' | 'switcher' | 'shortcuts';

/** Wants to see one of those. */
export class OverlayWantedEvent extends WayEvent {
  static readonly type = 'overlay-wanted';
  readonly overlay: Overlay;
  constructor(overlay: Overlay) {
    super(OverlayWantedEvent.type);
    this.overlay = overlay;
  }
}

/** Wrote a command. */
export class CommandGivenEvent extends WayEvent {
  static readonly type = 'command-given';
  readonly command: GivenCommand;
  constructor(command: GivenCommand) {
    super(CommandGivenEvent.type);
    this.command = command;
  }
}

/** Took one of the suggestions for what is being written. */
export class CompletionPickedEvent extends WayEvent {
  static readonly type = 'completion-picked';
  readonly index: number;
  constructor(index: number) {
    super(CompletionPickedEvent.type);
    this.index = index;
  }
}

/** Chose in the quick switcher where to go. */
export class DestinationChosenEvent extends WayEvent {
  static readonly type = 'destination-chosen';
  readonly destination: Target;
  constructor(destination: Target) {
    super(DestinationChosenEvent.type);
    this.destination = destination;
  }
}

declare global {
  interface HTMLElementEventMap {
    'room-settings-changed': RoomSettingsChangedEvent;
    'rooms-arranged': RoomsArrangedEvent;
    'room-read': RoomReadEvent;
    'all-read': AllReadEvent;
    'command-given': CommandGivenEvent;
    'completion-picked': CompletionPickedEvent;
    'destination-chosen': DestinationChosenEvent;
    'overlay-wanted': OverlayWantedEvent;
  }
}
