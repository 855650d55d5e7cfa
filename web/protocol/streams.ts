// The streams natter keeps its chat in, and how large what goes in may be. The launcher creates them, the page reads them.

/** What defines a stream for its clients. How much it keeps is the launcher's to say, by its flags. */
export interface StreamDefinition {
  readonly name: string;
  readonly subjects: readonly string[];
  /** What is stored under `source` comes out again, with the server's headers, under `destination`. */
  readonly republish: { readonly source: string; readonly destination: string };
}

/** Every message of every room, in the one order that all tabs share. */
export const CHAT_STREAM: StreamDefinition = {
  name: 'CHAT',
  // Not `chat.room.>`: what comes without a handle is refused, not stored where no room would show it.
  subjects: ['chat.room.*.*'],
  republish: { source: 'chat.room.>', destination: 'chat.live.>' },
};

/** The last word of everybody on lasting things: who they are, a room's topic, how far they have read. */
export const STATE_STREAM: StreamDefinition = {
  name: 'STATE',
  subjects: ['chat.profile.*', 'chat.topic.*.*', 'chat.read.*.*'],
  republish: { source: 'chat.>', destination: 'chat.state.>' },
};

/** Who is in which room: one word for every tab, which the server forgets when it is not repeated. */
export const PRESENCE_STREAM: StreamDefinition = {
  name: 'PRESENCE',
  subjects: ['chat.presence.*.*.*'],
  republish: { source: 'chat.presence.>', destination: 'chat.here.>' },
};

/** How long a tab is taken to be there after it said so, in seconds; it says so again every minute. */
export const PRESENCE_SECONDS = 150;

/** Where a stream's messages are asked for, by sequence, without a consumer. Source: NATS ADR-31 (Direct Get). */
export function directGetSubject(stream: StreamDefinition): string {
  return `$JS.API.DIRECT.GET.${stream.name}`;
}

/** Most bytes (UTF-8) of a message's text. */
export const TEXT_MAX_BYTES = 16 * 1024;

/** Most bytes the broker takes as one payload; nats.conf says the same as `max_payload`. */
export const PAYLOAD_MAX_BYTES = 128 * 1024;
