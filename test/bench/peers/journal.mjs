// @ts-check
// A file of lines. What comes while the disk is busy goes there together, with one flush for all of it.
import { open } from 'node:fs/promises';
import { join } from 'node:path';

/** @param {string} folder */
export async function openJournal(folder) {
  const file = await open(join(folder, 'journal.jsonl'), 'a');
  return new Journal(file);
}

class Journal {
  #file;
  /** @type {{ line: string, done: () => void, failed: (error: unknown) => void }[]} */
  #waiting = [];
  #busy = false;

  /** @param {import('node:fs/promises').FileHandle} file */
  constructor(file) {
    this.#file = file;
  }

  /**
   * Resolves once it is on disk, in the order of the calls.
   * @param {string} line
   * @returns {Promise<void>}
   */
  append(line) {
    return new Promise((done, failed) => {
      this.#waiting.push({ line, done, failed });
      if (!this.#busy) void this.#write();
    });
  }

  async #write() {
    this.#busy = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#file.appendFile(batch.map(({ line }) => `${line}\n`).join(''));
        await this.#file.datasync();
        for (const { done } of batch) done();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    this.#busy = false;
  }
}
