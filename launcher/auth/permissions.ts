// What somebody with a handle may do: the table of the protocol, with their handle in its place.
import { inboxPrefix } from '../../web/protocol/subjects.ts';

export interface Permissions {
  readonly pub: { readonly allow: readonly string[] };
  readonly sub: { readonly allow: readonly string[] };
}

/** @param handle a checked handle: it becomes part of subjects. */
export function permissionsOf(handle: string): Permissions {
  return {
    pub: {
      allow: [
        `chat.room.*.${handle}`,
        `chat.typing.*.${handle}`,
        `chat.presence.*.${handle}.*`,
        `chat.profile.${handle}`,
        `chat.topic.*.${handle}`,
        `chat.read.*.${handle}`,
        `chat.file.${handle}.*`,
        'chat.info.room',
        'chat.info.presence',
        ...['CHAT', 'STATE', 'PRESENCE', 'FILES'].map((stream) => `$JS.API.DIRECT.GET.${stream}`),
      ],
    },
    sub: { allow: ['chat.live.>', 'chat.here.>', 'chat.state.>', 'chat.typing.>', `${inboxPrefix(handle)}.>`] },
  };
}
