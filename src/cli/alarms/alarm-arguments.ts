// The options that say where alarms go, of `serve` and of `run`.
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { AlarmSettings, OutletSettings } from '../../server/outlets/alarm-settings.js';
import { parseAlarmSettings } from '../../server/outlets/settings.js';
import { collect } from '../arguments.js';
import { UsageError } from '../failure.js';

export interface AlarmArguments {
  readonly alarms?: string;
  readonly webhook?: readonly string[];
  readonly alarmCommand?: readonly string[];
  readonly alarmQueue?: string;
}

/** Signs the messages of `--webhook`, where it is set. */
const SECRET_VARIABLE = 'SLUICE_WEBHOOK_SECRET';

export function addAlarmOptions(command: Command): Command {
  return command
    .option('--alarms <file>', 'where alarms go, as JSON: see docs/alarms.md')
    .option(
      '--webhook <url>',
      `post alarms there as JSON, signed where ${SECRET_VARIABLE} is set; more than one can be given`,
      collect,
    )
    .option(
      '--alarm-command <line>',
      'run this with alarms as JSON on standard input; more than one can be given',
      collect,
    )
    .option('--alarm-queue <folder>', 'alarms wait there until they are delivered, also over a restart');
}

/** `more`: outlets of other options. Undefined where alarms go nowhere. Rejects with UsageError. */
export async function alarmSettings(
  options: AlarmArguments,
  more: readonly OutletSettings[] = [],
): Promise<AlarmSettings | undefined> {
  const { alarms: file, webhook = [], alarmCommand = [], alarmQueue: queue } = options;
  const given = file === undefined ? { outlets: [] } : await settingsIn(file);
  const hasSecret = (process.env[SECRET_VARIABLE] ?? '') !== '';
  const outlets: OutletSettings[] = [
    ...given.outlets,
    ...webhook.map((url) => ({
      ...{ kind: 'webhook' as const, url },
      ...(hasSecret && { secret: { env: SECRET_VARIABLE } }),
    })),
    ...alarmCommand.map((command) => ({ kind: 'command' as const, command })),
    ...more,
  ];
  if (outlets.length === 0) {
    if (queue !== undefined) throw new UsageError("'--alarm-queue' goes with an outlet, such as '--webhook'");
    return undefined;
  }
  return checked({ ...given, outlets, ...(queue === undefined ? {} : { queue }) }, file ?? 'the options');
}

async function settingsIn(file: string): Promise<AlarmSettings> {
  const text = await readFile(file, 'utf8');
  try {
    return checked(JSON.parse(text), file);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`'--alarms' must name a file of JSON: ${file}: ${(error as Error).message}`);
  }
}

function checked(settings: unknown, from: string): AlarmSettings {
  try {
    return parseAlarmSettings(settings);
  } catch (error) {
    throw new UsageError(`${from}: ${(error as Error).message}`);
  }
}
