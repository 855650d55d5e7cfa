// A short tone of two notes, made by the browser: there is no file to load.

const LAST_BEGINS = 0.11;
/** In hertz, and when each begins, in seconds. */
const NOTES: readonly (readonly [pitch: number, begins: number])[] = [
  [659.3, 0],
  [880, LAST_BEGINS],
];
const NOTE_SECONDS = 0.35;
const LOUDNESS = 0.12;

/** Plays it, unless the browser lets a page make a sound only after the person did something there. */
export function playTone(): void {
  if (!('AudioContext' in globalThis)) return;
  const context = new AudioContext();
  for (const [pitch, begins] of NOTES) {
    const [oscillator, volume] = [context.createOscillator(), context.createGain()];
    const start = context.currentTime + begins;
    oscillator.frequency.value = pitch;
    volume.gain.setValueAtTime(LOUDNESS, start);
    volume.gain.exponentialRampToValueAtTime(0.001, start + NOTE_SECONDS);
    oscillator.connect(volume).connect(context.destination);
    oscillator.start(start);
    oscillator.stop(start + NOTE_SECONDS);
    if (begins === LAST_BEGINS) oscillator.addEventListener('ended', () => void context.close());
  }
}
