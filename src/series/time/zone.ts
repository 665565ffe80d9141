// From the time on a clock to UTC: fixed offsets, and zones by name with their summer times. The rules of the zones are
// the platform's, read by luxon.
import { FixedOffsetZone, IANAZone } from 'luxon';
import { unusable } from '../text/table-error.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/**
 * Letters that stand behind times, and their minutes ahead of UTC. Those that mean several zones (CST, IST, BST) have
 * the meaning that is in most files.
 */
const LETTERS: Readonly<Record<string, number>> = {
  UTC: 0,
  GMT: 0,
  Z: 0,
  UT: 0,
  WET: 0,
  WEST: 60,
  BST: 60,
  CET: 60,
  CEST: 120,
  MEZ: 60,
  MESZ: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  IST: 330,
  JST: 540,
  AEST: 600,
  AEDT: 660,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
};

/** A zone that times of a clock can be turned by. */
export interface Zone {
  readonly name: string;
  /**
   * UTC of a clock's time, both in ms. Where an hour comes twice, the time that goes on from the row before: at or
   * after `previousMs`, of rows that run backwards at or before it. `previousMs` is NaN for the first row.
   */
  utc(localMs: number, previousMs: number, backwards: boolean): number;
}

export const UTC: Zone = { name: 'UTC', utc: (localMs) => localMs };

/** `UTC`, `+01:00`, `CET`, or a name as `Europe/Berlin`. Null for anything else. */
export function zoneOf(name: string): Zone | null {
  const letters = LETTERS[name.toUpperCase()];
  if (letters !== undefined) return letters === 0 ? UTC : fixed(name, letters);
  const offset = /^(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d{2}))?$/i.exec(name);
  if (offset) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
    if (minutes > 15 * 60) return null;
    return fixed(
      FixedOffsetZone.instance(offset[1] === '-' ? -minutes : minutes).name,
      offset[1] === '-' ? -minutes : minutes,
    );
  }
  return name.includes('/') && IANAZone.isValidZone(name) ? summery(name) : null;
}

/** The zone that a person named. Throws SluiceError DATA_UNUSABLE where there is none. */
export function namedZone(name: string): Zone {
  const zone = zoneOf(name);
  if (zone) return zone;
  throw unusable(`'--zone' must be UTC, an offset such as +01:00 or a name such as Europe/Berlin: received '${name}'`);
}

function fixed(name: string, minutes: number): Zone {
  return { name, utc: (localMs) => localMs - minutes * MINUTE_MS };
}

function summery(name: string): Zone {
  const zone = IANAZone.create(name);
  // offsets change at full quarters of an hour: one look-up serves all times of a quarter
  let quarter = Number.NaN;
  let offsetMs = 0;
  const offsetAt = (utcMs: number) => {
    const here = Math.floor(utcMs / (HOUR_MS / 4));
    if (here !== quarter) {
      quarter = here;
      offsetMs = zone.offset(here * (HOUR_MS / 4)) * MINUTE_MS;
    }
    return offsetMs;
  };
  // a local quarter far from a change has one offset
  let localQuarter = Number.NaN;
  let localOffsets: readonly number[] = [0]; // one, or two where an hour comes twice
  return {
    name,
    utc(localMs, previousMs, backwards) {
      const here = Math.floor(localMs / (HOUR_MS / 4));
      if (here !== localQuarter) {
        localQuarter = here;
        const around = [offsetAt(localMs - 26 * HOUR_MS), offsetAt(localMs + 26 * HOUR_MS)];
        const possible = [...new Set(around)].filter((each) => offsetAt(localMs - each) === each);
        // an hour that is left out in spring: as if the clock had not been moved yet
        localOffsets = possible.length > 0 ? possible : around.slice(0, 1);
      }
      const [offset, other] = localOffsets as readonly [number, number?];
      if (other === undefined) return localMs - offset;
      const [early, late] = [localMs - Math.max(offset, other), localMs - Math.min(offset, other)];
      if (backwards) return late > previousMs ? early : late;
      return early < previousMs ? late : early;
    },
  };
}
