// Lines over two axes as SVG.

const WIDTH = 640;
const HEIGHT = 360;
const MARGIN = { left: 64, right: 96, top: 40, bottom: 48 };
const COLOURS = ['#c2410c', '#1d4ed8', '#15803d', '#7e22ce'];

/**
 * `lines`: { name, points: [x, y][] }[]; `logarithmic`: of the y axis. Points that a logarithm does not have are left out.
 * @param {{ title: string, x: string, y: string, logarithmic?: boolean, lines: { name: string, points: number[][] }[] }} chart
 */
export function lineChart({ title, x, y, logarithmic = false, lines }) {
  const shown = lines.map(({ name, points }) => ({
    name,
    points: points.filter(([, value = 0]) => !logarithmic || value > 0),
  }));
  const all = shown.flatMap(({ points }) => points);
  const xs = scale(
    all.map(([value]) => value),
    false,
    MARGIN.left,
    WIDTH - MARGIN.right,
  );
  const ys = scale(
    all.map(([, value]) => value),
    logarithmic,
    HEIGHT - MARGIN.bottom,
    MARGIN.top,
  );
  const parts = [
    `<text x="${WIDTH / 2}" y="22" text-anchor="middle" font-size="15" font-weight="600">${title}</text>`,
    ...xs.ticks.map((tick) => label(xs.at(tick), HEIGHT - MARGIN.bottom + 18, 'middle', number(tick))),
    ...ys.ticks.map((tick) => `${grid(ys.at(tick))}${label(MARGIN.left - 8, ys.at(tick) + 4, 'end', number(tick))}`),
    label((MARGIN.left + WIDTH - MARGIN.right) / 2, HEIGHT - 10, 'middle', x),
    `<text transform="translate(16 ${HEIGHT / 2}) rotate(-90)" text-anchor="middle">${y}</text>`,
    ...shown.flatMap(({ name, points }, i) => {
      const colour = COLOURS[i % COLOURS.length];
      const path = points
        .map(([a, b], j) => `${j === 0 ? 'M' : 'L'}${xs.at(a).toFixed(1)} ${ys.at(b).toFixed(1)}`)
        .join(' ');
      const dots =
        points.length > 30
          ? ''
          : points.map(([a, b]) => `<circle cx="${xs.at(a)}" cy="${ys.at(b)}" r="3" fill="${colour}"/>`).join('');
      const key = MARGIN.top + 16 * i;
      return [
        `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${dots}`,
        `<rect x="${WIDTH - MARGIN.right + 12}" y="${key}" width="12" height="4" fill="${colour}"/>${label(WIDTH - MARGIN.right + 30, key + 6, 'start', name)}`,
      ];
    }),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="system-ui, sans-serif" font-size="12" fill="#222"><rect width="100%" height="100%" fill="white"/>${parts.join('')}</svg>`;
}

/** From values to places between `from` and `to`, with round ticks. */
function scale(values, logarithmic, from, to) {
  const on = logarithmic ? Math.log10 : (value) => value;
  let low = Math.min(...values.map(on));
  let high = Math.max(...values.map(on));
  if (logarithmic) [low, high] = [Math.floor(low), Math.ceil(high)];
  else low = Math.min(0, low);
  if (high === low) high = low + 1;
  const at = (value) => from + ((on(value) - low) / (high - low)) * (to - from);
  if (logarithmic) {
    const every = Math.max(1, Math.ceil((high - low) / 6));
    const ticks = [];
    for (let power = low; power <= high; power += every) ticks.push(10 ** power);
    return { at, ticks };
  }
  const rough = (high - low) / 5;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * unit).find((each) => each >= rough) ?? unit;
  const ticks = [];
  for (let tick = Math.ceil(low / step) * step; tick <= high + step / 1e6; tick += step) ticks.push(tick);
  return { at, ticks };
}

function number(value) {
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-3 || size >= 1e5) ? value.toExponential(0) : String(Number(value.toPrecision(3)));
}

function label(x, y, anchor, text) {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}">${text}</text>`;
}

function grid(y) {
  return `<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y}" y2="${y}" stroke="#e5e5e5"/>`;
}
