// An engine thread is sent each model once, however many streams of it are opened together.
import { describe, expect, it } from 'vitest';
import { KnownModels } from '#src/engine/main/known-models.js';
import type { OpenMessage } from '#src/engine/messages.js';
import { createEngine, openStream, replay } from '#src/node/index.js';
import { tinyModel } from '../../support/tiny-model.js';

const model = tinyModel();
const open = (modelId: number, gateId?: number) =>
  ({ kind: 'open', modelId, model, gate: gateId === undefined ? null : { modelId: gateId, model } }) as OpenMessage;

describe('KnownModels', () => {
  it('leaves a model out from the second stream on, the first not yet answered', () => {
    const models = new KnownModels();
    const first = models.posted(open(1, 2));
    expect([first.model, first.gate?.model]).toEqual([model, model]);
    expect(models.posted(open(1)).model).toBe(model); // nothing was posted yet
    models.sent(open(1, 2));
    const second = models.posted(open(1, 2));
    expect([second.model, second.gate?.model]).toEqual([null, null]);
    expect(models.posted(open(3)).model).toBe(model);
  });
});

describe('an engine', () => {
  it('opens many streams of a model that are asked for at once, and refuses each with the reason of the first', async () => {
    await using engine = await createEngine();
    const source = () => replay(new Float32Array(1000), { sampleRate: model.frontEnd.sampleRate });
    const opening = Array.from({ length: 5 }, () => openStream({ source: source(), model, engine }));
    for (const stream of await Promise.all(opening)) await stream.close();
    const [[name]] = [...model.tensors] as [[string, unknown]];
    const wrong = { ...model, tensors: new Map([...model.tensors].filter(([each]) => each !== name)) };
    const refused = Array.from({ length: 3 }, () => openStream({ source: source(), model: wrong, engine }));
    const reasons = (await Promise.allSettled(refused)).map(
      (each) => each.status === 'rejected' && String(each.reason),
    );
    expect(reasons[0]).toContain(name);
    expect(new Set(reasons).size).toBe(1);
  });
});
