// The flags of `npm run chatter`.
import { parseArgs } from 'node:util';
import { LaunchError } from '../errors.ts';

export interface ChatterOptions {
  /** Messages a second, of all people together. */
  readonly rate: number;
  readonly rooms: number;
  readonly people: number;
  /** How long to chatter; 0 goes on until Ctrl-C. */
  readonly seconds: number;
  /** Address of the page, which says where NATS is. */
  readonly page: string;
  /** Empty if the installation asks for none. */
  readonly accessCode: string;
  readonly help: boolean;
}

export const CHATTER_HELP = `npm run chatter -- [flags]    invented people chat through the same door as the tabs

  --rate COUNT        messages a second, all together (20)
  --rooms COUNT       rooms they talk in: Go, Rust, … then Room-6, Room-7, … (3)
  --people COUNT      how many they are, each with a connection of their own (10)
  --seconds COUNT     how long; 0 goes on until Ctrl-C (0)
  --page URL          a running natter (http://127.0.0.1:7331)
  --access-code CODE  what that one asks newcomers for
`;

/** @throws LaunchError naming the flag that is wrong. */
export function readChatterOptions(args: readonly string[]): ChatterOptions {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        rate: text,
        rooms: text,
        people: text,
        seconds: text,
        page: text,
        'access-code': text,
        help: { type: 'boolean' },
      },
    });
    return {
      rate: numberOf('rate', values.rate ?? '20', 1, 5000),
      rooms: numberOf('rooms', values.rooms ?? '3', 1, 1000),
      people: numberOf('people', values.people ?? '10', 1, 1000),
      seconds: numberOf('seconds', values.seconds ?? '0', 0, 86_400),
      page: (values.page ?? 'http://127.0.0.1:7331').replace(/\/$/, ''),
      accessCode: values['access-code'] ?? '',
      help: values.help ?? false,
    };
  } catch (error) {
    if (error instanceof LaunchError) throw error;
    const problem = error instanceof Error ? error.message : String(error);
    throw new LaunchError(problem, 'npm run chatter -- --help lists the flags.', { cause: error });
  }
}

function numberOf(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new LaunchError(
    `--${name} ${text} is not a whole number from ${least} to ${most}.`,
    'npm run chatter -- --help explains every flag.',
  );
}
