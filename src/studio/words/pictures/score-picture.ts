// The canvas behind the rows: a grid of seconds, curves, thresholds, detections and known phrases.

import type { Palette } from '../../shared/palette.js';
import type { Surface } from '../../shared/surface.js';
import type { History } from './history.js';

/** A stretch of time in a label's row. `said`: known to be there; `heard`: detected. */
export interface ScoreMark {
  readonly kind: 'said' | 'heard';
  readonly label: number;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
}

export interface ScorePicture {
  /** Label number of each row, from the top. */
  readonly order: readonly number[];
  /** (labels) Infinity where there is none. */
  readonly thresholds: Float64Array;
  readonly loudest: number;
  readonly spanMs: number;
  readonly history: History;
  readonly marks: readonly ScoreMark[];
  /** Stream time at the right edge. */
  readonly rightMs: number;
}

/** Free height at the top of a row, so that full scores of neighbours do not touch. */
const MARGIN = 4;
/** Least distance of two ticks of the time axis, CSS pixels. */
const LEAST_TICK = 42;

/** Draws everything. The surface has one row more, for the time axis. */
export function drawScores(surface: Surface, palette: Palette, picture: ScorePicture): void {
  const { context, width, height } = surface;
  const { order, rightMs, spanMs } = picture;
  const rowHeight = height / (order.length + 1);
  const x = (ms: number) => width + ((ms - rightMs) / spanMs) * width;
  surface.clear();
  drawSeconds(surface, palette, picture, height - rowHeight, x);
  order.forEach((label, row) => {
    const bottom = (row + 1) * rowHeight;
    const scale = rowHeight - MARGIN;
    drawMarks(context, palette, picture, label, bottom, rowHeight, x);
    drawCurve(context, palette, picture, label, bottom, scale, x);
    drawThreshold(context, palette, picture.thresholds[label] ?? 1, bottom, scale, width);
    context.fillStyle = palette.line;
    context.fillRect(0, bottom - 0.5, width, 1);
  });
}

type ToX = (ms: number) => number;

function drawSeconds(surface: Surface, palette: Palette, picture: ScorePicture, bottom: number, x: ToX): void {
  const { context, width, height } = surface;
  const first = Math.max(0, Math.ceil((picture.rightMs - picture.spanMs) / 1000));
  context.font = palette.mono;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const every = Math.ceil((LEAST_TICK * picture.spanMs) / 1000 / width);
  for (let second = first; second * 1000 <= picture.rightMs; second++) {
    if (second % every !== 0) continue;
    const at = x(second * 1000);
    context.fillStyle = palette.line;
    context.fillRect(at, 0, 1, bottom);
    context.fillStyle = palette.soft;
    if (at > 14 && at < width - 14) context.fillText(`${second} s`, at, (bottom + height) / 2 + 1);
  }
}

function drawCurve(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { history, rightMs, spanMs, thresholds, loudest }: ScorePicture,
  label: number,
  bottom: number,
  scale: number,
  x: ToX,
): void {
  const threshold = thresholds[label] ?? 1;
  context.beginPath();
  let open = false;
  let peak = 0;
  let previous = x(rightMs);
  const close = () => {
    context.lineTo(previous, bottom);
    open = false;
  };
  for (let back = 0; back < history.length; back++) {
    const endsAtMs = history.endsAtMs(back);
    if (endsAtMs > rightMs) continue;
    if (endsAtMs < rightMs - spanMs) break;
    const at = x(endsAtMs);
    if (!open) context.moveTo(at, bottom);
    open = true;
    const score = history.value(back, label);
    peak = Math.max(peak, score);
    context.lineTo(at, bottom - score * scale);
    previous = at;
    if (history.gapBefore(back)) close();
  }
  if (open) close();
  if (peak < 0.01) return;
  const below = label === 0 ? palette.line : label === loudest ? palette.ink : palette.soft;
  context.fillStyle = peak < threshold ? below : twoTone(context, palette.accent, below, threshold, bottom, scale);
  context.fill();
}

// One colour above the threshold, another below.
function twoTone(
  context: CanvasRenderingContext2D,
  above: string,
  below: string,
  threshold: number,
  bottom: number,
  scale: number,
): CanvasGradient {
  const gradient = context.createLinearGradient(0, bottom, 0, bottom - scale);
  for (const [place, colour] of [
    [0, below],
    [threshold, below],
    [threshold, above],
    [1, above],
  ] as const) {
    gradient.addColorStop(place, colour);
  }
  return gradient;
}

function drawThreshold(
  context: CanvasRenderingContext2D,
  palette: Palette,
  threshold: number,
  bottom: number,
  scale: number,
  width: number,
): void {
  if (!(threshold <= 1)) return;
  context.strokeStyle = palette.soft;
  context.globalAlpha = 0.4;
  context.setLineDash([2, 4]);
  context.beginPath();
  context.moveTo(0, bottom - threshold * scale);
  context.lineTo(width, bottom - threshold * scale);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function drawMarks(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { marks, rightMs, spanMs }: ScorePicture,
  label: number,
  bottom: number,
  rowHeight: number,
  x: ToX,
): void {
  for (const mark of marks) {
    if (mark.label !== label || mark.endsAtMs < rightMs - spanMs || mark.startsAtMs > rightMs) continue;
    const from = x(mark.startsAtMs);
    const box = [from, bottom - rowHeight + 2, x(mark.endsAtMs) - from, rowHeight - 4] as const;
    context.beginPath();
    context.roundRect(...box, 4);
    if (mark.kind === 'heard') {
      context.fillStyle = palette.accent;
      context.globalAlpha = 0.35;
      context.fill();
      context.globalAlpha = 1;
    } else {
      context.strokeStyle = palette.said;
      context.lineWidth = 1.5;
      context.stroke();
      context.lineWidth = 1;
    }
  }
}
