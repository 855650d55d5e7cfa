// `release`: takes a handle from the key that has it.
import { LaunchError } from '../errors.ts';
import type { Access } from './access.ts';
import { withRegistry } from './access.ts';
import { shutOut } from './shut-out.ts';

/** @throws LaunchError if nobody has the handle. */
export async function release(access: Access, handle: string, say: (line: string) => void): Promise<void> {
  await withRegistry(access, async (registry) => {
    const claim = await registry.claimOf(handle);
    if (claim === undefined) {
      throw new LaunchError(
        `Nobody has @${handle}.`,
        'So it is free already; npm run admin -- who lists who is connected.',
      );
    }
    // One that was released before and then interrupted still gets its connections ended.
    const isNew = await registry.release(handle);
    say(
      `@${handle} ${isNew ? 'is released' : 'was released before'}: not its last owner, but anybody else may take it.`,
    );
    const released = Date.now();
    await shutOut(access, {
      handles: [handle],
      handlesLater: () => Promise.resolve([handle]),
      // Whoever came later may be the new owner.
      isMeant: ({ start }) => start <= released,
      say,
    });
  });
}
