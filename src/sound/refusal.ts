// Sounds that cannot be read: one sentence with what was received and what mends it.
import { SluiceError } from '../errors.js';

/** What was received, in a clause. */
export function unreadable(name: string, received: string, cause?: unknown): SluiceError {
  const options = cause === undefined ? {} : { cause };
  return new SluiceError('AUDIO_UNREADABLE', `Cannot read ${name} as audio: received ${received}`, options);
}

/** A codec or container that is known and not read here. `what`: `AAC in MP4`. */
export function notRead(name: string, what: string): SluiceError {
  return unreadable(name, `${what}, which is not read here; convert it first: ${conversion(name)}`);
}

/** A codec that another package would decode. `install`: what to type after `npm install`. */
export function notInstalled(name: string, what: string, install: string, licence: string): SluiceError {
  const ways = `npm install ${install} (${licence}), or convert it: ${conversion(name)}`;
  return unreadable(name, `${what}, whose decoder is not installed: ${ways}`);
}

function conversion(name: string): string {
  const file = /[\s'"\\$`]/.test(name) ? `'${name.replaceAll("'", "'\\''")}'` : name;
  return `ffmpeg -i ${file} -ar 16000 ${file.replace(/(\.[^./']*)?('?)$/, '-16k.wav$2')}`;
}
