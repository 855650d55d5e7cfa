// What the bench brings into the page, as the code that runs there sees it; in-page.mjs makes it.

/** Times are milliseconds since the page's navigation began. */
export interface Bench {
  /** When `text` was painted as the newest message of `room`, whose list has so many rows at least. */
  readonly shown: (room: string, text: string, rows?: number) => Promise<number>;
  /** From a key's being pressed until what it wrote was painted. */
  readonly keyPainted: (key: string) => Promise<number>;
  /** When a key was pressed last. */
  pressed: number;
  /** Once it is watched: when the last message went out, and when the last one came in. */
  readonly wire: { watched: boolean; sent: number; arrived: number };
  readonly recordFrames: () => void;
  readonly framesRecorded: () => Frames;
  /** Scrolls the list for a while, by so many pixels a frame. */
  readonly scrollBack: (pixels: number, milliseconds: number) => Promise<void>;
  /** Of the loaded messages, oldest first. */
  readonly texts: () => readonly string[];
}

export interface Frames {
  /** Between one frame and the next. */
  readonly intervals: readonly number[];
  /** What each took, from its first callback until it was painted. */
  readonly work: readonly number[];
}

declare global {
  interface Window {
    bench: Bench;
  }
}
