// The channels of a table as those of a model: as many as a model takes.
import { SluiceError } from '../errors.js';
import type { ChannelDescription } from '../model/channel-description.js';
import { MOST_CHANNELS, type SeriesModel } from '../model/series-model.js';
import type { Table } from '../series/open-table.js';
import type { TableOptions } from '../series/table/table-options.js';

/** What they are. Throws SluiceError DATA_UNUSABLE where they are more than a model takes. */
export function tableChannels({ channels }: Table): readonly ChannelDescription[] {
  if (channels.length <= MOST_CHANNELS) return channels;
  throw new SluiceError(
    'DATA_UNUSABLE',
    `Cannot use the table: it has ${channels.length} channels, and a model takes ${MOST_CHANNELS}: --columns a,b,c takes some of them`,
  );
}

/** What a table must have for a model, and how it is read for it. */
export function tableFor({ channels, described }: SeriesModel): TableOptions {
  return { columns: channels, channels: described ?? channels };
}
