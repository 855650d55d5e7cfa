// @ts-check
// What the bench brings into the page, before the page's own code: when something was painted, how frames followed each other.

/**
 * Runs in the page. A frame is over when a message that was posted in it arrives: script, layout and paint came before. What a
 * row needs is known from the list's own changes, for whoever asks for frames all the time gets them later.
 * @param {boolean} fromTheStart the page is about to load, and its list is not there yet
 */
export function installBench(fromTheStart) {
  /** @type {Set<() => void>} */
  const waiting = new Set();
  /** @type {{ intervals: number[], work: number[] } | undefined} */
  let frames;
  let inFrame = false;
  let began = 0;
  let last = 0;
  const after = new MessageChannel();
  const request = window.requestAnimationFrame.bind(window);
  const enterFrame = () => {
    if (inFrame) return;
    inFrame = true;
    began = performance.now();
    after.port2.postMessage('');
  };
  after.port1.addEventListener('message', () => {
    inFrame = false;
    if (frames !== undefined) {
      frames.work.push(performance.now() - began);
      if (last !== 0) frames.intervals.push(began - last);
      last = began;
    }
    for (const look of waiting) look();
  });
  after.port1.start();
  window.requestAnimationFrame = (callback) =>
    request((time) => {
      enterFrame();
      callback(time);
    });
  const nextFrame = () => {
    if (!inFrame) request(enterFrame);
  };

  const wire = { watched: false, sent: 0, arrived: 0 };
  const utf8 = new TextDecoder();
  const names = (/** @type {any} */ data, /** @type {string} */ subject) =>
    wire.watched && typeof data !== 'string' && utf8.decode(data).includes(subject);
  window.WebSocket = class extends WebSocket {
    /** @param {ConstructorParameters<typeof WebSocket>} settings */
    constructor(...settings) {
      super(...settings);
      this.addEventListener('message', ({ data }) => {
        if (names(data, ' chat.live.')) wire.arrived = performance.now();
      });
    }

    /** @param {Parameters<WebSocket['send']>[0]} data */
    send(data) {
      super.send(data);
      if (names(data, 'PUB chat.room.')) wire.sent = performance.now();
    }
  };

  const inside = (/** @type {ParentNode | null | undefined} */ place, /** @type {readonly string[]} */ path) => {
    /** @type {Element | null | undefined} */
    let found;
    for (const step of path) {
      found = place?.querySelector(step);
      place = found?.shadowRoot;
    }
    return found;
  };
  const list = () => inside(document, ['chat-app', 'chat-view', 'chat-room', 'message-list']);
  const newest = () => inside(list()?.shadowRoot, ['message-row:last-of-type', 'message-text', '.text'])?.textContent;
  const roomThere = () => Reflect.get(list() ?? {}, 'room');
  /** Of the list's rows: those further back than a screen come into the page when somebody scrolls to them. */
  const rowsThere = () => Reflect.get(list() ?? {}, 'rows')?.length ?? 0;

  /** @type {import('./bench.d.ts').Bench} */
  const bench = {
    pressed: 0,
    wire,
    shown: (room, text, rows = 1) =>
      new Promise((resolve) => {
        const watcher = new MutationObserver(nextFrame);
        const content = list()?.shadowRoot?.querySelector('.content');
        if (content) watcher.observe(content, { childList: true });
        const look = () => {
          if (roomThere() !== room || newest() !== text || rowsThere() < rows) {
            if (!content) request(enterFrame);
            return;
          }
          waiting.delete(look);
          watcher.disconnect();
          resolve(performance.now());
        };
        waiting.add(look);
        nextFrame();
      }),
    keyPainted: (key) =>
      new Promise((resolve) => {
        const pressed = (/** @type {KeyboardEvent} */ event) => {
          if (event.key !== key) return;
          removeEventListener('keydown', pressed, true);
          const look = () => {
            waiting.delete(look);
            resolve(performance.now() - event.timeStamp);
          };
          addEventListener('input', () => request(() => (waiting.add(look), enterFrame())), { once: true });
        };
        addEventListener('keydown', pressed, true);
      }),
    recordFrames: () => {
      frames = { intervals: [], work: [] };
      last = 0;
    },
    framesRecorded: () => {
      const recorded = frames ?? { intervals: [], work: [] };
      frames = undefined;
      return recorded;
    },
    scrollBack: (pixels, milliseconds) =>
      new Promise((resolve) => {
        const scroller = list()?.shadowRoot?.querySelector('.scroller');
        const end = performance.now() + milliseconds;
        const step = () => {
          scroller?.scrollBy(0, -pixels);
          if (performance.now() < end) window.requestAnimationFrame(step);
          else resolve();
        };
        window.requestAnimationFrame(step);
      }),
    texts: () =>
      Reflect.get(list() ?? {}, 'rows')?.flatMap((/** @type {any} */ { type, message }) =>
        type === 'stored' ? [message.content.text] : [],
      ) ?? [],
  };
  addEventListener('keydown', (event) => (bench.pressed = event.timeStamp), true);
  Object.assign(window, { bench });
  if (fromTheStart) nextFrame();
}
