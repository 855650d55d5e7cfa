// What a stream has just stored, as it tells everybody; anything else on those subjects comes from somebody who pretends.
import type { Link } from './link.ts';
import { readServerHeaders } from './server-headers.ts';
import type { ServerHeaders } from './server-headers.ts';

/**
 * Hears what is stored under `filter` for as long as the link lasts.
 * @param liveOf answers the subject on which a stored subject is republished. @returns what ends it before.
 */
export function subscribeRepublished(
  link: Link,
  filter: string,
  liveOf: (subject: string) => string,
  heard: (server: ServerHeaders, payload: Uint8Array) => void,
): () => void {
  const subscription = link.nc.subscribe(liveOf(filter), {
    callback: (error, message) => {
      const server = error === null ? readServerHeaders(message) : undefined;
      if (server !== undefined && liveOf(server.subject) === message.subject) heard(server, message.data);
    },
  });
  return () => {
    if (!link.lost.aborted) subscription.unsubscribe();
  };
}
