// Who says a clip, as far as its file name tells, and in which split each clip is. A figure about people whom training
// did not hear needs both: where names do not tell who speaks, that is said with the figures.
/** A part of the data: what training learns from, what weights and thresholds are chosen by, what figures come from. */
export type Split = 'train' | 'validation' | 'test';

/** A clip's file, as its folder and name tell of it. */
export interface ClipFile {
  /** The folder that says the label. */
  readonly folder: string;
  /** A folder between that one and the file, which names the speaker; empty where there is none. */
  readonly subfolder: string;
  readonly name: string;
}

/**
 * How speakers are known. `named`: by a mark in the name, a folder each, or a pattern that the user gave; `assumed`: by
 * what stands before the number in the name; `unknown`: names do not tell. Recordings are then kept together by tens of
 * their numbers, for those in a row often are of one speaker.
 */
export type Naming = 'named' | 'assumed' | 'unknown';

export interface Speaker {
  readonly speaker: string;
  readonly naming: Naming;
}

/**
 * The speaker of each file. `pattern`: of a file's name; its first group, or all of the match, names the speaker. Names
 * that do not match are `unknown`.
 */
export function findSpeakers(files: readonly ClipFile[], pattern?: RegExp): Speaker[] {
  const prefixes = new Map<string, Set<string>>();
  for (const file of files) {
    if (markedSpeaker(file, pattern) !== null) continue;
    const known = prefixes.get(file.folder) ?? new Set();
    prefixes.set(file.folder, known.add(prefixOf(file)));
  }
  return files.map((file) => {
    const marked = markedSpeaker(file, pattern);
    if (marked !== null) return { speaker: marked, naming: 'named' };
    const prefix = prefixOf(file);
    // One prefix for all clips of a label names no speaker, or the only one there is.
    const several = (prefixes.get(file.folder)?.size ?? 0) > 1;
    if (several && prefix !== '' && pattern === undefined) return { speaker: prefix, naming: 'assumed' };
    return { speaker: recordingsByTens(file.name), naming: 'unknown' };
  });
}

function markedSpeaker({ subfolder, name }: ClipFile, pattern?: RegExp): string | null {
  if (pattern !== undefined) {
    const match = pattern.exec(name);
    return match === null ? null : (match[1] ?? match[0]);
  }
  if (subfolder !== '') return subfolder;
  // Speech Commands, and voices that examples/synthetic-voices makes.
  const mark = /([0-9a-f]{8})_nohash/.exec(name) ?? /^(synth-.+)-\d+\./.exec(name);
  return mark === null ? null : (mark[1] as string);
}

/**
 * What stands in a name beside its number, its label and its ending: `anna` of `alexa_anna-12.wav` in the folder
 * `alexa`.
 */
function prefixOf({ folder, name }: ClipFile): string {
  const label = new Set(wordsOf(folder));
  const words = wordsOf(name.replace(/\.[^.]+$/, ''));
  return words.filter((word) => !label.has(word) && !/^\d+$/.test(word)).join('-');
}

function wordsOf(name: string): string[] {
  return name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+|(?<=\p{L})(?=\d+$)/u)
    .filter(Boolean);
}

/** Recordings that belong together, where nothing is said of speakers: those of one mark, or of one ten of numbers. */
export function recordingsOf(name: string): string {
  return markedSpeaker({ folder: '', subfolder: '', name }) ?? recordingsByTens(name);
}

/** Whether a file's name says that a machine speaks. */
export function isSyntheticVoice(name: string): boolean {
  return name.startsWith('synth-');
}

function recordingsByTens(name: string): string {
  const numbered = /^(.*?)(\d*)\d\.[^.]+$/.exec(name);
  return numbered ? `${numbered[1]}${numbered[2]}x` : name;
}

/** Shares of speakers, percent, that are kept for validation and for test; the rest is for training. */
export interface Shares {
  readonly validationPercent: number;
  readonly testPercent: number;
}

/** In which split a speaker's clips are: by a hash of the name, so that it does not change as files come and go. */
export function splitOf(speaker: string, { validationPercent, testPercent }: Shares): Split {
  const place = placeOf(speaker);
  if (place < testPercent) return 'test';
  return place < testPercent + validationPercent ? 'validation' : 'train';
}

/** From 0 to 99. */
function placeOf(name: string): number {
  let hash = 2166136261; // FNV-1a
  for (const character of name) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619);
  return ((hash ^ (hash >>> 15)) >>> 0) % 100;
}

/** A clip that is to be put into a split: whose it is, and what is said in it. */
export interface SpokenClip {
  readonly speaker: string;
  readonly label: string;
  /** Unique. */
  readonly name: string;
}

/** The split of each clip, in their order, and by what they were told apart. */
export interface Splits {
  /**
   * `clip`: there are fewer speakers than splits, so a speaker is in several of them and figures say nothing of other
   * people.
   */
  readonly by: 'speaker' | 'clip';
  readonly splits: readonly Split[];
}

/**
 * Puts every speaker into one split. Where the hash leaves a label without clips to validate or to test on, though
 * enough speakers say it, one of them is moved there. With fewer speakers than splits, clips are told apart instead.
 */
export function splitClips(clips: readonly SpokenClip[], shares: Shares): Splits {
  const wanted = splitsOf(shares);
  const speakers = new Set(clips.map(({ speaker }) => speaker));
  const by = speakers.size < wanted.length ? 'clip' : 'speaker';
  const unit = ({ speaker, name }: SpokenClip) => (by === 'clip' ? name : speaker);
  const splitByUnit = new Map(clips.map((clip) => [unit(clip), splitOf(unit(clip), shares)]));
  const unitsByLabel = new Map<string, Set<string>>();
  for (const clip of clips) unitsByLabel.set(clip.label, (unitsByLabel.get(clip.label) ?? new Set()).add(unit(clip)));
  for (const split of wanted) {
    for (const units of unitsByLabel.values()) fill(split, units, splitByUnit, wanted);
  }
  return { by, splits: clips.map((clip) => splitByUnit.get(unit(clip)) as Split) };
}

function splitsOf({ validationPercent, testPercent }: Shares): Split[] {
  const splits: Split[] = [];
  if (validationPercent + testPercent < 100) splits.push('train');
  if (testPercent > 0) splits.push('test');
  if (validationPercent > 0) splits.push('validation');
  return splits;
}

/**
 * Where none of a label's units is in the split, moves one there, out of the split that has most of them. Training
 * comes first: it gets the only one. For the others there must be as many units as splits.
 */
function fill(
  split: Split,
  units: ReadonlySet<string>,
  splitByUnit: Map<string, Split>,
  wanted: readonly Split[],
): void {
  const of = (which: Split) => [...units].filter((unit) => splitByUnit.get(unit) === which);
  if (of(split).length > 0 || (split !== 'train' && units.size < wanted.length)) return;
  const fullest = wanted.map(of).reduce((most, those) => (those.length > most.length ? those : most));
  if (split !== 'train' && fullest.length < 2) return;
  const moved = fullest.reduce((first, unit) => (placeOf(unit) < placeOf(first) ? unit : first));
  splitByUnit.set(moved, split);
}
