// A canvas that knows its size on the page and the pixels of the screen.

export class Surface {
  readonly context: CanvasRenderingContext2D;
  /** Size in CSS pixels. */
  width = 0;
  height = 0;
  readonly #canvas: HTMLCanvasElement;

  /** `resized`: called when the picture must be drawn again. `signal`: stops observing the canvas. */
  constructor(canvas: HTMLCanvasElement, resized: () => void, signal?: AbortSignal) {
    const context = canvas.getContext('2d');
    if (context === null) throw new TypeError('This browser gives no canvas to draw on');
    this.#canvas = canvas;
    this.context = context;
    const observer = new ResizeObserver(() => {
      this.#fit();
      resized();
    });
    observer.observe(canvas);
    signal?.addEventListener('abort', () => observer.disconnect());
    this.#fit();
  }

  clear(): void {
    this.context.clearRect(0, 0, this.width, this.height);
  }

  #fit(): void {
    const scale = devicePixelRatio;
    this.width = this.#canvas.clientWidth;
    this.height = this.#canvas.clientHeight;
    this.#canvas.width = Math.max(1, Math.round(this.width * scale));
    this.#canvas.height = Math.max(1, Math.round(this.height * scale));
    this.context.setTransform(scale, 0, 0, scale, 0, 0);
  }
}
