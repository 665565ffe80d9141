// Sounds that cannot be read: one sentence with what was received and what mends it.
import { SluiceError } from '../errors.js';
import type { Opening } from './layout.js';

/** What was received, in a clause. */
export function unreadable(name: string, received: string, cause?: unknown): SluiceError {
  const options = cause === undefined ? {} : { cause };
  return new SluiceError('AUDIO_UNREADABLE', `Cannot read ${name} as audio: received ${received}`, options);
}

/** What a refusal tells of its input. */
type Input = Pick<Opening, 'name' | 'path'>;

/** A codec or container that is known and not read here. `what`: `AAC in MP4`. */
export function notRead({ name, path }: Input, what: string): SluiceError {
  const program = ONLY_SOX.test(what) ? 'sox' : 'ffmpeg';
  return unreadable(name, `${what}, which is not read here; convert it first: ${conversion(path, program)}`);
}

/** A codec that another package would decode. `install`: what to type after `npm install`. */
export function notInstalled({ name, path }: Input, what: string, install: string, licence: string): SluiceError {
  const ways = `npm install ${install} (${licence}), or convert it: ${conversion(path, 'ffmpeg')}`;
  return unreadable(name, `${what}, whose decoder is not installed: ${ways}`);
}

/** Formats that ffmpeg does not read and sox does. */
const ONLY_SOX =
  /^(CVSD|DVMS|FastTracker|HTK|IMA ADPCM without|LPC-10|MATLAB|Psion Record|SampleVision|Sounder|Yamaha TX|Dialogic ADPCM without)/;

function conversion(path: string | undefined, program: 'ffmpeg' | 'sox'): string {
  const [from, to] =
    path === undefined ? ['-', '-'] : [quoted(path), quoted(`${path.replace(/\.[^./]*$/, '')}-16k.wav`)];
  if (program === 'sox') return `sox ${from} -r 16000 ${path === undefined ? '-t wav -' : to}`;
  return `ffmpeg -i ${from} -ar 16000 ${path === undefined ? '-f wav -' : to}`;
}

/** As a shell takes it for one word. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
