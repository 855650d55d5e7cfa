// @ts-check
// Finds the Chrome or Chromium the tests drive, or installs one with what the platform offers, or says what to run.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge'];

const USUAL_PLACES = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    join(homedir(), 'Applications/Google Chrome.app/Contents/MacOS/Google Chrome'),
  ],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].map((variable) =>
    join(process.env[variable] ?? 'C:\\', 'Google\\Chrome\\Application\\chrome.exe'),
  ),
};

/** There is no browser to test with; the message says what to do. */
export class NoBrowserError extends Error {}

/**
 * @returns {Promise<string>} the path of a browser
 * @throws {NoBrowserError} if there is none to be had
 */
export async function ensureChromium() {
  const found = fromEnvironment() ?? onPath() ?? inUsualPlaces() ?? (await fromPlaywright());
  if (found !== undefined) return found;
  const aptAsRoot = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  process.stdout.write('The browser tests need Chrome or Chromium; installing one …\n');
  if (aptAsRoot) installWithApt();
  if (onPath() === undefined) {
    tryRun(process.execPath, [join('node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium']);
  }
  const installed = onPath() ?? (await fromPlaywright());
  if (installed !== undefined) return installed;
  throw new NoBrowserError(
    'No Chrome or Chromium could be installed. Install one (Debian, Ubuntu: sudo apt-get install chromium),\n' +
      'or say where it is: CHROME_PATH=/path/to/chrome npm test',
  );
}

function fromEnvironment() {
  const path = process.env['CHROME_PATH'];
  if (path === undefined || path === '') return undefined;
  if (isProgram(path)) return path;
  throw new NoBrowserError(`CHROME_PATH=${path} is no program that can be run.`);
}

function onPath() {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isProgram);
}

function inUsualPlaces() {
  const places = process.platform === 'darwin' || process.platform === 'win32' ? USUAL_PLACES[process.platform] : [];
  return places.find(isProgram);
}

async function fromPlaywright() {
  const { chromium } = await import('playwright-core');
  const path = chromium.executablePath();
  return isProgram(path) ? path : undefined;
}

function installWithApt() {
  tryRun('apt-get', ['update', '-qq']);
  tryRun('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-color-emoji']);
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
function tryRun(command, args) {
  spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

/**
 * Whether it runs: Ubuntu has a `chromium` that is only a hint where to find one.
 * @param {string} path
 */
function isProgram(path) {
  if (!existsSync(path)) return false;
  if (process.platform === 'win32') return true; // there it would open a window
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 10_000 }).status === 0;
}
