// Tables from which streams of feeds learn first: `--history plant/pump=last-month.csv` of `serve`.
import { InvalidArgumentError } from 'commander';
import { openTableFile } from '../../node/table-file.js';
import { openTable } from '../../series/open-table.js';
import type { FeedHistories, FeedHistory } from '../../server/feeds/feed-history.js';
import { printFormatReport } from '../report/format-report.js';
import { tableChannels } from '../table-channels.js';

export type HistoryFiles = Readonly<Record<string, string>>;

/** One more option. Throws InvalidArgumentError. */
export function parseHistory(text: string, before: HistoryFiles = {}): HistoryFiles {
  const at = text.indexOf('=');
  if (at > 0 && at < text.length - 1) return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
  throw new InvalidArgumentError('must be stream=file.');
}

/** Opens the tables, and tells what they are. Rejects with what is wrong with one. */
export async function feedHistories(files: HistoryFiles): Promise<FeedHistories> {
  const histories: Record<string, FeedHistory> = {};
  for (const [stream, path] of Object.entries(files)) {
    const table = await openTable(await openTableFile(path));
    printFormatReport(path, table.format, false);
    histories[stream] = { channels: tableChannels(table), rows: () => table.rows() };
  }
  return histories;
}
