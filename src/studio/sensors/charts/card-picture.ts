// The picture of a card: a curve for each channel on the band of expected values, and a strip below with the severity
// of each row. As many points are drawn as there are pixels, however many rows there are.
import type { Palette } from '../../shared/palette.js';
import type { Surface } from '../../shared/surface.js';
import type { Track } from '../track.js';
import { BAND_SPREADS, rangeOf, type Shown } from './window.js';

export interface CardPicture {
  readonly track: Track;
  readonly shown: Shown;
  /** Channels that have a curve. */
  readonly channels: readonly number[];
  /** Height of a curve, CSS pixels. What remains is the strip's. */
  readonly curveHeight: number;
  /** Whether the stream has learnt what is normal. */
  readonly settled: boolean;
}

/** Severity 3: one normal row in a thousand. The strip has a line there, and its bars are full at twice this. */
const SEVERE = 3;
/** From this severity on a row is unusual. */
const UNUSUAL_SEVERITY = 2;

export function drawCard(surface: Surface, palette: Palette, picture: CardPicture): void {
  surface.clear();
  picture.channels.forEach((channel, curve) => {
    drawCurve(surface, palette, picture, channel, curve * picture.curveHeight);
  });
  drawStrip(surface, palette, picture, picture.channels.length * picture.curveHeight + 3);
}

function drawCurve(surface: Surface, palette: Palette, picture: CardPicture, channel: number, top: number): void {
  const { context, width } = surface;
  const { track, shown, curveHeight, settled } = picture;
  const [low, high] = rangeOf(track, channel, shown);
  const y = (value: number) => top + curveHeight - 3 - ((value - low) / (high - low)) * (curveHeight - 6);
  const x = (row: number) => placeOf(track.timeMs(row), shown, width);
  const stride = Math.max(1, Math.floor((shown.to - shown.from) / Math.max(1, width)));
  context.save();
  context.beginPath();
  context.rect(0, top, width, curveHeight);
  context.clip();
  drawBand(context, palette, picture, channel, stride, x, y);
  context.beginPath();
  for (let row = shown.from; row < shown.to; row += stride) {
    const at = stride === 1 ? row : farthest(track, channel, row, Math.min(shown.to, row + stride));
    context.lineTo(x(at), y(track.value(at, channel)));
  }
  context.lineJoin = 'round';
  context.lineWidth = 1.3;
  context.strokeStyle = settled ? palette.accent : palette.soft;
  context.stroke();
  context.fillStyle = palette.bad;
  for (let row = shown.from; row < shown.to; row++) {
    if (track.alarmCause(row) !== channel) continue;
    context.beginPath();
    context.arc(x(row), y(track.value(row, channel)), 2.6, 0, 2 * Math.PI);
    context.fill();
  }
  context.restore();
  context.fillStyle = palette.line;
  context.fillRect(0, top + curveHeight - 0.5, width, 0.5);
}

type Place = (of: number) => number;

function drawBand(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { track, shown }: CardPicture,
  channel: number,
  stride: number,
  x: Place,
  y: Place,
): void {
  context.beginPath();
  for (let row = shown.from; row < shown.to; row += stride) {
    const forecast = track.forecast(row, channel);
    if (!Number.isNaN(forecast)) context.lineTo(x(row), y(forecast + BAND_SPREADS * track.spread(row, channel)));
  }
  for (let row = shown.to - 1; row >= shown.from; row -= stride) {
    const forecast = track.forecast(row, channel);
    if (!Number.isNaN(forecast)) context.lineTo(x(row), y(forecast - BAND_SPREADS * track.spread(row, channel)));
  }
  context.fillStyle = palette.accentSoft;
  context.fill();
}

function drawStrip(surface: Surface, palette: Palette, picture: CardPicture, top: number): void {
  const { track, shown, settled } = picture;
  const { context, width, height } = surface;
  const full = height - top;
  context.fillStyle = palette.line;
  context.fillRect(0, height - full / 2, width, 0.5);
  const bars = new Map<number, number>();
  const alarms = new Set<number>();
  for (let row = shown.from; row < shown.to; row++) {
    const at = Math.floor(placeOf(track.timeMs(row), shown, width) / 2);
    bars.set(at, Math.max(bars.get(at) ?? 0, track.severity(row)));
    if (track.alarmCause(row) >= 0) alarms.add(at);
  }
  for (const [at, severity] of bars) {
    const size = Math.min(1, severity / (2 * SEVERE)) * full;
    context.fillStyle = settled ? colourOf(severity, alarms.has(at), palette) : palette.line;
    context.fillRect(at * 2, height - size, 1.5, size);
  }
}

function colourOf(severity: number, isAlarm: boolean, { bad, said, soft }: Palette): string {
  if (isAlarm) return bad;
  return severity >= UNUSUAL_SEVERITY ? said : soft;
}

function placeOf(timeMs: number, { leftMs, rightMs }: Shown, width: number): number {
  return ((timeMs - leftMs) / (rightMs - leftMs || 1)) * (width - 3);
}

/** Of the rows that share a pixel, the one that is farthest from the first, so that outliers are visible. */
function farthest(track: Track, channel: number, from: number, to: number): number {
  const first = track.value(from, channel);
  let found = from;
  for (let row = from + 1; row < to; row++) {
    const apart = Math.abs(track.value(row, channel) - first);
    if (apart > Math.abs(track.value(found, channel) - first)) found = row;
  }
  return found;
}
