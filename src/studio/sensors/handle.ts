// For scripts beside the page: tests, and the browser's console.
import type { Transport } from 'sluice';
import type { Episode } from './alarms/alarms.js';
import type { Drawing } from './charts/painter.js';
import type { State } from './watched.js';

export interface SensorsHandle {
  /** Every stream, in the order of the cards. */
  streams(): { readonly name: string; readonly state: State; readonly rows: number; readonly surprise: number }[];
  /** The newest first. */
  alarms(): readonly Episode[];
  readonly drawing: Drawing;
  /** How rows cross threads in this page; null where they come from a server. */
  readonly transport: Transport | null;
}

declare global {
  interface Window {
    sluiceSensors: SensorsHandle;
  }
}
