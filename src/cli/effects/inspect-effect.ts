// `sluice inspect FILE` of an effect: what it is, what it costs, and whether its golden vector comes out.
import { readFile } from 'node:fs/promises';
import { beginsLikeJson, readEffect } from '../../convert/effects/read-effect.js';
import { checkGolden } from '../../effects/golden.js';
import { OfflineEffect } from '../../effects/offline.js';
import type { EffectModel } from '../../model/effect-model.js';
import { isEffectFile } from '../../model/file/effect-file.js';
import { macsPerStep, parameterCount } from '../../model/flow.js';
import { readEffectsKernel } from '../../node/effects/effects-kernel.js';
import { firstBytes } from '../first-bytes.js';
import { printJson, printText, warn } from '../report/output.js';

const FIRST_BYTES = 8192;

/** Resolves with false where the file begins like no effect. Rejects where it is one that cannot be read. */
export async function inspectEffect(path: string, json: boolean): Promise<boolean> {
  const first = await firstBytes(path, FIRST_BYTES);
  if (!isEffectFile(first) && !beginsLikeJson(first)) return false;
  const module = await readEffectsKernel();
  const bytes = new Uint8Array(await readFile(path));
  const { model, report } = readEffect(module, bytes, { assume: true });
  checkGolden(module, model);
  const load = loadOf(module, model);
  for (const clause of report.warnings) warn(`${path}: ${clause}`);
  const { facts, lines } = effectReport(model);
  if (json) printJson({ kind: 'effect', bytes: bytes.length, recognised: report.recognised, ...facts, load });
  else {
    for (const line of lines) printText(line);
    printText(`  load: ${(100 * load).toFixed(1)} % of one core at ${model.sampleRate ?? 48_000} Hz`);
  }
  return true;
}

/** What is said of an effect. */
export function effectReport(model: EffectModel): {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly lines: readonly string[];
} {
  const { name, sampleRate, knobs, residual, inputGain, outputGain, layers, conversion } = model;
  const network = layers.map((layer) => {
    if (layer.kind === 'dense') return `dense ${layer.outputSize}`;
    return 'hiddenSize' in layer
      ? `${layer.kind} ${layer.layers === 1 ? '' : `${layer.layers} x `}${layer.hiddenSize}`
      : layer.kind;
  });
  const facts = {
    name,
    sampleRateHz: sampleRate,
    knobs,
    residual,
    inputGain,
    outputGain,
    network,
    parameters: parameterCount(layers),
    macsPerSample: macsPerStep(layers),
    from: conversion?.from ?? null,
  };
  const lines = [
    `${name}: effect, ${network.join(', ')}${residual ? ', added to the sound' : ''}`,
    `  rate: ${sampleRate === null ? 'that of the sound' : `${sampleRate} Hz`}`,
    `  knobs: ${knobs.map((knob) => `${knob.name} (${knob.least} to ${knob.most}, ${knob.initial})`).join(', ') || 'none'}`,
    `  ${facts.parameters} parameters, ${facts.macsPerSample} multiply-adds a sample`,
    ...(conversion ? [`  from: ${conversion.from}`] : []),
  ];
  return { facts, lines };
}

/** Share of real time that one channel takes here. */
function loadOf(module: WebAssembly.Module, model: EffectModel): number {
  const sampleRate = model.sampleRate ?? 48_000;
  const effect = new OfflineEffect(module, model, { sampleRate });
  const block = [new Float32Array(Math.round(sampleRate / 4))];
  effect.process(block);
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3; i++) {
    const from = performance.now();
    effect.process(block);
    best = Math.min(best, performance.now() - from);
  }
  return best / 250;
}
