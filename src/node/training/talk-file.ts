// The made talk that a taught word is learnt against, from the package's own file.
import { readFile } from 'node:fs/promises';
import { SluiceError } from '../../errors.js';
import { type Envelopes, readTalkBank } from '../../training/teaching/talk-bank.js';

const TALK = new URL('../../talk/talk.bank', import.meta.url);

/** Rejects with SluiceError DATA_UNUSABLE where the file is missing or is another one. */
export async function readTalk(url: URL = TALK): Promise<Envelopes[]> {
  try {
    return readTalkBank(await readFile(url));
  } catch (cause) {
    if (cause instanceof SluiceError) throw cause;
    throw new SluiceError(
      'DATA_UNUSABLE',
      `Cannot read the talk to teach against from ${url.pathname}: ${String(cause)}`,
      {
        cause,
      },
    );
  }
}
