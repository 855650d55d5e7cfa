// Programs that pass for a nats-server until they are started as one, for what a real one does only on a bad day.
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';

/** Writes a program into `folder` that knows its version, and then does what `script`, in JavaScript, says. */
async function standIn(folder: string, script: string): Promise<string> {
  const file = join(folder, 'stand-in.cjs');
  const source = `#!${process.execPath}
    if (process.argv[2] === '--version') console.log('nats-server: v2.14.5');
    else { ${script} }`;
  await writeFile(file, source, { mode: 0o755 });
  return file;
}

/** Runs and never listens, as one that has a very large store to recover. */
export function neverListens(folder: string): Promise<string> {
  return standIn(folder, `console.log('recovering'); setInterval(() => {}, 1000);`);
}

/** Neither listens nor minds SIGTERM. */
export function neverEnds(folder: string): Promise<string> {
  return standIn(folder, `process.on('SIGTERM', () => {}); console.log('recovering'); setInterval(() => {}, 1000);`);
}

/** Ends at once, after the complaint in the environment variable COMPLAINT. */
export function complains(folder: string): Promise<string> {
  return standIn(folder, `console.log(process.env.COMPLAINT); process.exitCode = 1;`);
}

/** The real one under another path. */
export async function sameUnderAnotherName(folder: string): Promise<string> {
  const link = join(folder, 'another-nats-server');
  await symlink(inject('natsServer'), link);
  return link;
}
