// Shows a search to a person: a bar that redraws itself on a terminal, plain lines anywhere else.
import { unreachable, type FinderEvent, type FinderListener } from './events.ts';

/** As much of `process.stderr` as is needed. */
export interface ProgressOutput {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  /** Width in characters; 80 if unknown. */
  readonly columns?: number | undefined;
}

type Progress = Extract<FinderEvent, { type: 'progress' }>;

const BAR_CELLS = 24;
const UNKNOWN_COLUMNS = 80; // Some terminals say 0.
const CLEAR_LINE = '\r\u001B[2K';

/** Makes a listener for findNatsServer that shows on `output` what takes time and what a person should know. */
export function showProgress(output: ProgressOutput): FinderListener {
  const bar = output.isTTY === true ? drawBar(output) : writeQuarters(output);
  const line = (text: string) => {
    bar.end();
    output.write(`${text}\n`);
  };
  return (event) => {
    switch (event.type) {
      case 'step':
        return line(`nats-server: ${event.message}`);
      case 'progress':
        return bar.update(event);
      case 'warning':
        return line(`nats-server: warning: ${event.message}`);
      case 'passed':
        return event.absent ? undefined : line(`nats-server: not from ${event.label}: ${event.reason}`);
      case 'found':
        // What lay there already is no news.
        if (event.server.source !== 'release' && event.server.source !== 'apt') return bar.end();
        return line(`nats-server: ${event.server.version} is ready: ${event.server.path}`);
      default:
        return unreachable(event);
    }
  };
}

interface Bar {
  update(progress: Progress): void;
  /** Makes room for another line. */
  end(): void;
}

function drawBar(output: ProgressOutput): Bar {
  let shown = '';
  return {
    update(progress) {
      const text = barText(progress).slice(0, (output.columns || UNKNOWN_COLUMNS) - 1);
      if (text === shown) return;
      shown = text;
      output.write(`${CLEAR_LINE}${text}`);
    },
    end() {
      if (shown !== '') output.write(CLEAR_LINE);
      shown = '';
    },
  };
}

// A log needs few lines, so one at each quarter of the way.
function writeQuarters(output: ProgressOutput): Bar {
  let label = '';
  let quarter = 0;
  return {
    update(progress) {
      const share = shareOf(progress);
      if (progress.label !== label) quarter = 0;
      label = progress.label;
      if (share === undefined || Math.floor(share * 4) <= quarter) return;
      quarter = Math.floor(share * 4);
      output.write(`nats-server: ${amountText(progress)}\n`);
    },
    end() {},
  };
}

function barText(progress: Progress): string {
  const share = shareOf(progress);
  if (share === undefined) return amountText(progress);
  const full = Math.floor(share * BAR_CELLS);
  return `[${'#'.repeat(full)}${'.'.repeat(BAR_CELLS - full)}] ${amountText(progress)}`;
}

function amountText(progress: Progress): string {
  const share = shareOf(progress);
  const percent = share === undefined ? undefined : `${Math.floor(share * 100)} %`;
  if (progress.unit === 'percent') return percent ?? '';
  const all = progress.total === undefined ? '' : ` of ${megabytes(progress.total)}`;
  const bytes = `${megabytes(progress.done)}${all} MB`;
  return percent === undefined ? bytes : `${percent}, ${bytes}`;
}

function shareOf({ done, total }: Progress): number | undefined {
  return total === undefined || total <= 0 ? undefined : Math.min(1, Math.max(0, done / total));
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
