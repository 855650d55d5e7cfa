// What the person did in the open room, beyond writing: see events.ts.
import type { ChosenAvailability } from '../domain/preferences.ts';
import { PersonEvent } from './events.ts';

/** Has the newest message of the open room before their eyes, or no longer. */
export class ReadingEvent extends PersonEvent {
  static readonly type = 'reading';
  readonly reading: boolean;
  constructor(reading: boolean) {
    super(ReadingEvent.type);
    this.reading = reading;
  }
}

/** Says what the open room is about; '' takes the topic away. */
export class TopicChangedEvent extends PersonEvent {
  static readonly type = 'topic-changed';
  readonly text: string;
  constructor(text: string) {
    super(TopicChangedEvent.type);
    this.text = text;
  }
}

/** Wants to know more of somebody; `anchor` is where they were pointed at. */
export class PersonWantedEvent extends PersonEvent {
  static readonly type = 'person-wanted';
  readonly handle: string;
  readonly anchor: Element;
  constructor(handle: string, anchor: Element) {
    super(PersonWantedEvent.type);
    this.handle = handle;
    this.anchor = anchor;
  }
}

/** Chose how available they are, and said so in their own words. */
export class AvailabilityChosenEvent extends PersonEvent {
  static readonly type = 'availability-chosen';
  readonly availability: ChosenAvailability;
  readonly status: string;
  constructor(availability: ChosenAvailability, status: string) {
    super(AvailabilityChosenEvent.type);
    this.availability = availability;
    this.status = status;
  }
}

/** Wants to call somebody in what they are writing. */
export class MentionWantedEvent extends PersonEvent {
  static readonly type = 'mention-wanted';
  readonly handle: string;
  constructor(handle: string) {
    super(MentionWantedEvent.type);
    this.handle = handle;
  }
}

/** Has reached the end of a part far back, where newer messages are needed. */
export class NewerWantedEvent extends PersonEvent {
  static readonly type = 'newer-wanted';
  constructor() {
    super(NewerWantedEvent.type);
  }
}

/** Wants to go back to the newest messages of the open room. */
export class NewestWantedEvent extends PersonEvent {
  static readonly type = 'newest-wanted';
  constructor() {
    super(NewestWantedEvent.type);
  }
}

/** Wants to read on from the first message after this sequence. */
export class UnreadWantedEvent extends PersonEvent {
  static readonly type = 'unread-wanted';
  readonly after: number;
  constructor(after: number) {
    super(UnreadWantedEvent.type);
    this.after = after;
  }
}

/** Wants to see what was said on a day; `time` is when it begins, in milliseconds since 1970. */
export class DayWantedEvent extends PersonEvent {
  static readonly type = 'day-wanted';
  readonly time: number;
  constructor(time: number) {
    super(DayWantedEvent.type);
    this.time = time;
  }
}

/** Did something of which nothing is to be seen but this sentence. */
export class NoticeEvent extends PersonEvent {
  static readonly type = 'notice';
  readonly sentence: string;
  constructor(sentence: string) {
    super(NoticeEvent.type);
    this.sentence = sentence;
  }
}

declare global {
  interface HTMLElementEventMap {
    notice: NoticeEvent;
    reading: ReadingEvent;
    'newer-wanted': NewerWantedEvent;
    'newest-wanted': NewestWantedEvent;
    'unread-wanted': UnreadWantedEvent;
    'day-wanted': DayWantedEvent;
    'topic-changed': TopicChangedEvent;
    'person-wanted': PersonWantedEvent;
    'mention-wanted': MentionWantedEvent;
    'availability-chosen': AvailabilityChosenEvent;
  }
}
