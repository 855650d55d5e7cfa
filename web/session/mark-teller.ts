// Tells the person's other devices, and the others in a room, how far they have read: not every message, but the last one soon.
import type { ReadMark } from '../protocol/room-words.ts';
import { RefusedError, UnansweredError } from '../transport/errors.ts';
import type { Link } from '../transport/link.ts';
import { publishReadMark } from '../transport/room-words.ts';

/** At most this often, in milliseconds. */
const EVERY_MS = 1500;

export class MarkTeller {
  readonly #markOf: (room: string) => ReadMark | undefined;
  readonly #tells: () => boolean;
  /** Rooms whose mark has moved since it was told. */
  readonly #untold = new Set<string>();
  #link: Link | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param tells whether others may know at all. */
  constructor(markOf: (room: string) => ReadMark | undefined, tells: () => boolean) {
    this.#markOf = markOf;
    this.#tells = tells;
  }

  /** What could not be told before is told over `link`. */
  useLink(link: Link): void {
    this.#link = link;
    this.flush();
  }

  /** The mark of `room` has moved: told at once, unless that was just done. */
  moved(room: string): void {
    this.#untold.add(room);
    if (this.#timer !== undefined) return;
    this.flush();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.flush();
    }, EVERY_MS);
  }

  /** Tells now what is to be told. */
  flush(): void {
    const link = this.#link;
    if (link === undefined || link.lost.aborted || !this.#tells()) return;
    for (const room of this.#untold) void this.#tell(link, room);
  }

  async #tell(link: Link, room: string): Promise<void> {
    const mark = this.#markOf(room);
    this.#untold.delete(room);
    try {
      if (mark !== undefined) await publishReadMark(link, room, mark);
    } catch (error) {
      if (error instanceof RefusedError) return; // nobody can be told here; the device remembers
      if (!(error instanceof UnansweredError)) throw error;
      this.#untold.add(room);
    }
  }
}
