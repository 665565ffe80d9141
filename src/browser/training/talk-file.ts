// The made talk that a taught word is learnt against, from the package's own file. Only a page that teaches loads it.
import { SluiceError } from '../../errors.js';
import { fetchFile } from '../../loading/fetch-file.js';
import { LOAD_TIMEOUT_MS } from '../../loading/timeout.js';
import { type Envelopes, readTalkBank } from '../../training/teaching/talk-bank.js';
import { refusedBy } from '../why-not-served.js';

// Literal, so that bundlers find the file and serve it.
const TALK = new URL('../../talk/talk.bank', import.meta.url);

/** Rejects with SluiceError DATA_UNUSABLE where the file is missing or is another one. */
export async function readTalk(url: URL = TALK): Promise<Envelopes[]> {
  try {
    const { bytes } = await fetchFile(url, { timeoutMs: LOAD_TIMEOUT_MS, refused: refusedBy(url) });
    return readTalkBank(bytes);
  } catch (cause) {
    if (cause instanceof SluiceError) throw cause;
    throw new SluiceError('DATA_UNUSABLE', `Cannot read the talk to teach against from ${url}: ${String(cause)}`, {
      cause,
    });
  }
}
