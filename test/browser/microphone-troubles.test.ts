// What befalls a microphone that a real browser cannot be told to do: refusals, pulled plugs, calls that come in.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listMicrophones } from '#src/browser/devices.js';
import { type Microphone, type MicrophoneOptions, microphone } from '#src/browser/microphone.js';
import { FakeContext, FakeWorkletNode, fakeBrowser, LentIntake } from './fake-media.js';

let devices: ReturnType<typeof fakeBrowser>['devices'];
let page: EventTarget;

beforeEach(() => {
  ({ devices, page } = fakeBrowser());
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

interface Running {
  readonly mic: Microphone;
  readonly intake: LentIntake;
  readonly context: FakeContext;
  readonly worklet: FakeWorkletNode;
  readonly fed: Promise<void>;
  stop(): Promise<void>;
}

async function running(options: MicrophoneOptions = {}): Promise<Running> {
  const mic = microphone(options);
  const life = new AbortController();
  await mic.open(life.signal);
  const intake = new LentIntake();
  const fed = mic.feed(intake, life.signal);
  const stop = () => {
    life.abort();
    return fed;
  };
  return {
    mic,
    intake,
    fed,
    stop,
    context: FakeContext.last as FakeContext,
    worklet: FakeWorkletNode.last as FakeWorkletNode,
  };
}

/** Lets promises settle. */
const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 5));

describe('microphone()', () => {
  it('opens the device raw: without echo cancellation, noise suppression and gain control', async () => {
    const { stop } = await running({ constraints: { channelCount: 1 } });
    const raw = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    expect(devices.asked).toEqual([{ ...raw, channelCount: 1 }]);
    await stop();
  });

  it('lets constraints say otherwise, and opens the device that is wished', async () => {
    const { mic, stop } = await running({ deviceId: 'headset', constraints: { echoCancellation: true } });
    expect(devices.asked[0]).toMatchObject({ echoCancellation: true, deviceId: { exact: 'headset' } });
    expect(mic.device).toBe('label of headset');
    await stop();
  });

  it("says the context's rate, lends the intake to the worklet, and leads the device there", async () => {
    const mic = microphone();
    const life = new AbortController();
    expect(await mic.open(life.signal)).toEqual({ sampleRate: 44_100 });
    const context = FakeContext.last as FakeContext;
    const worklet = FakeWorkletNode.last as FakeWorkletNode;
    expect(context.addedModule).toMatch(/\/worklets\/capture\.js$/);
    expect([...worklet.to]).toEqual([context.destination]);
    expect(context.heard()).toEqual(['built-in']);
    const intake = new LentIntake();
    const fed = mic.feed(intake, life.signal);
    expect(worklet.commands).toMatchObject([{ kind: 'start', into: { kind: 'shared' } }]);
    life.abort();
    await fed;
    expect(intake.events).toEqual([]);
  });

  it('releases everything when it is stopped', async () => {
    const { context, worklet, stop } = await running();
    await stop();
    expect(worklet.commands.at(-1)).toEqual({ kind: 'stop' });
    expect(worklet.port.closed).toBe(true);
    expect(context.state).toBe('closed');
    expect(context.heard()).toEqual([]);
    expect(devices.tracks.map(({ readyState }) => readyState)).toEqual(['ended']);
    devices.change([]);
    await settled();
    expect(devices.tracks.length).toBe(1);
  });

  it('releases everything even if the worklet never answers', async () => {
    const { context, worklet, stop } = await running();
    worklet.answers = false;
    await stop();
    expect(context.state).toBe('closed');
    expect(devices.tracks[0]?.readyState).toBe('ended');
  });

  it('releases everything when it is stopped before it was fed from', async () => {
    const life = new AbortController();
    const mic = microphone();
    await mic.open(life.signal);
    life.abort();
    const intake = new LentIntake();
    await mic.feed(intake, life.signal);
    expect(intake.lent).toBe(0);
    expect(FakeContext.last?.state).toBe('closed');
    expect(devices.tracks[0]?.readyState).toBe('ended');
  });

  it('uses the context that it is given, and does not close it', async () => {
    const mine = new FakeContext();
    const { stop } = await running({ context: mine as unknown as AudioContext, workletUrl: '/my/capture.js' });
    expect(FakeContext.last).toBe(mine);
    expect(mine.addedModule).toBe('/my/capture.js');
    await stop();
    expect(mine.state).toBe('running');
  });

  it('stops a device that the person allows after the stream was closed', async () => {
    let allow: () => void = () => undefined;
    devices.gate = new Promise((resolve) => {
      allow = resolve;
    });
    const life = new AbortController();
    const opened = microphone().open(life.signal);
    const reason = new Error('enough');
    life.abort(reason);
    await expect(opened).rejects.toBe(reason);
    allow();
    await settled();
    expect(devices.tracks.map(({ readyState }) => readyState)).toEqual(['ended']);
  });
});

describe('microphone(), refused,', () => {
  for (const [name, code, sentence] of [
    ['NotAllowedError', 'DEVICE_REFUSED', /was not allowed/],
    ['SecurityError', 'DEVICE_REFUSED', /allows this page no microphone/],
    ['NotFoundError', 'DEVICE_MISSING', /there is none/],
    ['NotReadableError', 'DEVICE_MISSING', /another program holds it/],
    ['OverconstrainedError', 'DEVICE_MISSING', /none that can do/],
    ['StrangeError', 'DEVICE_MISSING', /the browser failed to/],
  ] as const) {
    it(`says so in a sentence: ${name}`, async () => {
      devices.refusal = name;
      const opened = microphone().open(new AbortController().signal);
      const message = expect.stringMatching(new RegExp(`^Cannot open the microphone: .*: received ${name}$`)) as string;
      await expect(opened).rejects.toMatchObject({ name: 'SluiceError', code, message });
      await expect(opened).rejects.toThrow(sentence);
    });
  }

  it('names the device that is not there', async () => {
    const opened = microphone({ deviceId: 'lost' }).open(new AbortController().signal);
    await expect(opened).rejects.toThrow("Cannot open the microphone 'lost'");
  });

  it('says that the page is not secure, where that is why there are no devices', async () => {
    vi.stubGlobal('navigator', {});
    vi.stubGlobal('isSecureContext', false);
    const opened = microphone().open(new AbortController().signal);
    await expect(opened).rejects.toMatchObject({ code: 'DEVICE_MISSING' });
    await expect(opened).rejects.toThrow(/the page is not secure.*https.*received http:\/\/example\.com$/);
    await expect(listMicrophones()).rejects.toMatchObject({ code: 'DEVICE_MISSING' });
  });

  it('by a worklet that does not load, lets go of the device', async () => {
    const mine = new FakeContext();
    mine.moduleFails = true;
    const opened = microphone({ context: mine as unknown as AudioContext }).open(new AbortController().signal);
    await expect(opened).rejects.toMatchObject({ code: 'SOURCE_FAILED' });
    expect(devices.tracks[0]?.readyState).toBe('ended');
  });
});

describe('Microphone.switchTo()', () => {
  it('takes another device in the same stream', async () => {
    const { mic, intake, context, stop } = await running();
    await mic.switchTo('headset');
    expect(context.heard()).toEqual(['headset']);
    expect(mic.device).toBe('label of headset');
    expect(devices.tracks.map(({ readyState }) => readyState)).toEqual(['ended', 'live']);
    expect(intake.events).toEqual([{ kind: 'device-changed', device: 'label of headset' }]);
    await stop();
  });

  it('changes nothing where the other device cannot be opened', async () => {
    const { mic, intake, context, stop } = await running();
    await expect(mic.switchTo('lost')).rejects.toMatchObject({ code: 'DEVICE_MISSING' });
    expect(context.heard()).toEqual(['built-in']);
    expect(intake.events).toEqual([]);
    await stop();
  });

  it('called twice at once takes the last wish', async () => {
    const { mic, context, stop } = await running();
    await Promise.all([mic.switchTo('headset'), mic.switchTo('built-in')]);
    expect(context.heard()).toEqual(['built-in']);
    expect(devices.tracks.filter(({ readyState }) => readyState === 'live').length).toBe(1);
    await stop();
  });

  it('rejects after the stream was closed, without asking for a device', async () => {
    const { mic, stop } = await running();
    await stop();
    await expect(mic.switchTo('headset')).rejects.toMatchObject({ code: 'STREAM_CLOSED' });
    expect(devices.asked.length).toBe(1);
  });

  it('rejects when the stream is closed before the device opens, and lets go of it', async () => {
    const { mic, stop } = await running();
    let allow: () => void = () => undefined;
    devices.gate = new Promise((resolve) => {
      allow = resolve;
    });
    const switched = mic.switchTo('headset');
    await stop();
    allow();
    await expect(switched).rejects.toMatchObject({ code: 'STREAM_CLOSED' });
    expect(devices.tracks.map(({ readyState }) => readyState)).toEqual(['ended', 'ended']);
  });
});

describe('a microphone that is unplugged', () => {
  it('is replaced by the default one', async () => {
    const { intake, context, mic, stop } = await running({ deviceId: 'headset' });
    devices.present = ['built-in'];
    devices.tracks[0]?.end();
    await settled();
    expect(context.heard()).toEqual(['built-in']);
    expect(mic.device).toBe('label of built-in');
    expect(intake.events).toEqual([
      { kind: 'device-lost', device: 'label of headset' },
      { kind: 'device-changed', device: 'label of built-in' },
      { kind: 'resumed' },
    ]);
    await stop();
  });

  it('is waited for while there is no other', async () => {
    const { intake, context, stop } = await running();
    devices.present = [];
    devices.tracks[0]?.end();
    await settled();
    expect(context.heard()).toEqual([]);
    expect(intake.events).toEqual([{ kind: 'device-lost', device: 'label of built-in' }]);
    devices.change(['headset']);
    await settled();
    expect(context.heard()).toEqual(['headset']);
    expect(intake.events.at(-1)).toEqual({ kind: 'resumed' });
    await stop();
  });

  it('is tried again after a while where the browser tells of no change', async () => {
    const { context, stop } = await running();
    vi.useFakeTimers();
    devices.present = [];
    devices.tracks[0]?.end();
    await vi.advanceTimersByTimeAsync(100);
    devices.present = ['headset'];
    await vi.advanceTimersByTimeAsync(2000);
    expect(context.heard()).toEqual(['headset']);
    vi.useRealTimers();
    await stop();
  });

  it('is noticed where the browser takes it off the list and says nothing else', async () => {
    const { intake, context, stop } = await running();
    devices.change(['headset']);
    await settled();
    expect(context.heard()).toEqual(['headset']);
    expect(intake.events.map(({ kind }) => kind)).toEqual(['device-lost', 'device-changed', 'resumed']);
    await stop();
  });

  it('leaves alone what another plug does', async () => {
    const { intake, stop } = await running();
    devices.change(['built-in', 'headset', 'third']);
    await settled();
    expect(intake.events).toEqual([]);
    await stop();
  });

  it('makes way for a device that is chosen meanwhile', async () => {
    const { mic, context, stop } = await running();
    devices.present = [];
    devices.tracks[0]?.end();
    await settled();
    devices.present = ['headset', 'third'];
    await mic.switchTo('third');
    devices.change(['headset', 'third']);
    await settled();
    expect(context.heard()).toEqual(['third']);
    await stop();
  });

  it('ends the stream where the person has withdrawn the permission', async () => {
    const { fed, intake, context } = await running();
    devices.refusal = 'NotAllowedError';
    devices.tracks[0]?.end();
    await expect(fed).rejects.toMatchObject({ code: 'DEVICE_REFUSED' });
    expect(intake.events).toEqual([{ kind: 'device-lost', device: 'label of built-in' }]);
    expect(context.state).toBe('closed');
  });
});

describe('a microphone whose context the system stops', () => {
  it('tells of it, asks to go on, and marks the time as a gap', async () => {
    const { intake, context, worklet, stop } = await running();
    context.mayResume = false;
    const clock = vi.spyOn(performance, 'now').mockReturnValue(1000);
    context.change('interrupted');
    expect(intake.events).toEqual([{ kind: 'interrupted' }]);
    expect(context.resumes).toBe(1);
    clock.mockReturnValue(3000);
    context.mayResume = true;
    context.change('running');
    clock.mockRestore();
    expect(intake.events).toEqual([{ kind: 'interrupted' }, { kind: 'resumed' }]);
    expect(worklet.commands.at(-1)).toEqual({ kind: 'gap', samples: 88_200 });
    await stop();
  });

  it('asks again whenever the person touches the page or comes back to it', async () => {
    const { intake, context, stop } = await running();
    context.mayResume = false;
    context.change('suspended');
    for (const occasion of ['pointerdown', 'visibilitychange']) page.dispatchEvent(new Event(occasion));
    expect(context.resumes).toBe(3);
    context.mayResume = true;
    page.dispatchEvent(new Event('keydown'));
    expect(context.state).toBe('running');
    expect(intake.events.map(({ kind }) => kind)).toEqual(['interrupted', 'resumed']);
    page.dispatchEvent(new Event('keydown'));
    expect(context.resumes).toBe(4);
    await stop();
    page.dispatchEvent(new Event('keydown'));
    expect(context.resumes).toBe(4);
  });

  it('before it ever ran marks no gap', async () => {
    const mine = new FakeContext();
    mine.state = 'suspended';
    const { intake, worklet, stop } = await running({ context: mine as unknown as AudioContext });
    await settled();
    expect(intake.events.map(({ kind }) => kind)).toEqual(['interrupted', 'resumed']);
    expect(worklet.commands.map(({ kind }) => kind)).toEqual(['start']);
    await stop();
  });

  it('tells of a device that the system mutes', async () => {
    const { intake, stop } = await running();
    devices.tracks[0]?.mute(true);
    devices.tracks[0]?.mute(false);
    expect(intake.events.map(({ kind }) => kind)).toEqual(['interrupted', 'resumed']);
    await stop();
  });

  it('fails when its context is closed by its owner, or its worklet throws', async () => {
    const closed = await running();
    await closed.context.close();
    await expect(closed.fed).rejects.toMatchObject({ code: 'SOURCE_FAILED' });
    const thrown = await running();
    thrown.worklet.onprocessorerror?.();
    await expect(thrown.fed).rejects.toMatchObject({ code: 'SOURCE_FAILED' });
  });
});

describe('listMicrophones()', () => {
  it('lists the inputs alone', async () => {
    expect(await listMicrophones()).toEqual([
      { deviceId: 'built-in', label: 'label of built-in' },
      { deviceId: 'headset', label: 'label of headset' },
    ]);
  });
});
