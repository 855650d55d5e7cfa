// <qr-code>: text for the camera of another device. The generator is loaded when the first one is shown.
import { css, html, LitElement } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';

@customElement('qr-code')
export class QrCode extends LitElement {
  /* Dark on light in every theme: many cameras read nothing else. */
  static override styles = css`
    :host {
      display: block;
    }

    canvas {
      display: block;
      width: 100%;
      aspect-ratio: 1;
      border-radius: var(--radius-m);
      background: white;
      image-rendering: pixelated;
    }
  `;

  @property() text = '';
  @property() label = '';
  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  override render(): TemplateResult {
    return html`<canvas role="img" aria-label=${this.label}></canvas>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('text') && this.text !== '') void this.#draw();
  }

  async #draw(): Promise<void> {
    const { generate } = await import('lean-qr');
    generate(this.text).toCanvas(this.canvas, { on: [0, 0, 0], off: [255, 255, 255], pad: 4 });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'qr-code': QrCode;
  }
}
