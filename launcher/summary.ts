// What the terminal says when natter is ready: where everything is.
import { pageAddress } from './addresses.ts';
import type { BrokerPorts } from './broker/ports.ts';
import type { Options } from './options.ts';

export interface Running {
  readonly version: string;
  readonly options: Options;
  /** Address of the page on this machine. */
  readonly page: string;
  readonly ports: BrokerPorts;
  /** natter's data folder, absolute. */
  readonly folder: string;
}

export function summary({ version, options, page, ports, folder }: Running): string {
  return [
    '',
    `  natter ${version} is ready`,
    '',
    `  Page       ${options.publicUrl ?? page}`,
    `  NATS       nats://127.0.0.1:${ports.nats}`,
    `  WebSocket  ${pageAddress(options, ports.ws).replace('http', 'ws')}`,
    `  History    ${retention(options)}, in ${folder}`,
    '',
    '  Ctrl-C stops it.',
    '',
    '',
  ].join('\n');
}

function retention({ maxMessages, maxAgeSeconds }: Options): string {
  const count = maxMessages === 0 ? 'all messages' : `the newest ${counted(maxMessages, 'message')}`;
  return maxAgeSeconds === 0 ? count : `${count} of the last ${humanTime(maxAgeSeconds)}`;
}

function humanTime(seconds: number): string {
  if (seconds % 86_400 === 0 && seconds > 86_400) return counted(seconds / 86_400, 'day');
  if (seconds % 3600 === 0) return counted(seconds / 3600, 'hour');
  return seconds % 60 === 0 ? counted(seconds / 60, 'minute') : counted(seconds, 'second');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
