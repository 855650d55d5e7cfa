// Fills the stream fast, and counts what reading it costs.
import type { NatsConnection } from '@nats-io/transport-node';
import type { NatsConnection as WebConnection } from 'nats.ws';
import type { Link } from '../../web/transport/link.ts';

/** Messages that wait for the stream at once; it refuses more than 10,000. */
const IN_FLIGHT = 2000;
const PATIENCE_MS = 20_000;

/** Publishes one message into each of `rooms`, in this order, and waits until all are stored. Their texts are 1, 2, 3 … */
export async function fill(admin: NatsConnection, rooms: readonly string[], handle = 'filler'): Promise<void> {
  for (let start = 0; start < rooms.length; start += IN_FLIGHT) {
    const some = rooms.slice(start, start + IN_FLIGHT);
    const last = some.length - 1;
    some.forEach((room, index) => {
      if (index < last) admin.publish(`chat.room.${room}.${handle}`, `${start + index + 1}`);
    });
    await admin.request(`chat.room.${some[last]}.${handle}`, `${start + last + 1}`, { timeout: PATIENCE_MS });
  }
}

/** `link`, over which the live messages with these sequences never come. */
export function losing(link: Link, lost: (sequence: number) => boolean): Link {
  const subscribe: WebConnection['subscribe'] = (subject, options) =>
    link.nc.subscribe(subject, {
      ...options,
      callback: (error, message) => {
        const live = message.subject.startsWith('chat.live.');
        if (!live || !lost(Number(message.headers?.last('Nats-Sequence')))) options?.callback?.(error, message);
      },
    });
  const nc = new Proxy(link.nc, {
    get: (target, name): unknown => (name === 'subscribe' ? subscribe : Reflect.get(target, name)),
  });
  return { ...link, nc };
}

export interface CountedLink {
  readonly link: Link;
  readonly requests: () => number;
  /** Requests sent before an answer to an earlier one came are one round trip. */
  readonly roundTrips: () => number;
}

/** `link`, with the Direct Get requests over it counted. */
export function countRequests(link: Link): CountedLink {
  let requests = 0;
  let roundTrips = 0;
  let answered = true;
  const publish: WebConnection['publish'] = (subject, payload, options) => {
    requests += 1;
    if (answered) roundTrips += 1;
    answered = false;
    link.nc.publish(subject, payload, options);
  };
  const subscribe: WebConnection['subscribe'] = (subject, options) =>
    link.nc.subscribe(subject, {
      ...options,
      callback: (error, message) => {
        answered = true;
        options?.callback?.(error, message);
      },
    });
  const nc = new Proxy(link.nc, {
    get: (target, name): unknown => {
      if (name === 'publish') return publish;
      return name === 'subscribe' ? subscribe : Reflect.get(target, name);
    },
  });
  return { link: { ...link, nc }, requests: () => requests, roundTrips: () => roundTrips };
}
