// The options of `serve` that say at which MQTT broker sensors are, and that results and alarms go there too.
import type { Command } from 'commander';
import type { FeedDescriptions } from '../../server/feeds/descriptions.js';
import type { MqttFeedSettings } from '../../server/feeds/feed-settings.js';
import { checkMqtt } from '../../server/feeds/mqtt/mqtt-settings.js';
import type { MqttSettings } from '../../server/outlets/alarm-settings.js';
import { collect } from '../arguments.js';
import { UsageError } from '../failure.js';

export interface MqttArguments {
  readonly mqtt?: string;
  readonly subscribe?: readonly string[];
  readonly topicNames?: string;
  readonly value?: readonly string[];
  readonly timePath?: string;
  readonly describe?: FeedDescriptions;
  readonly publish: string;
  readonly homeAssistant?: string | true;
}

/** Of the user that the broker's address names. */
const PASSWORD_VARIABLE = 'SLUICE_MQTT_PASSWORD';
const HOME_ASSISTANT = 'homeassistant';

export function addMqttOptions(command: Command): Command {
  return command
    .option('--mqtt <url>', `an MQTT broker, as mqtt://host; its password is in ${PASSWORD_VARIABLE}`)
    .option('--subscribe <filter>', 'topics of sensors there, as plant/+/+; more than one can be given', collect)
    .option(
      '--topic-names <template>',
      'what a topic names, as plant/{stream}/{channel} (default: the last level is the channel)',
    )
    .option(
      '--value <channel=path>',
      'where in messages of JSON a value is (default: the numbers at their top); more than one can be given',
      collect,
    )
    .option('--time-path <path>', 'where in messages of JSON their time is (default: they are of when they come)')
    .option('--publish <topic>', 'results and alarms are published below it', 'sluice')
    .option('--home-assistant [prefix]', `tell Home Assistant of alarms by discovery (default: ${HOME_ASSISTANT})`);
}

/** What the options come to. Throws UsageError. */
export function mqttSettings(options: MqttArguments): {
  readonly feed?: MqttFeedSettings;
  readonly outlet?: MqttSettings;
} {
  const { mqtt: url, subscribe = [], topicNames, value = [], timePath, describe, publish, homeAssistant } = options;
  if (url === undefined) {
    const given = { '--subscribe': subscribe[0], '--topic-names': topicNames, '--value': value[0] };
    const more = { ...given, '--time-path': timePath, '--home-assistant': homeAssistant };
    const [alone] = Object.entries(more).find(([, said]) => said !== undefined) ?? [];
    if (alone !== undefined) throw new UsageError(`'${alone}' goes with '--mqtt'`);
    return {};
  }
  const hasPassword = (process.env[PASSWORD_VARIABLE] ?? '') !== '';
  const password = hasPassword ? { password: { env: PASSWORD_VARIABLE } } : {};
  const discovery = homeAssistant === true ? HOME_ASSISTANT : (homeAssistant ?? null);
  const outlet: MqttSettings = { kind: 'mqtt', url, ...password, topic: publish, discovery };
  if (subscribe.length === 0) return { outlet };
  const feed: MqttFeedSettings = {
    ...{ url, ...password, subscribe, results: publish },
    ...(topicNames === undefined ? {} : { template: topicNames }),
    ...(timePath === undefined ? {} : { time: timePath }),
    ...(describe === undefined ? {} : { described: describe }),
    values: Object.fromEntries(value.map(pathOf)),
  };
  try {
    checkMqtt(feed);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  return { feed, outlet };
}

function pathOf(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at <= 0 || at === text.length - 1) throw new UsageError(`'--value' is channel=path: received ${text}`);
  return [text.slice(0, at), text.slice(at + 1)];
}
