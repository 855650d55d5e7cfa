// The letters of one person: a list in memory that is the same as the one on disk, where other tabs write too.
import { newId } from '../protocol/new-id.ts';
import type { Letter } from '../domain/letter.ts';
import type { RoomEvent } from '../domain/room.ts';
import type { OutboxNews, OutboxStore } from '../storage/outbox-store.ts';

export interface LettersSettings {
  readonly handle: string;
  readonly store: OutboxStore;
  /** Is told what becomes of each message. */
  readonly report: (room: string, event: RoomEvent) => void;
  /** Called when there may be something new to send. */
  readonly changed: () => void;
}

export class Letters {
  readonly #settings: LettersSettings;
  /** In the order in which they were written. */
  #all: readonly Letter[] = [];
  /** Ids of letters whose writing to the disk has not begun. */
  readonly #queued = new Set<string>();
  /** Ids of letters that are not known to be on disk yet. */
  readonly #writing = new Set<string>();
  /** Ids of letters that are on no disk, for this browser keeps nothing. */
  readonly #unkept = new Set<string>();
  /** What other tabs told before it was on disk, by id: a new id, or `undefined` for what the person gave up. */
  readonly #told = new Map<string, string | undefined>();
  /** Counts what this tab changed, for what was read from the disk meanwhile is out of date. */
  #version = 0;
  /** A reading of the disk that has not begun: whoever wants another one waits for this one. */
  #reading: Promise<void> | undefined;
  /** What is to be done on disk, one after the other. */
  #disk: Promise<unknown> = Promise.resolve();

  constructor(settings: LettersSettings) {
    this.#settings = settings;
  }

  get all(): readonly Letter[] {
    return this.#all;
  }

  /** Whether something is not on disk, and would be lost with the tab. */
  get hasUnkept(): boolean {
    return this.#writing.size + this.#unkept.size > 0;
  }

  /** The next letter to be sent to `room`; none as long as its writing to the disk has not begun. */
  next(room: string): Letter | undefined {
    const letter = this.#all.find((each) => each.room === room && each.failed === undefined);
    return letter !== undefined && this.#queued.has(letter.content.id) ? undefined : letter;
  }

  find(id: string): Letter | undefined {
    return this.#all.find(({ content }) => content.id === id);
  }

  /** Listens to the other tabs until `signal` aborts. Resolves when everything on disk is known. */
  async open(signal: AbortSignal): Promise<void> {
    this.#settings.store.listen((news) => this.#heard(news), signal);
    await this.sync();
  }

  /**
   * Resolves once its writing to the disk has begun, which ends without this tab too. Its end is not waited for: right after
   * a key the browser answers only when the next frame is drawn (measured: 20 ms, of which the disk takes 2).
   */
  add(letter: Letter): Promise<void> {
    const { id } = letter.content;
    this.#queued.add(id);
    this.#writing.add(id);
    this.#become([...this.#all, letter]);
    return new Promise((resolve) => {
      void this.#onDisk(async () => {
        const writing = this.#settings.store.add(letter);
        this.#queued.delete(id);
        resolve();
        const kept = await writing;
        this.#writing.delete(id);
        if (!kept && this.find(id) !== undefined) this.#unkept.add(id);
      });
    });
  }

  /** Marks a letter as failed, with a sentence, or as waiting again. */
  mark(letter: Letter, failed: string | undefined): void {
    this.#replace(letter.content.id, { ...letter, failed });
  }

  /** Gives a letter a new id, for a stranger occupied the first one. */
  rename({ room, content, ...rest }: Letter): void {
    const renamed = { type: 'renamed', id: content.id, newId: newId() } as const;
    this.#replace(content.id, { ...rest, room, content: { ...content, id: renamed.newId } });
    this.#settings.store.tell({ ...renamed, room });
    this.#settings.report(room, renamed);
  }

  /** The server has confirmed it. */
  remove(id: string): void {
    this.#become(this.#all.filter(({ content }) => content.id !== id));
    this.#unkept.delete(id);
    void this.#onDisk(() => this.#settings.store.remove(id));
  }

  /** The person gave it up. */
  discard({ room, content: { id } }: Letter): void {
    this.remove(id);
    this.#settings.store.tell({ type: 'discarded', room, id });
    this.#settings.report(room, { type: 'discarded', id });
  }

  /** Brings this tab to what is on disk. However many changes other tabs report while it is read, it is read once more for all of them. */
  sync(): Promise<void> {
    this.#reading ??= this.#read();
    return this.#reading;
  }

  async #read(): Promise<void> {
    const { handle, store, changed } = this.#settings;
    const version = this.#version;
    const kept = await this.#onDisk(() => {
      this.#reading = undefined;
      return store.all(handle);
    });
    if (version !== this.#version) return this.sync();
    if (kept !== undefined) this.#take(this.#asTold(kept));
    changed();
  }

  /** Makes the letters on disk those of this tab. */
  #take(kept: readonly Letter[]): void {
    const { handle: self, report } = this.#settings;
    const known = new Map(this.#all.map((letter) => [letter.content.id, letter]));
    for (const { room, content, time, failed } of kept) {
      const { id } = content;
      const delivery =
        failed === undefined ? ({ type: 'waiting' } as const) : ({ type: 'failed', reason: failed } as const);
      const before = known.get(id);
      if (before === undefined) report(room, { type: 'sent', message: { content, time, delivery }, self });
      else if (before.failed !== failed) report(room, { type: 'delivery', id, delivery });
      known.delete(id);
    }
    const missing = [...known.values()];
    const isOurs = ({ content }: Letter): boolean => this.#unkept.has(content.id) || this.#writing.has(content.id);
    for (const letter of missing) {
      if (isOurs(letter)) continue;
      // Another tab has sent it; its copy is on the way, or gone from the stream by now.
      report(letter.room, { type: 'delivery', id: letter.content.id, delivery: { type: 'stored', sequence: 0 } });
    }
    this.#all = this.#inPlace(kept, missing.filter(isOurs));
  }

  /** The letters on disk with this tab's own between them: in the places they had, or last if they are about to be written. */
  #inPlace(kept: readonly Letter[], ours: readonly Letter[]): readonly Letter[] {
    const all = [...kept];
    const unkept = new Set(ours.filter(({ content }) => this.#unkept.has(content.id)));
    let place = 0;
    for (const letter of unkept.size > 0 ? this.#all : []) {
      const present = all.findIndex(({ content }) => content.id === letter.content.id);
      if (unkept.has(letter)) all.splice(place, 0, letter);
      if (present >= 0 || unkept.has(letter)) place = Math.max(place, present) + 1;
    }
    return [...all, ...ours.filter((letter) => !unkept.has(letter))];
  }

  #heard(news: OutboxNews): void {
    if (news.type === 'changed') return void this.sync();
    const { room, ...event } = news;
    this.#told.set(event.id, event.type === 'renamed' ? event.newId : undefined);
    this.#become(this.#asTold(this.#all));
    this.#settings.report(room, event);
  }

  /** `letters` as they are according to the other tabs, whose disk may be behind their word. */
  #asTold(letters: readonly Letter[]): readonly Letter[] {
    return letters.flatMap((letter) => {
      if (!this.#told.has(letter.content.id)) return [letter];
      const id = this.#told.get(letter.content.id);
      return id === undefined ? [] : [{ ...letter, content: { ...letter.content, id } }];
    });
  }

  #replace(id: string, letter: Letter): void {
    this.#become(this.#all.map((each) => (each.content.id === id ? letter : each)));
    void this.#onDisk(() => this.#settings.store.replace(id, letter));
  }

  #become(letters: readonly Letter[]): void {
    this.#all = letters;
    this.#version += 1;
  }

  #onDisk<Result>(operation: () => Promise<Result>): Promise<Result> {
    const done = this.#disk.then(operation);
    this.#disk = done;
    return done;
  }
}
