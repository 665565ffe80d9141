// The entry sluice/react: what a server renders, and what somebody without React's types gets.
import { readFileSync } from 'node:fs';
import { createElement, StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, it } from 'vitest';
import { useStream } from '#src/node/react/index.js';

const dist = new URL('../../dist/', import.meta.url);

const asked: string[] = [];

function source(): never {
  asked.push('source');
  throw new Error('There is no microphone');
}

function Words() {
  const { state, error, detections, stream } = useStream({ source, model: 'words.safetensors', autoStart: true });
  return createElement('p', null, JSON.stringify([state, error, detections, stream]));
}

it('a server renders the idle state and opens nothing', () => {
  const html = renderToString(createElement(StrictMode, null, createElement(Words)));
  expect(html.replaceAll('&quot;', '"')).toBe('<p>["idle",null,[],null]</p>');
  expect(asked).toEqual([]);
});

it.each(['browser/react/index', 'node/react/index'])(
  '%s is client code, and its types need no types of React',
  (entry) => {
    expect(readFileSync(new URL(`${entry}.js`, dist), 'utf8')).toMatch(/^'use client';\n/);
    const declarations = [`${entry}.d.ts`, 'react/values.d.ts', 'react/use-stream.d.ts'];
    for (const file of declarations) expect(readFileSync(new URL(file, dist), 'utf8')).not.toMatch(/['"]react['"]/);
  },
);
