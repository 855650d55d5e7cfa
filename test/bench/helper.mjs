// @ts-check
// A process that works for the bench: told what to do, it answers what came out.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { nodeOn } from './machine.mjs';

export class Helper {
  #child;

  /**
   * @param {string} file beside this one
   * @param {readonly string[]} [flags] of Node
   */
  constructor(file, flags = []) {
    const [command, args] = nodeOn('clients', [...flags, fileURLToPath(new URL(file, import.meta.url))]);
    this.#child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  }

  /**
   * @param {string} what
   * @param {readonly any[]} args
   * @returns {Promise<any>}
   */
  async ask(what, ...args) {
    const end = new AbortController();
    const { signal } = end;
    const answered = once(this.#child, 'message', { signal });
    const died = once(this.#child, 'exit', { signal }).then(() => [{ problem: 'A helper of the bench ended.' }]);
    this.#child.send({ what, args });
    const [{ result, problem }] = await Promise.race([answered, died]);
    end.abort();
    await Promise.allSettled([answered, died]);
    if (problem !== undefined) throw new Error(problem);
    return result;
  }

  async end() {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }
}

/**
 * In the helper: does what is asked, one thing after the other, until nobody is there to ask.
 * @param {Readonly<Record<string, (...args: any[]) => Promise<unknown>>>} able
 */
export function help(able) {
  const answer = async (/** @type {any} */ { what, args }) => {
    try {
      process.send?.({ result: await able[what]?.(...args) });
    } catch (error) {
      process.send?.({ problem: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  };
  process.on('message', (order) => void answer(order));
  process.on('disconnect', () => process.exit());
}
