// Names sound that is not read here by its first bytes, and files that are no sound at all, so that a refusal can
// name them.
import { letters, viewOf } from '../bits.js';

/** How many bytes are looked at, for the codec within a container. */
const SEARCHED = 65_536;

/**
 * Sound that is known and not read here, as `AAC in MP4`; undefined where nothing is known. `bytes`: the beginning,
 * as much as is at hand.
 */
export function knownSound(bytes: Uint8Array): string | undefined {
  const start = bytes.subarray(0, SEARCHED);
  for (const [name, begins] of SOUNDS) {
    const found = typeof begins === 'function' ? begins(start) : startsWith(start, begins);
    if (found) return name;
  }
  return mp4(start) ?? matroska(start) ?? asf(start);
}

/** What is no sound at all: `an HTML page`; undefined where that is not known. */
export function knownOther(bytes: Uint8Array): string | undefined {
  const text = letters(bytes, 0, 64).trimStart().toLowerCase();
  if (text.startsWith('<!doctype') || text.startsWith('<html')) return 'an HTML page';
  if (text.startsWith('version https://git-lfs')) return "a pointer of Git LFS: 'git lfs pull' brings the file";
  if (text.startsWith('<?xml')) return 'an XML file';
  return OTHERS.find(([, begins]) => startsWith(bytes, begins))?.[0] ?? (isText(bytes) ? 'text' : undefined);
}

/** Whether all of the beginning is letters, digits and the like. */
function isText(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, 1024);
  return start.length > 0 && start.every((byte) => (byte >= 0x20 && byte < 0x7f) || (byte >= 9 && byte <= 13));
}

type Begins = string | ((bytes: Uint8Array) => boolean);

function isIrcam(bytes: Uint8Array): boolean {
  if (bytes.length < 4) return false;
  const [little, big] = [viewOf(bytes).getUint32(0, true), viewOf(bytes).getUint32(0)];
  return [little, big].some((word) => (word & 0xff00ffff) === 0x0000a364 && word >>> 16 >= 1 && word >>> 16 <= 4);
}

const form = (kind: string) => (bytes: Uint8Array) => letters(bytes, 0) === 'FORM' && letters(bytes, 8) === kind;

const SOUNDS: readonly (readonly [string, Begins])[] = [
  ['8SVX (IFF)', form('8SVX')],
  ['16SV (IFF)', form('16SV')],
  ['MAUD (IFF)', form('MAUD')],
  ['AMR-WB', '#!AMR-WB'],
  ['AMR-NB', '#!AMR'],
  ['Monkey’s Audio', 'MAC '],
  ['WavPack', 'wvpk'],
  ['True Audio (TTA)', 'TTA1'],
  ['True Audio 2 (TTA)', 'TTA2'],
  ['Musepack', 'MPCK'],
  ['Musepack', 'MP+'],
  ['OptimFROG', 'OFR '],
  ['Shorten', 'ajkg'],
  ['Quite OK Audio (QOA)', 'qoaf'],
  ['DSD (DSF)', 'DSD '],
  ['DSD (DFF)', 'FRM8'],
  ['Codec 2', '\xc0\xde\xc2'],
  ['RealAudio', '.RMF'],
  ['RealAudio', '.ra\xfd'],
  ['Creative Voice (VOC)', 'Creative Voice File'],
  ['Amiga AVR', '2BIT'],
  ['IRCAM (BICSF)', isIrcam],
  ['SoX native', '.SoX'],
  ['SoX native', 'XoS.'],
  ['Portable Voice Format (PVF)', 'PVF1'],
  ['Portable Voice Format (PVF)', 'PVF2'],
  ['Ensoniq PARIS', ' paf'],
  ['Ensoniq PARIS', 'fap '],
  ['Psion A-law (WVE)', 'ALawSoundFile**'],
  ['SampleVision (SMP)', 'SOUND SAMPLE DATA '],
  ['Sounder (SNDT)', 'SOUND\x1a'],
  ['FastTracker instrument (XI)', 'Extended Instrument'],
  ['Yamaha TX-16W', 'LM8953'],
  ['MIDI Sample Dump (SDS)', (bytes) => startsWith(bytes, '\xf0\x7e') && bytes[3] === 1],
  ['HCOM (Macintosh)', (bytes) => letters(bytes, 65) === 'FSSD'],
  ['Psion Record (PRC)', '7\0\0\x10'],
  ['MATLAB 5', 'MATLAB 5.0'],
  ['MATLAB 4', (bytes) => letters(bytes, 20, 10) === 'samplerate'],
  ['AVI', (bytes) => letters(bytes, 0) === 'RIFF' && letters(bytes, 8) === 'AVI '],
  ['FLV', 'FLV\x01'],
  ['MXF', '\x06\x0e\x2b\x34'],
  ['NUT', 'nut/multimedia'],
  ['Sony OpenMG (OMA)', 'EA3'],
  ['MPEG program stream', '\0\0\x01\xba'],
  ['MIDI (notes, no sound)', 'MThd'],
  ['MPEG transport stream', (bytes) => [0, 188, 376].every((at) => bytes[at] === 0x47)],
  ['tracker module', (bytes) => letters(bytes, 0, 17) === 'Extended Module: ' || letters(bytes, 1080) === 'M.K.'],
];

const OTHERS: readonly (readonly [string, string])[] = [
  ['a ZIP archive', 'PK\x03\x04'],
  ['a gzip archive', '\x1f\x8b'],
  ['a 7-Zip archive', '7z\xbc\xaf'],
  ['a PDF document', '%PDF'],
  ['a PNG picture', '\x89PNG'],
  ['a JPEG picture', '\xff\xd8\xff'],
  ['a GIF picture', 'GIF8'],
  ['a NumPy array: write it as WAV', '\x93NUMPY'],
  ['an SQLite database', 'SQLite format 3'],
  ['a program', '\x7fELF'],
];

/** Files that say nothing of themselves, by the endings that people give them. */
const HEADERLESS: Readonly<Record<string, string>> = {
  al: 'A-law',
  cvs: 'CVSD',
  cvsd: 'CVSD',
  dvms: 'DVMS (CVSD)',
  g722: 'G.722',
  g723: 'G.723',
  g726: 'G.726 ADPCM',
  gsm: 'GSM 6.10',
  ima: 'IMA ADPCM',
  lpc10: 'LPC-10',
  sndr: 'Sounder',
  ul: 'mu-law',
  vox: 'Dialogic ADPCM',
};

/** What a file that says nothing of itself is called to be; undefined where its name says nothing either. */
export function knownEnding(name: string): string | undefined {
  return HEADERLESS[/\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''];
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return letters(bytes, 0, text.length) === text;
}

const MP4_CODECS: Readonly<Record<string, string>> = {
  mp4a: 'AAC',
  alac: 'Apple Lossless',
  'ac-3': 'AC-3',
  'ec-3': 'E-AC-3',
  Opus: 'Opus',
  fLaC: 'FLAC',
  samr: 'AMR-NB',
  sawb: 'AMR-WB',
  '.mp3': 'MP3',
  lpcm: 'PCM',
  sowt: 'PCM',
  twos: 'PCM',
  in24: 'PCM',
  in32: 'PCM',
  fl32: 'float PCM',
  ulaw: 'mu-law',
  alaw: 'A-law',
  ima4: 'IMA ADPCM',
  dtsc: 'DTS',
};

function mp4(bytes: Uint8Array): string | undefined {
  if (!['ftyp', 'moov', 'wide', 'mdat', 'free'].includes(letters(bytes, 4))) return undefined;
  const container = letters(bytes, 8) === 'qt  ' ? 'QuickTime' : letters(bytes, 8, 3) === '3gp' ? '3GP' : 'MP4';
  const text = latin1(bytes);
  for (let at = text.indexOf('stsd'); at >= 0; at = text.indexOf('stsd', at + 4)) {
    const codec = MP4_CODECS[text.slice(at + 16, at + 20)];
    if (codec !== undefined) return `${codec} in ${container}`;
  }
  return `${container} (AAC, most likely)`;
}

const MATROSKA_CODECS: readonly (readonly [string, string])[] = [
  ['A_OPUS', 'Opus'],
  ['A_VORBIS', 'Vorbis'],
  ['A_AAC', 'AAC'],
  ['A_FLAC', 'FLAC'],
  ['A_MPEG/L3', 'MP3'],
  ['A_MPEG/L2', 'MPEG Layer II'],
  ['A_AC3', 'AC-3'],
  ['A_EAC3', 'E-AC-3'],
  ['A_DTS', 'DTS'],
  ['A_ALAC', 'Apple Lossless'],
  ['A_PCM', 'PCM'],
  ['A_WAVPACK4', 'WavPack'],
  ['A_TTA1', 'True Audio'],
];

function matroska(bytes: Uint8Array): string | undefined {
  if (!startsWith(bytes, '\x1a\x45\xdf\xa3')) return undefined;
  const text = latin1(bytes);
  const container = text.includes('webm') ? 'WebM' : 'Matroska';
  const codec = MATROSKA_CODECS.find(([id]) => text.includes(id));
  return codec === undefined ? `${container} without sound` : `${codec[1]} in ${container}`;
}

function asf(bytes: Uint8Array): string | undefined {
  return startsWith(bytes, '\x30\x26\xb2\x75\x8e\x66\xcf\x11') ? 'Windows Media Audio (WMA)' : undefined;
}

/**
 * Codecs that are written without any container, by the few bits that their frames begin with. Samples may begin so
 * too: ask only about what is known not to be raw PCM.
 */
export function knownFrames(bytes: Uint8Array, size: number | undefined): string | undefined {
  if (bytes.length < 16) return undefined;
  const view = viewOf(bytes);
  if (view.getUint16(10) === 0 && view.getUint32(0) * view.getUint16(8) + 12 === size) return 'HTK waveform';
  const word = view.getUint32(0);
  if (word >>> 20 === 0xfff && (word & 0x60000) === 0) {
    const size = (((bytes[3] as number) & 3) << 11) | ((bytes[4] as number) << 3) | ((bytes[5] as number) >> 5);
    if (size > 7 && (size >= bytes.length || (bytes[size] === 0xff && ((bytes[size + 1] as number) & 0xf6) === 0xf0))) {
      return 'AAC (ADTS)';
    }
  }
  if (word >>> 16 === 0x0b77) return (bytes[5] as number) >> 3 > 10 ? 'E-AC-3' : 'AC-3';
  if (word === 0x7ffe8001 || word === 0xfe7f0180 || word === 0x1fffe800 || word === 0xff1f00e8) return 'DTS';
  if (word >>> 21 === 0x2b7) return 'AAC (LATM)';
  if (view.getUint32(4) >>> 1 === 0xf8726fba >>> 1) return 'Dolby TrueHD (MLP)';
  if (bytes[0] === 0x9c && ((bytes[1] as number) & 1) === 1 && bytes.length > 64) return 'SBC';
  return undefined;
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}
