// Text messages of clients: what JSON does not have, and bounds that other ways in share.
import { describe, expect, it } from 'vitest';
import { seriesModel } from '#src/node/index.js';
import { readClientMessage } from '#src/protocol/client-messages.js';
import { Refusal } from '#src/protocol/closing.js';

describe('readClientMessage()', () => {
  it.each(['NaN', 'Infinity', '-Infinity', 'null'])('reads %s in a row as a missing value', (word) => {
    const message = readClientMessage(`{"kind":"block","number":0,"values":[[1, ${word} ,2],[${word},3,-4]]}`);
    expect(message).toMatchObject({
      values: [
        [1, null, 2],
        [null, 3, -4],
      ],
    });
  });

  it('leaves strings as they are, and refuses any other bare word', () => {
    const text = '{"kind":"open","number":0,"stream":"x","channels":["NaN","\\"-Infinity\\\\","a"],"rate":100}';
    expect(readClientMessage(text)).toMatchObject({ channels: ['NaN', '"-Infinity\\', 'a'] });
    for (const word of ['Nan', '-NaN', 'inf', 'NaN1', 'undefined']) {
      expect(() => readClientMessage(`{"kind":"block","number":0,"values":[${word}]}`)).toThrow(Refusal);
    }
  });

  it('takes linear time, whatever the text', () => {
    const fromMs = performance.now();
    for (const piece of ['\\"', '"', '-I', '[NaN,"']) {
      expect(() => readClientMessage(`NaN"${piece.repeat(100_000)}`)).toThrow(Refusal);
    }
    expect(performance.now() - fromMs).toBeLessThan(2000);
  });

  it.each([
    '"detector":{"enter":{"odd":1e999}}',
    '"detector":{"exit":{"odd":-1e999}}',
    '"detector":{"smoothingMs":1e999}',
    '"detector":{"refractoryMs":1e999}',
    '"rate":1e999',
    '"maxDelayMs":1e999',
  ])('refuses an infinite number, which a saved stream could not keep: %s', (part) => {
    expect(() => readClientMessage(`{"kind":"open","number":0,"stream":"x",${part}}`)).toThrow(Refusal);
  });

  it('keeps every other number of a detector through a saved text', () => {
    for (const value of [0, -0, 5e-324, 1.7976931348623157e308, 0.1, 1e21]) {
      const open = readClientMessage(
        `{"kind":"open","number":0,"stream":"x","detector":{"enter":{"odd":${value}},"smoothingMs":${value}}}`,
      );
      expect(readClientMessage(JSON.stringify(open))).toEqual(open);
    }
  });

  it('has the same bound of channels as a series model: 256', () => {
    const open = (channels: unknown) =>
      readClientMessage(JSON.stringify({ kind: 'open', number: 0, stream: 'x', channels }));
    const names = (count: number) => Array.from({ length: count }, (_, i) => `channel ${i}`);
    expect(open(256)).toMatchObject({ channels: 256 });
    expect(open(names(256))).toMatchObject({ kind: 'open' });
    expect(seriesModel({ channels: names(256) }).channels.length).toBe(256);
    for (const channels of [257, names(257)]) expect(() => open(channels)).toThrow(Refusal);
    expect(() => seriesModel({ channels: names(257) })).toThrow(RangeError);
  });
});
