// `ban` and `unban`.
import { CLI_HANDLE, RESERVED_HANDLES } from '../../web/protocol/subjects.ts';
import type { Registry } from '../auth/registry.ts';
import { LaunchError } from '../errors.ts';
import type { Access } from './access.ts';
import { withRegistry } from './access.ts';
import { shutOut } from './shut-out.ts';

/** Shuts out a handle and its key. @throws LaunchError for a reserved handle. */
export async function ban(access: Access, handle: string, say: (line: string) => void): Promise<void> {
  refuseReserved(handle);
  await withRegistry(access, async (registry) => {
    const { keys, handles } = await storeBan(registry, handle);
    say(`@${handle} is banned. ${describe(keys, handles, handle)}`);
    await shutOut(access, {
      handles,
      // A login that was under way may have claimed the handle, or another one for the same key.
      handlesLater: async () => (await storeBan(registry, handle)).handles,
      isMeant: () => true,
      say,
    });
  });
}

/** @throws LaunchError if it is not banned. */
export async function unban(access: Access, handle: string, say: (line: string) => void): Promise<void> {
  await withRegistry(access, async (registry) => {
    const before = await registry.bans();
    const keys = before.find((each) => each.handle === handle)?.keys ?? (await keysOf(registry, handle));
    const others = before.filter((each) => each.handle !== handle && each.keys.some((key) => keys.includes(key)));
    const names = others.map((each) => `@${each.handle}`).join(', ');
    if (!(await registry.unban(handle))) {
      const remedy =
        names === '' ? 'npm run admin -- who lists the bans.' : `Its key is, as that of ${names}: unban that.`;
      throw new LaunchError(`@${handle} is not banned.`, remedy);
    }
    say(`@${handle} may come in again.`);
    if (names !== '') say(`But not with the key it had: that is still banned, as that of ${names}.`);
  });
}

async function storeBan(
  registry: Registry,
  handle: string,
): Promise<{ readonly keys: readonly string[]; readonly handles: readonly string[] }> {
  const keys = await registry.ban(handle);
  const others = keys.length === 0 ? [] : await registry.handlesOf(keys);
  return { keys, handles: [...new Set([handle, ...others])] };
}

function describe(keys: readonly string[], handles: readonly string[], handle: string): string {
  if (keys.length === 0) return 'Nobody has this handle yet, and nobody can take it now.';
  const others = handles.filter((each) => each !== handle).map((each) => `@${each}`);
  if (others.length === 0) return 'So is the key that has it, under whatever handle it comes.';
  return `So is the key that has it, and with that ${others.join(', ')}.`;
}

async function keysOf(registry: Registry, handle: string): Promise<readonly string[]> {
  const claim = await registry.claimOf(handle);
  return claim === undefined ? [] : [claim.key];
}

function refuseReserved(handle: string): void {
  if (!RESERVED_HANDLES.has(handle)) return;
  const why =
    handle === CLI_HANDLE
      ? 'What it says comes from the terminals of this machine.'
      : 'It is kept free, so that nobody is taken for the house.';
  throw new LaunchError(`@${handle} is nobody who could be banned.`, why);
}
