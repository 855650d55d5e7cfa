// Does what a command says, and answers in a sentence. Loaded with the first command.
import type { ChatState } from '../domain/chat.ts';
import type { GivenCommand } from '../domain/commands.ts';
import { settingsOf } from '../domain/room-settings.ts';
import { unreachable } from '../protocol/unreachable.ts';
import type { Session } from '../session/session.ts';
import type { SessionController } from './session-controller.ts';
import type { Overlay } from './way-events.ts';

const texts = {
  muted: (room: string) => `#${room} is muted.`,
  heard: (room: string) => `#${room} is not muted any more.`,
  named: (name: string) => `You are ${name} now.`,
  notNamed: 'That did not work: the server does not let you in at the moment.',
  away: 'Others see you as away now. /back takes it back.',
  back: 'You are back.',
} as const;

/** By what a command is done. */
export interface Means {
  readonly chat: ChatState;
  readonly session: Session;
  readonly controller: SessionController;
  readonly open: (overlay: Overlay) => void;
}

/** @returns what to tell the person, unless it shows by itself. */
export async function obey(command: GivenCommand, means: Means): Promise<string | undefined> {
  const { chat, session, controller, open } = means;
  switch (command.type) {
    case 'join':
      controller.goTo(command.room);
      return undefined;
    case 'nick':
      return rename(command.name, means);
    case 'mute':
      return toggleMute(means);
    case 'help':
      open('shortcuts');
      return undefined;
    case 'topic':
      return session.here.setTopic(chat.current, command.text);
    case 'away':
      session.setAvailability('away', command.status);
      return texts.away;
    case 'back':
      session.setAvailability('auto', '');
      return texts.back;
    default:
      return unreachable(command);
  }
}

/** As by the profile's dialog: others are told, on all devices. */
async function rename(name: string, { chat, controller }: Means): Promise<string> {
  const entered = await controller.enter({ ...chat.me, name }, controller.boot?.code ?? '');
  return entered ? texts.named(name) : texts.notNamed;
}

function toggleMute({ chat: { current, roomSettings }, session }: Means): string {
  const settings = settingsOf(roomSettings, current);
  session.setRoomSettings(current, { ...settings, muted: !settings.muted });
  return settings.muted ? texts.heard(current) : texts.muted(current);
}
