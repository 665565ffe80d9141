// Lists microphones and opens one. Errors of the browser become errors that a person understands.
import { SluiceError } from '../errors.js';

/** A microphone that can be chosen. */
export interface MicrophoneDevice {
  /** For `microphone({ deviceId })` and `switchTo`. Empty until the person has allowed a microphone once. */
  readonly deviceId: string;
  /** For people. Empty until the person has allowed a microphone once. */
  readonly label: string;
}

/**
 * The microphones there are, the system's default first. Their names are known only after the person has allowed one:
 * ask again then. Rejects with DEVICE_MISSING where the browser offers none to this page.
 */
export async function listMicrophones(): Promise<MicrophoneDevice[]> {
  const devices = await mediaDevices().enumerateDevices();
  return devices.filter((device) => device.kind === 'audioinput').map(({ deviceId, label }) => ({ deviceId, label }));
}

/**
 * Opens a microphone: the one of that id, or the default where there is no id. Echo cancellation, noise suppression and
 * automatic gain are off unless `constraints` say otherwise: they are made for calls and alter what a network was
 * trained on. Rejects with DEVICE_REFUSED or DEVICE_MISSING.
 */
export async function openDevice(
  deviceId: string | undefined,
  constraints: MediaTrackConstraints | undefined,
): Promise<MediaStreamTrack> {
  const audio: MediaTrackConstraints = {
    echoCancellation: false,
    noiseSuppression: false,
    autoGainControl: false,
    ...constraints,
    ...(deviceId === undefined ? {} : { deviceId: { exact: deviceId } }),
  };
  const devices = mediaDevices();
  const stream = await devices.getUserMedia({ audio, video: false }).catch((error: unknown) => {
    throw refusal(error, deviceId);
  });
  const track = stream.getAudioTracks()[0];
  if (track !== undefined) return track;
  throw new SluiceError('DEVICE_MISSING', 'Cannot open the microphone: the browser gave a stream without sound');
}

/** The media devices of the browser. Throws DEVICE_MISSING on a page that has none. */
export function mediaDevices(): MediaDevices {
  // The type says that it is always there; on a page that is not secure it is not.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices?.getUserMedia !== undefined) return devices;
  const reason = globalThis.isSecureContext
    ? 'this browser offers none to the page'
    : `the page is not secure, and a browser gives a microphone only to https:// and localhost: received ${location.origin}`;
  throw new SluiceError('DEVICE_MISSING', `Cannot open the microphone: ${reason}`);
}

function refusal(error: unknown, deviceId: string | undefined): SluiceError {
  const name = error instanceof Error ? error.name : String(error);
  const [code, reason] = REASONS[name] ?? ['DEVICE_MISSING', 'the browser failed to'];
  const device = deviceId === undefined ? 'the microphone' : `the microphone '${deviceId}'`;
  return new SluiceError(code, `Cannot open ${device}: ${reason}: received ${name}`, { cause: error });
}

// Names of the DOMExceptions of getUserMedia (Media Capture and Streams, 10.2).
const REASONS: Readonly<Record<string, readonly ['DEVICE_REFUSED' | 'DEVICE_MISSING', string]>> = {
  NotAllowedError: [
    'DEVICE_REFUSED',
    'it was not allowed, by you, by the browser’s settings or by the page it is embedded in',
  ],
  SecurityError: ['DEVICE_REFUSED', 'the browser allows this page no microphone'],
  NotFoundError: ['DEVICE_MISSING', 'there is none, or it was unplugged'],
  OverconstrainedError: ['DEVICE_MISSING', 'there is none that can do what was asked for'],
  NotReadableError: ['DEVICE_MISSING', 'another program holds it, or the system does not give it'],
  AbortError: ['DEVICE_MISSING', 'the system failed to start it'],
};
