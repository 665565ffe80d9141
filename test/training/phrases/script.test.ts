import { describe, expect, it } from 'vitest';
import { writeScript } from '#src/training/phrases/script.js';
import { says } from '#src/training/phrases/sentences.js';
import { soundsOf } from '#src/training/phrases/sounds.js';
import { spell } from '#src/training/phrases/spell.js';
import { castVoices } from '#src/training/phrases/split-voices.js';
import type { Synthesizer } from '#src/training/phrases/voices.js';

const fake = (name: string, count: number, speaksSounds: boolean): Synthesizer => ({
  name,
  version: '1',
  about: '',
  voices: Array.from({ length: count }, (_, i) => ({ name: `v${i}`, speaker: `${name}-v${i}` })),
  accents: speaksSounds ? [] : ['north', 'south'],
  speaksSounds,
  weight: 1,
  speak: () => Promise.reject(new Error('not here')),
  close: () => Promise.resolve(),
});
const synthesizers = [fake('phones', 4, true), fake('letters', 40, false)];
const phrases = ['hey garden', 'water the plants']
  .map(spell)
  .map((phrase) => ({ phrase, sounds: soundsOf(phrase.words) }));
const script = (seed = 1, of = synthesizers) =>
  writeScript({ phrases, synthesizers: of, cast: castVoices(of, seed), clips: 100, others: 300, sentences: 80, seed });

describe('writeScript()', () => {
  it('has as many lines as were asked for', () => {
    const lines = script();
    for (const { phrase } of phrases) expect(lines.filter(({ label }) => label === phrase.label)).toHaveLength(100);
    expect(lines.filter(({ role }) => role === 'other')).toHaveLength(300);
    expect(lines.filter(({ role }) => role === 'talk')).toHaveLength(80);
  });

  it('lets no speaker speak in two splits', () => {
    const splits = new Map<string, Set<string>>();
    for (const { speaker, split } of script()) splits.set(speaker, (splits.get(speaker) ?? new Set()).add(split));
    expect(splits.size).toBeGreaterThan(30);
    expect([...splits.values()].filter(({ size }) => size > 1)).toEqual([]);
  });

  it('has phrase, others and talk in every split', () => {
    const found = new Set(script().map(({ role, split }) => `${role} ${split}`));
    expect(found.size).toBe(9);
  });

  it('says no phrase among others and talk', () => {
    for (const { role, utterance } of script()) {
      if (role === 'phrase' || utterance.sounds !== undefined) continue;
      for (const { phrase } of phrases) expect(says(utterance.text, phrase.words.join(' '))).toBe(false);
    }
  });

  it('gives phonemes only to what speaks them', () => {
    const withSounds = script().filter(({ utterance }) => utterance.sounds !== undefined);
    expect(withSounds.length).toBeGreaterThan(10);
    expect(new Set(withSounds.map(({ synthesizer }) => synthesizer))).toEqual(new Set(['phones']));
    const none = script(1, [fake('letters', 40, false)]);
    expect(none.filter(({ utterance }) => utterance.sounds !== undefined)).toEqual([]);
  });

  it('varies voice, accent, rate, pitch, formants, pauses and melody', () => {
    const said = script().filter(({ label }) => label === 'hey garden');
    const kinds = (of: (line: (typeof said)[number]) => unknown) => new Set(said.map(of)).size;
    expect(kinds(({ utterance }) => utterance.text)).toBeGreaterThan(5);
    expect(kinds(({ speaker }) => speaker)).toBeGreaterThan(20);
    expect(kinds(({ utterance }) => utterance.accent)).toBe(3);
    expect(kinds(({ utterance }) => utterance.rate)).toBeGreaterThan(20);
    expect(kinds(({ formants }) => formants)).toBeGreaterThan(8);
    expect(said.some(({ utterance }) => utterance.text.startsWith('hey, garden'))).toBe(true);
  });

  it('is the same for the same seed, and another for another', () => {
    expect(script(2)).toEqual(script(2));
    expect(script(2)).not.toEqual(script(3));
  });
});
