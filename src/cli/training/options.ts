// What `sluice train keywords` was asked for, after its defaults were set.
import type { Precision } from '../../model/file/safetensors.js';

export interface TrainKeywordsOptions {
  readonly out: string;
  readonly noise: string[];
  readonly talk: string[];
  readonly labels?: string[];
  readonly exclude?: RegExp;
  readonly channel: number | 'mix';
  readonly gain: number;
  readonly speaker?: RegExp;
  readonly name: string;
  readonly cell: 'gru' | 'lstm' | 'rnn';
  readonly hidden: number;
  readonly layers: number;
  readonly bands: number;
  readonly hop: number;
  readonly window: number;
  readonly epochs: number;
  readonly learningRate: number;
  readonly patience: number;
  readonly validation: number;
  readonly test: number;
  readonly threads: number;
  readonly seed: number;
  readonly falseAccepts: number;
  readonly hours: number;
  readonly precision: Precision;
  readonly data?: string[];
  readonly licence?: string;
  readonly resume: boolean;
  readonly json: boolean;
}

/** What concerns synthetic voices. */
export interface VoiceOptions {
  /** Names of synthesizers. @default all that are found */
  readonly voices?: string[];
  readonly piper?: string;
  readonly piperVoice: string[];
  readonly cache?: string;
}

/** Phrases from text. */
export interface PhraseOptions extends VoiceOptions {
  readonly phrase: string[];
  readonly clips: number;
  readonly talkMinutes: number;
  /** A model file, or 'none'. @default the one that is shipped, where there is one */
  readonly base?: string;
  readonly keep: boolean;
  /** Prints the plan and ends. */
  readonly dryRun: boolean;
}

export type TrainPhrasesOptions = TrainKeywordsOptions & PhraseOptions;
