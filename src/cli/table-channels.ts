// The channels of a table as those of a model: as many as a model takes.
import { SluiceError } from '../errors.js';
import { MOST_CHANNELS } from '../model/series-model.js';
import type { Table } from '../series/open-table.js';

/** Their names. Throws SluiceError DATA_UNUSABLE where they are more than a model takes. */
export function channelNames({ channels }: Table): string[] {
  if (channels.length <= MOST_CHANNELS) return channels.map(({ name }) => name);
  throw new SluiceError(
    'DATA_UNUSABLE',
    `Cannot use the table: it has ${channels.length} channels, and a model takes ${MOST_CHANNELS}: --columns a,b,c takes some of them`,
  );
}
