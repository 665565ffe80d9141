// File name extensions of sound files. They decide which files of a folder are taken, not how a file is read: its
// bytes decide that.

const ENDINGS: ReadonlySet<string> = new Set([
  ...['wav', 'wave', 'rf64', 'bwf', 'w64', 'flac', 'ogg', 'oga', 'opus', 'spx', 'mp3', 'mp2', 'mpga'],
  ...['aif', 'aiff', 'aifc', 'aiffc', 'au', 'snd', 'caf', 'sph', 'nist'],
  // Known and not read here: they are refused by name, which is better than to be passed over.
  ...['m4a', 'mp4', 'aac', 'm4b', '3gp', 'amr', 'awb', 'wma', 'webm', 'weba', 'mka', 'ac3', 'eac3', 'dts'],
  ...['qoa', 'wv', 'ape', 'tta', 'voc', 'gsm', 'vox', 'g722', 'ra'],
]);

/** Whether a file is called like sound. */
export function isSoundName(name: string): boolean {
  return ENDINGS.has(/\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '');
}
