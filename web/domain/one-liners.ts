// What the send button says for those who have nothing to say.

export const ONE_LINERS: readonly string[] = [
  'Publish first, ask questions later.',
  'A subject a day keeps the topology at bay.',
  'I told my subscriber a joke at most once. It missed it.',
  'At least once upon a time, there was a message. At least once upon a time, there was a message.',
  'No polling was done in the making of this message.',
  'Wildcards: because some days you want to hear from *.',
  'My other chat has an application server.',
  'Core NATS: fire and forget. JetStream: fire and remember.',
  'There are two hard problems: exactly-once delivery, naming subjects, and exactly-once delivery.',
  'This tab is its own client. So is yours.',
  'Acknowledged, stored, republished – in that order.',
  'Queue groups: because not everybody has to answer the door.',
  'PING. (You know what to say.)',
  'Subjects are cheap. Use them like you mean it.',
  'I would tell you a UDP joke, but this is JetStream: you would get it, in order.',
  'Sequence numbers: the only kind of peer pressure that works.',
];

/** The line that follows `previous`, round and round; the first one at the start. */
export function nextOneLiner(previous: string | undefined): string {
  const next = previous === undefined ? 0 : (ONE_LINERS.indexOf(previous) + 1) % ONE_LINERS.length;
  return ONE_LINERS[next] ?? '';
}
