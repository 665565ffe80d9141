// What is said of an MQTT broker at which sensors are: checked once, here.
import * as v from 'valibot';
import { SecretSchema, urlOf } from '../../outlets/settings.js';
import { DescriptionsSchema } from '../descriptions.js';
import { HistoriesSchema } from '../feed-history.js';
import type { MqttFeedSettings } from '../feed-settings.js';

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(1024));
const milliseconds = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3_600_000));
const topic = v.pipe(v.string(), v.regex(/^[^+#\0]+[^+#\0/]$/, 'must be a topic without wildcards'));

const MqttSchema = v.strictObject({
  url: urlOf('mqtt:', 'mqtts:'),
  password: v.exactOptional(SecretSchema),
  ca: v.exactOptional(text),
  clientId: v.exactOptional(text),
  model: v.exactOptional(text),
  subscribe: v.pipe(v.array(text), v.minLength(1)),
  template: v.exactOptional(text),
  values: v.exactOptional(v.record(text, text), {}),
  time: v.exactOptional(text),
  channels: v.exactOptional(v.record(text, v.pipe(v.array(text), v.minLength(1))), {}),
  described: v.exactOptional(DescriptionsSchema),
  history: v.exactOptional(HistoriesSchema, {}),
  discoverMs: v.exactOptional(milliseconds, 5000),
  gatherMs: v.exactOptional(milliseconds, 1000),
  results: v.exactOptional(v.nullable(topic), 'sluice'),
});

export type CheckedMqtt = v.InferOutput<typeof MqttSchema>;

/** Throws TypeError, which names the setting. */
export function checkMqtt(given: MqttFeedSettings): CheckedMqtt {
  const parsed = v.safeParse(MqttSchema, given, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  throw new TypeError(`'mqtt.${v.getDotPath(issue) ?? ''}' is not usable: ${issue.message}`);
}
