// The processes of this machine, for tests of what a launcher leaves behind.
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gone, sendSignal } from '../../launcher/broker/pids.ts';

export interface Process {
  readonly pid: number;
  /** The program and its arguments. */
  readonly command: string;
}

/** The processes with this folder in their command line: a launcher by --data, nats-server by --ports_file_dir. */
export async function processesIn(folder: string): Promise<readonly Process[]> {
  const all = process.platform === 'linux' ? await allOfLinux() : await allOfPs();
  return all.filter(({ pid, command }) => pid !== process.pid && command.includes(folder));
}

/** SIGKILL for all of them. */
export async function endAllIn(folder: string): Promise<void> {
  for (const { pid } of await processesIn(folder)) {
    sendSignal(pid, 'SIGKILL');
    await gone(pid, 5);
  }
}

async function allOfLinux(): Promise<readonly Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  return Promise.all(
    pids.map(async (pid) => {
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''); // it has just ended
      return { pid: Number(pid), command: command.replaceAll('\0', ' ') };
    }),
  );
}

async function allOfPs(): Promise<readonly Process[]> {
  const { stdout } = await promisify(execFile)('ps', ['-axww', '-o', 'pid=,command='], { maxBuffer: 2 ** 24 });
  return stdout.split('\n').map((line) => {
    const [, pid = '0', command = ''] = /^ *(\d+) (.*)$/.exec(line) ?? [];
    return { pid: Number(pid), command };
  });
}
