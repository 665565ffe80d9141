// What receivers get is what docs/alarm-message.schema.json says, and the example of docs/alarms.md is one of it.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { messageOf, subjectOf } from '#src/server/outlets/alarm-message.js';
import { noteOf } from '#src/server/outlets/alarm-note.js';
import { noteAt, START } from './made.js';

const read = (name: string) => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');
const schema = JSON.parse(read('alarm-message.schema.json'));
const isMessage = new Ajv.Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

describe('a message', () => {
  it('is what its schema says, with nothing that the schema does not know', () => {
    const sound = { label: 'glass', score: 0.9, startsAtMs: 10, endsAtMs: 500, timeMs: START };
    const missing = { ...sound, channel: 'flow', severity: 6, value: Number.NaN, expected: 1, spread: Number.NaN };
    const message = messageOf('hook', [noteAt(0), noteOf('door', '', sound), noteOf('pump', '', missing)], 0);
    expect(isMessage(JSON.parse(JSON.stringify(message))), JSON.stringify(isMessage.errors)).toBe(true);
    expect(Object.keys(message).sort()).toEqual(Object.keys(schema.properties).sort());
    for (const alarm of message.alarms)
      expect(Object.keys(alarm).sort()).toEqual(Object.keys(schema.$defs.alarm.properties).sort());
    expect(isMessage({ ...message, alarms: [{ ...noteAt(0), event: 'maybe' }] })).toBe(false);
  });

  it('of docs/alarms.md is one', () => {
    const page = read('alarms.md');
    const [, example] = /```json\n(\{\n {2}"version"[\s\S]*?)```/.exec(page) as unknown as [string, string];
    expect(isMessage(JSON.parse(example)), JSON.stringify(isMessage.errors)).toBe(true);
  });

  it('has the same identity in every attempt, and another for other alarms', () => {
    expect(messageOf('hook', [noteAt(0)], 0).id).toBe(messageOf('hook', [noteAt(0)], 5).id);
    expect(messageOf('hook', [noteAt(1)], 0).id).not.toBe(messageOf('hook', [noteAt(0)], 0).id);
    expect(messageOf('mail', [noteAt(0)], 0).id).not.toBe(messageOf('hook', [noteAt(0)], 0).id);
  });

  it('says in a line what it is about', () => {
    expect(subjectOf(messageOf('hook', [noteAt(0)], 0))).toBe(
      'pump: flow is 30, expected 20.5 ± 0.25 (warning, severity 5.0)',
    );
    expect(subjectOf(messageOf('hook', [noteAt(0), noteAt(1)], 0))).toMatch(/ and 1 more$/);
  });
});

describe('noteOf()', () => {
  it('gives times of the day for sound, and the same identity whenever it came', () => {
    const heard = { label: 'glass', score: 0.9, startsAtMs: 10, endsAtMs: 510 };
    const [one, two] = [START, START + 7].map((timeMs) => noteOf('door', 'a', { ...heard, timeMs }));
    expect(one).toMatchObject({ startsAtMs: START - 500, endsAtMs: START, channel: null, severity: null });
    expect(one?.id).toBe(two?.id);
    expect(noteOf('door', 'b', { ...heard, timeMs: START }).id).not.toBe(one?.id);
  });
});
