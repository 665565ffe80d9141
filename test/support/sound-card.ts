// Sound for browsers on a machine that has none: PulseAudio (Debian package `pulseaudio`) with a loudspeaker that
// nobody hears, and microphones that hear what a test plays. Firefox runs no AudioContext without an output device.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram, RunningProgram } from '#src/node/browsers/program.js';

const run = promisify(execFile);

export interface SoundCard {
  /** For the environment of a browser. */
  readonly env: Readonly<Record<string, string>>;
  /** Plays samples of 16 bits, mono, to the microphones. Resolves when they are played. */
  play(samples: Int16Array, sampleRate: number): Promise<void>;
  /** Plugs a microphone in, which is the default one then. Its name is what browsers show. */
  plug(name: string): Promise<Microphone>;
  close(): Promise<void>;
}

export interface Microphone {
  /** Pulls the plug. */
  pull(): Promise<void>;
}

export const hasSoundCard = ['pulseaudio', 'pactl', 'pacat'].every((name) => findProgram([name]) !== undefined);

/** Starts the sound server: of its own, beside one that the machine may have. */
export async function startSoundCard(): Promise<SoundCard> {
  const home = await mkdtemp(join(tmpdir(), 'sluice-sound-'));
  const socket = join(home, 'native');
  const server = await RunningProgram.start({
    path: findProgram(['pulseaudio']) as string,
    args: [
      ...['-n', '-v', '--daemonize=no', '--use-pid-file=no', '--exit-idle-time=-1', '--disable-shm=yes'],
      // what browsers play, and what microphones hear
      ...['-L', 'module-null-sink sink_name=loudspeaker rate=48000 channels=1'],
      ...['-L', 'module-null-sink sink_name=voice rate=48000 channels=1'],
      ...['-L', `module-native-protocol-unix auth-anonymous=1 socket=${socket}`],
    ],
    env: { HOME: home, XDG_RUNTIME_DIR: home, PULSE_RUNTIME_PATH: home },
    ready: /startup complete/,
  });
  const env = { PULSE_SERVER: `unix:${socket}` };
  const control = async (...args: string[]) => {
    const { stdout } = await run('pactl', args, { env: { ...process.env, ...env } });
    return stdout.trim();
  };
  await control('set-default-sink', 'loudspeaker');
  return {
    env,
    async play(samples, sampleRate) {
      const args = ['--playback', '--device=voice', '--format=s16le', '--channels=1', `--rate=${sampleRate}`];
      const player = spawn('pacat', args, { env: { ...process.env, ...env }, stdio: ['pipe', 'ignore', 'inherit'] });
      player.stdin.end(Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength));
      await once(player, 'exit');
    },
    async plug(name) {
      const source = `source_name=${name} source_properties=device.description=${name}`;
      const module = await control('load-module', 'module-remap-source', 'master=voice.monitor', ...source.split(' '));
      await control('set-default-source', name);
      return { pull: async () => void (await control('unload-module', module)) };
    },
    async close() {
      await server.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}
