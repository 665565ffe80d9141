// Decides when things are drawn: at most ten times a second, only if they are visible and have changed, and a limited
// number at a time, in turn. So a thousand streams cost as much as one screen of them.
import { onPaletteChange, type Palette, readPalette } from '../../shared/palette.js';

export interface Drawable {
  readonly inSight: boolean;
  dirty: boolean;
  draw(palette: Palette): void;
}

const EVERY_MS = 100;
export const MOST_A_FRAME = 40;

/** For tests. */
export interface Drawing {
  readonly frames: number;
  readonly drawn: number;
  readonly mostAFrame: number;
}

export class Painter {
  readonly #things: Drawable[] = [];
  readonly #before: () => void;
  readonly #counts = { frames: 0, drawn: 0, mostAFrame: 0 };
  #palette = readPalette();
  #next = 0;
  #drawnAtMs = 0;

  /** `before` is called before each drawing. */
  constructor(before: () => void) {
    this.#before = before;
    onPaletteChange(() => {
      this.#palette = readPalette();
      for (const thing of this.#things) thing.dirty = true;
    });
    requestAnimationFrame((nowMs) => this.#frame(nowMs));
  }

  get drawing(): Drawing {
    return { ...this.#counts };
  }

  add(thing: Drawable): void {
    this.#things.push(thing);
  }

  remove(thing: Drawable): void {
    const at = this.#things.indexOf(thing);
    if (at >= 0) this.#things.splice(at, 1);
  }

  #frame(nowMs: number): void {
    requestAnimationFrame((next) => this.#frame(next));
    if (nowMs - this.#drawnAtMs < EVERY_MS) return;
    this.#drawnAtMs = nowMs;
    this.#before();
    let drawn = 0;
    const { length } = this.#things;
    for (let i = 0; i < length && drawn < MOST_A_FRAME; i++) {
      const thing = this.#things[this.#next++ % length] as Drawable;
      if (!thing.inSight || !thing.dirty) continue;
      thing.dirty = false;
      thing.draw(this.#palette);
      drawn++;
    }
    this.#counts.frames++;
    this.#counts.drawn += drawn;
    this.#counts.mostAFrame = Math.max(this.#counts.mostAFrame, drawn);
  }
}
