// What a person wrote, on its way to the stream: kept until the server has confirmed it.
import type { OwnMessage } from '../protocol/content.ts';

export interface Letter {
  readonly room: string;
  /** As whom it was written; nobody else may send it. */
  readonly handle: string;
  readonly content: OwnMessage;
  /** When it was written, by this device's clock, in milliseconds since 1970. Only shown. */
  readonly time: number;
  /** A sequence the stream had reached when it was written: it cannot be stored before that. */
  readonly after: number;
  /** Why the server will not take it; it is not sent again by itself. `undefined` while it waits. */
  readonly failed: string | undefined;
}
