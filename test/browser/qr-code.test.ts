// <qr-code>: text for the camera of another device.
import { html } from 'lit';
import { expect } from 'chai';
import { generate } from 'lean-qr';
import { keyHash } from '../../web/domain/route.ts';
import type { QrCode } from '../../web/ui/qr-code.ts';
import '../../web/ui/qr-code.ts';
import { accessibilityProblems, inside, show, until } from './support.ts';

/** An address as long as those that bring a key. */
const ADDRESS = `http://192.168.178.20:7331/${keyHash(`natter1.${'Ab_9-'.repeat(56)}`)}`;
/** Light modules around the code; source: ISO/IEC 18004. */
const QUIET = 4;

const canvasOf = (code: QrCode): HTMLCanvasElement => inside(code, 'canvas', HTMLCanvasElement);

/** Waits until the generator is there and has drawn. */
async function open(text: string): Promise<QrCode> {
  const code = await show<QrCode>(html`<qr-code .text=${text} label="QR code"></qr-code>`);
  const size = generate(text).size + 2 * QUIET;
  await until('the code to be drawn', () => canvasOf(code).width === size && dark(code).flat().includes(true));
  return code;
}

/** Row by row, whether each pixel is dark. */
function dark(code: QrCode): readonly (readonly boolean[])[] {
  const { width, height } = canvasOf(code);
  const context = canvasOf(code).getContext('2d');
  if (context === null) throw new Error('The canvas cannot be drawn on.');
  const { data } = context.getImageData(0, 0, width, height);
  const lit = (x: number, y: number): number => data[(y * width + x) * 4] ?? 0;
  return Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_each, x) => lit(x, y) < 128));
}

it('draws the code of its text, one pixel a module, with a quiet zone around it', async () => {
  const expected = generate(ADDRESS);
  const pixels = dark(await open(ADDRESS));
  expect(pixels.length).to.equal(expected.size + 2 * QUIET);
  for (const [y, row] of pixels.entries()) {
    for (const [x, isDark] of row.entries()) {
      if (isDark !== expected.get(x - QUIET, y - QUIET)) expect.fail(`The module at ${x}, ${y} is wrong.`);
    }
  }
});

it('is light around the three corners a camera looks for, and dark in them', async () => {
  const pixels = dark(await open(ADDRESS));
  const last = pixels.length - 1 - QUIET;
  for (const [x, y] of [
    [QUIET, QUIET],
    [last, QUIET],
    [QUIET, last],
  ] as const) {
    expect(pixels[y]?.[x]).to.equal(true);
  }
  expect([...(pixels[0] ?? []), ...pixels.map((row) => row[0])].includes(true)).to.equal(false);
});

it('draws another code for another text', async () => {
  const code = await open(ADDRESS);
  const before = JSON.stringify(dark(code));
  code.text = ADDRESS.replace('192.168', '10.0');
  await until('the other code', () => JSON.stringify(dark(code)) !== before);
});

it('is a picture that says what it is, whatever the theme', async () => {
  const code = await open(ADDRESS);
  expect([canvasOf(code).getAttribute('role'), canvasOf(code).getAttribute('aria-label')]).to.deep.equal([
    'img',
    'QR code',
  ]);
  expect(await accessibilityProblems(code)).to.deep.equal([]);
});
