// The colours of the pictures, read from the style sheet, which alone decides light and dark.

/**
 * Colours for canvases. `heat` and `diverging`: 256 pixels for the values 0 to 255, in the layout of ImageData; 0 is
 * transparent.
 */
export interface Palette {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly said: string;
  readonly bad: string;
  readonly heat: Uint32Array;
  readonly diverging: Uint32Array;
  readonly mono: string;
}

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const value = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: value('ink'),
    soft: value('soft'),
    line: value('line'),
    accent: value('accent'),
    accentSoft: value('accent-soft'),
    said: value('said'),
    bad: value('bad'),
    heat: ramp(value('heat').split(/\s+/)),
    diverging: ramp(value('diverging').split(/\s+/)),
    mono: `11px ${value('sans')}`,
  };
}

/** Calls back when the colour scheme changes. `signal`: stops that. */
export function onPaletteChange(handle: () => void, signal?: AbortSignal): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', handle, signal === undefined ? {} : { signal });
}

// Straight lines between the stops, given as #rrggbb.
function ramp(stops: readonly string[]): Uint32Array {
  const colours = stops.map((stop) => [1, 3, 5].map((at) => Number.parseInt(stop.slice(at, at + 2), 16)));
  const pixels = new Uint32Array(256);
  const bytes = new DataView(pixels.buffer);
  for (let value = 1; value < 256; value++) {
    const place = ((value - 1) / 254) * (colours.length - 1);
    const from = Math.min(colours.length - 2, Math.floor(place));
    const mix = (channel: number) => {
      const [a = 0, b = 0] = [colours[from]?.[channel], colours[from + 1]?.[channel]];
      return Math.round(a + (b - a) * (place - from));
    };
    for (const channel of [0, 1, 2]) bytes.setUint8(value * 4 + channel, mix(channel));
    bytes.setUint8(value * 4 + 3, 255);
  }
  return pixels;
}
