// Sounds that cannot be read: one sentence with what was received and what mends it.
import { SluiceError } from '../errors.js';

/** What was received, in a clause. */
export function unreadable(name: string, received: string, cause?: unknown): SluiceError {
  const options = cause === undefined ? {} : { cause };
  return new SluiceError('AUDIO_UNREADABLE', `Cannot read ${name} as audio: received ${received}`, options);
}

/** A codec or container that is known and not read here. `what`: `AAC in MP4`. */
export function notRead(name: string, what: string): SluiceError {
  return unreadable(
    name,
    `${what}, which is not read here; convert it first: ${conversion(name, ONLY_SOX.test(what) ? 'sox' : 'ffmpeg -i')}`,
  );
}

/** A codec that another package would decode. `install`: what to type after `npm install`. */
export function notInstalled(name: string, what: string, install: string, licence: string): SluiceError {
  const ways = `npm install ${install} (${licence}), or convert it: ${conversion(name, 'ffmpeg -i')}`;
  return unreadable(name, `${what}, whose decoder is not installed: ${ways}`);
}

/** Formats that ffmpeg does not read and sox does. */
const ONLY_SOX =
  /^(CVSD|DVMS|FastTracker|HTK|IMA ADPCM without|LPC-10|MATLAB|Psion Record|SampleVision|Sounder|Yamaha TX|Dialogic ADPCM without)/;

function conversion(name: string, program: string): string {
  const quoted = (file: string) => (/^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`);
  const rate = program === 'sox' ? '-r 16000' : '-ar 16000';
  return `${program} ${quoted(name)} ${rate} ${quoted(`${name.replace(/\.[^./]*$/, '')}-16k.wav`)}`;
}
