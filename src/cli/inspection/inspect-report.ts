// An inspected model as text for people.
import { harmless, harmlessWithin } from '../../harmless-text.js';
import type { Conversion } from '../../model/model.js';
import { boxed, bytesOf, grouped, percent, table, threeDigits, widestOf } from '../report/format.js';
import type { Inspection } from './inspect-model.js';

/** Of a description, a licence, a source of data. */
const MOST_TEXT_CHARACTERS = 2000;
/** Longer names of figures stand out of their column. */
const NAME_CHARACTERS = 40;

export function inspectReport(model: Inspection): string[] {
  return boxed(`${model.name}  ${bytesOf(model.bytes)}`, [
    network(model),
    costs(model),
    phrases(model),
    origin(model),
    ...(model.conversion ? [conversionOf(model.conversion)] : []),
    [`golden vector  ${goldenOf(model)}`],
  ]);
}

/** A vector that this program made itself says nothing of the original. */
function goldenOf({ golden, conversion }: Inspection): string {
  if (golden === 'absent') return 'none in the file';
  if (conversion?.golden !== 'converted') return '✓ comes out';
  return `comes out, but was made by this program from ${conversion.evidence === 'layers' ? "the 'layers' that were told" : 'the assumptions'}, not by the original`;
}

const EVIDENCE: Readonly<Record<Conversion['evidence'], string>> = {
  original: 'the original on onnxruntime-web',
  'onnx-beside': 'the ONNX export beside it, on onnxruntime-web',
  example: 'inputs and outputs of the original',
  layers: "nothing of the original: its network is as 'layers' say",
  assumptions: 'nothing of the original: its network is assumed',
};

function conversionOf({ from, evidence, assumed }: Conversion): string[] {
  return pairs([
    ['converted from', from],
    ['held to', EVIDENCE[evidence]],
    ...assumed.map((assumption): [string, string] => ['assumed', assumption]),
  ]);
}

function network({ frontEnd, layers, parameters }: Inspection): string[] {
  const rows = layers.map(({ name, kind, shape, parameters }) => [`${name} (${kind})`, shape, grouped(parameters)]);
  return table([
    ['layer', 'shape', 'parameters'],
    [`${frontEnd.kind} at ${grouped(frontEnd.sampleRate)} Hz`, frontEndInWords(frontEnd), ''],
    ...rows,
    ['all', '', grouped(parameters)],
  ]);
}

function frontEndInWords(spec: Inspection['frontEnd']): string {
  if (spec.kind === 'raw') return `${spec.windowSamples} samples${spec.scale === 1 ? '' : ` times ${spec.scale}`}`;
  const bands = `${spec.bands} bands, ${spec.minHz} to ${spec.maxHz} Hz`;
  if (spec.kind === 'log-mel') return bands;
  const statistics = spec.standardize ? `, ${spec.standardize.kind} statistics` : '';
  const of = spec.dct ? `${spec.dct.coefficients} coefficients of ${bands}` : bands;
  return `${of}, ${spec.mel} mel, ${spec.spectrum}${statistics}`;
}

function costs(model: Inspection): string[] {
  const { hopMs, windowMs, resamplerDelayMs, lookAheadMs, macsPerStep, macsPerSecond } = model;
  const work =
    macsPerStep === null || macsPerSecond === null
      ? 'made by onnxruntime-web, the second engine, which does not count it'
      : `${grouped(macsPerStep)} multiply-adds, ${threeDigits(macsPerSecond / 1e6)} million a second`;
  return pairs([
    ['one step', work],
    [
      'hop',
      `${threeDigits(hopMs)} ms: a prediction every ${threeDigits(hopMs)} ms, over a window of ${threeDigits(windowMs)} ms`,
    ],
    [
      'look-ahead',
      `${lookAheadMs === 0 ? 0 : threeDigits(lookAheadMs)} ms${resamplerDelayMs === null ? '' : `; a source of 48 kHz adds ${threeDigits(resamplerDelayMs)} ms to be resampled`}`,
    ],
    [
      'a stream',
      `${bytesOf(model.stateBytes)} of state${model.stateBytesAt48kHz === null ? '' : `, ${bytesOf(model.stateBytesAt48kHz)} at 48 kHz`}`,
    ],
  ]);
}

function phrases({ labels, detector }: Inspection): string[] {
  const cell = (value: number | undefined) => (value === undefined ? '-' : value.toFixed(3));
  const lag = (label: string) => (detector.lagMs === undefined ? [] : [`${Math.round(detector.lagMs[label] ?? 0)} ms`]);
  const { smoothingMs, minDurationMs, refractoryMs } = detector;
  return [
    ...table([
      ['phrase', 'enter', 'exit', ...(detector.lagMs === undefined ? [] : ['heard after'])],
      ...labels
        .slice(1)
        .map((label) => [label, cell(detector.enter[label]), cell(detector.exit[label]), ...lag(label)]),
    ]),
    `smoothing ${smoothingMs} ms, at least ${minDurationMs} ms long, silent for ${refractoryMs} ms after`,
  ];
}

function origin({ provenance }: Inspection): string[] {
  const { description, data, licence, trainedAt, split, seed, measured } = provenance;
  const told: [string, string | undefined][] = [
    ['description', description],
    ...(data ?? []).map((source): [string, string] => ['data', source]),
    ['licence', licence],
    ['trained', trainedAt],
    ['split', split],
    ['seed', seed === undefined ? undefined : String(seed)],
    ...Object.entries(measured ?? {}).map(([name, value]): [string, string] => [name, shown(name, value)]),
  ];
  const known = told.filter((pair): pair is [string, string] => pair[1] !== undefined);
  return known.length === 0 ? ['nothing is said of where it comes from'] : pairs(known);
}

function shown(name: string, value: number): string {
  return /accuracy|missed|share/i.test(name) ? percent(value) : grouped(value);
}

/** Names and texts; long texts go on in lines of their own. */
function pairs(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.min(NAME_CHARACTERS, widestOf(rows.map(([name]) => name)));
  return rows.flatMap(([name, text]) =>
    wrapped(harmlessWithin(text, MOST_TEXT_CHARACTERS), 72).map(
      (line, i) => `${(i === 0 ? harmless(name) : '').padEnd(width)}  ${line}`,
    ),
  );
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
