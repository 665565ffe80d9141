// The three things that can be listened to, each as a source: the microphone, a file, the bundled recording.
import { type Microphone, replay } from 'sluice';
import said from '../../../assets/recording.json';
import { formatNotice } from '../../shared/format-notice.js';
import { spoken } from '../heard.js';
import type { ScoreMark } from '../pictures/score-picture.js';
import type { Playable } from '../studio.js';
import { playAloud } from './aloud.js';
import type { Sound } from './sound.js';
import { decodeSound } from './sound-file.js';

export interface PlayOptions {
  /** As fast as it goes, instead of in real time. */
  readonly fast: boolean;
  /** Whether the person hears it too; in real time only. */
  readonly aloud: boolean;
}

/** `opened`: called when the person has allowed it, which is when devices get their names. */
export function playMicrophone(source: Microphone, opened: () => void): Playable {
  return {
    source,
    started: () => {
      opened();
      return () => undefined;
    },
  };
}

/** Rejects with NotSound. */
export async function playFile(file: File, options: PlayOptions): Promise<Playable> {
  const { sound, report } = await decodeSound(file, file.name);
  return { ...playSound(sound, file.name, options), format: formatNotice(file.name, report) };
}

/** The bundled recording and, by the labels of the model, what is said in it. */
export async function playRecording(labels: readonly string[], options: PlayOptions): Promise<Playable> {
  const answer = await fetch(new URL('../../../assets/recording.wav', import.meta.url));
  if (!answer.ok) throw new Error(`the server answered ${answer.status} for the recording`);
  const names = labels.map(spoken);
  const marks = said.map(
    ({ label, ...times }): ScoreMark => ({ kind: 'said', label: names.indexOf(spoken(label)), ...times }),
  );
  const { sound } = await decodeSound(await answer.blob(), 'the recording');
  return { ...playSound(sound, 'the recording', options), said: marks };
}

function playSound(sound: Sound, name: string, { fast, aloud }: PlayOptions): Playable {
  const { samples, sampleRate } = sound;
  const source = replay(samples, { sampleRate, name, pace: fast ? 'fast' : 'real-time' });
  return aloud && !fast ? { source, started: () => playAloud(sound) } : { source };
}
