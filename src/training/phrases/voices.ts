// What a synthesizer is to training: named voices that say texts. Which there are on a machine: src/node/voices.

/** One voice of one synthesizer. */
export interface Voice {
  /** As the synthesizer calls it. */
  readonly name: string;
  /**
   * Whose voice it is. Two synthesizers may speak with recordings of one person: these are one speaker, and never on
   * both sides of a split.
   */
  readonly speaker: string;
}

/** How a text is said. Factors are of the voice's own manner. */
export interface Utterance {
  readonly text: string;
  /** Phonemes of ARPABET to say instead; only for a synthesizer with `speaksSounds`. */
  readonly sounds?: readonly string[];
  readonly voice: string;
  /** One of the synthesizer's accents; without: the voice's own. */
  readonly accent?: string;
  /** 1.2 is faster. */
  readonly rate: number;
  /** 1.2 is higher. */
  readonly pitch: number;
}

export interface Spoken {
  /** Mono, -1 to 1. */
  readonly samples: Float32Array;
  /** Hz. */
  readonly sampleRate: number;
}

/** What speaks. */
export interface Synthesizer {
  readonly name: string;
  /** Changes where the same utterance would sound otherwise: part of the key under which sound is kept. */
  readonly version: string;
  /** What a person should know of it: where it comes from, its licence. */
  readonly about: string;
  readonly voices: readonly Voice[];
  readonly accents: readonly string[];
  readonly speaksSounds: boolean;
  /** Its part among all synthesizers: better ones speak more often. */
  readonly weight: number;
  /** Rejects with an error in words. Several may be under way. */
  speak(utterance: Utterance): Promise<Spoken>;
  /** Phonemes of ARPABET of a text. Without: it does not tell them. */
  sounds?(text: string): Promise<string[]>;
  close(): Promise<void>;
}
