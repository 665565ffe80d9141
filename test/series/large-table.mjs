// A table of many megabytes that is nowhere: its bytes are made where they are read. Read to its end in a process with
// a small heap, which says what it read. Arguments: rows; `forwards` or `backwards`, or `long` for a table of two
// series one after the other.
import { openTable } from '#src/series/open-table.js';

const [count, way] = [Number(process.argv[2]), process.argv[3]];
const LINE = 200;
const START = Date.UTC(2024, 0, 1);

const header = way === 'long' ? 'entity_id,last_changed,state,note' : 'time,temperature,pressure,note';

function line(i) {
  if (i === 0) return header.padEnd(LINE - 1, ' ');
  if (way === 'long') {
    const half = count / 2;
    const of = (i - 1) % half;
    return `sensor.${i > half ? 'b' : 'a'},${timeText(of)},${(of % 1000) / 8},`.padEnd(LINE - 1, 'x');
  }
  const row = way === 'backwards' ? count - i : i - 1;
  return `${timeText(row)},${(row % 1000) / 8},${(row % 77) / 4},`.padEnd(LINE - 1, 'x');
}

function timeText(row) {
  return new Date(START + row * 1000).toISOString();
}

const bytes = (count + 1) * LINE;
const file = {
  name: 'large',
  bytes,
  async read(from, to) {
    const end = Math.min(to, bytes);
    const first = Math.floor(from / LINE);
    const last = Math.ceil(end / LINE);
    let text = '';
    for (let i = first; i < last; i++) text += `${line(i)}\n`;
    return new TextEncoder().encode(text).slice(from - first * LINE, end - first * LINE);
  },
};

const table = await openTable(file);
let [rows, sum, previous, ordered] = [0, 0, 0, true];
for await (const batch of table.batches()) {
  rows += batch.rows;
  for (const value of batch.values) sum += value;
  for (const time of batch.times) {
    if (time <= previous) ordered = false;
    previous = time;
  }
}
const rssMiB = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ bytes, rows, sum, ordered, spanMs: table.spanMs, rssMiB }));
