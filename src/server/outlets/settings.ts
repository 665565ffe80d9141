// Checks what is said about outlets, once, and fills in what was left out.
import * as v from 'valibot';
import type { AlarmSettings } from './alarm-settings.js';

const milliseconds = v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(600_000));

/** A text, or where it is: secrets need not stand in a file of settings or on a command line. */
export const SecretSchema = v.union([
  v.pipe(v.string(), v.minLength(1)),
  v.strictObject({ env: v.pipe(v.string(), v.minLength(1)) }),
  v.strictObject({ file: v.pipe(v.string(), v.minLength(1)) }),
]);

const common = {
  name: v.exactOptional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'must be a plain name'))),
  streams: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(128)), '*'),
  leastSeverity: v.exactOptional(v.pipe(v.number(), v.minValue(0)), 0),
  perMinute: v.exactOptional(v.pipe(v.number(), v.minValue(0.01), v.maxValue(6000)), 10),
  mostWaiting: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(10), v.maxValue(1_000_000)), 20_000),
};

const Webhook = v.strictObject({
  kind: v.literal('webhook'),
  ...common,
  url: urlOf('http:', 'https:'),
  secret: v.exactOptional(SecretSchema),
  headers: v.exactOptional(v.record(v.pipe(v.string(), v.regex(/^[\w-]+$/)), SecretSchema), {}),
  timeoutMs: v.exactOptional(milliseconds, 10_000),
});

const Command = v.strictObject({
  kind: v.literal('command'),
  ...common,
  command: v.pipe(v.string(), v.minLength(1)),
  timeoutMs: v.exactOptional(milliseconds, 30_000),
});

const address = v.pipe(v.string(), v.regex(/^[^\r\n]+@[^\r\n]+$/, 'must be an address of mail'));

const Mail = v.strictObject({
  kind: v.literal('mail'),
  ...common,
  url: urlOf('smtp:', 'smtps:'),
  password: v.exactOptional(SecretSchema),
  from: address,
  to: v.pipe(v.array(address), v.minLength(1)),
  ca: v.exactOptional(v.pipe(v.string(), v.minLength(1))),
  timeoutMs: v.exactOptional(milliseconds, 30_000),
});

const topic = v.pipe(v.string(), v.regex(/^[^+#\0]*[^+#\0/]$/, 'must be a topic without wildcards'));

const Mqtt = v.strictObject({
  kind: v.literal('mqtt'),
  ...common,
  url: urlOf('mqtt:', 'mqtts:'),
  password: v.exactOptional(SecretSchema),
  ca: v.exactOptional(v.pipe(v.string(), v.minLength(1))),
  topic: v.exactOptional(topic, 'sluice'),
  discovery: v.exactOptional(v.nullable(topic), null),
  timeoutMs: v.exactOptional(milliseconds, 30_000),
});

const OutletSchema = v.variant('kind', [Webhook, Command, Mail, Mqtt]);

const AlarmSettingsSchema = v.strictObject({
  queue: v.exactOptional(v.pipe(v.string(), v.minLength(1))),
  outlets: v.pipe(v.array(OutletSchema), v.maxLength(64)),
});

export type CheckedOutlet = v.InferOutput<typeof OutletSchema>;
export type CheckedAlarms = v.InferOutput<typeof AlarmSettingsSchema>;

/** Throws TypeError, which names the setting. */
export function checkAlarmSettings(given: AlarmSettings): CheckedAlarms {
  const parsed = v.safeParse(AlarmSettingsSchema, given, { abortEarly: true });
  if (!parsed.success) {
    const issue = parsed.issues[0];
    throw new TypeError(`'alarms.${v.getDotPath(issue) ?? ''}' is not usable: ${issue.message}`);
  }
  const names = new Set<string>();
  for (const name of namesOf(parsed.output.outlets)) {
    if (names.has(name)) throw new TypeError(`two outlets are called '${name}': give each a name of its own`);
    names.add(name);
  }
  return parsed.output;
}

/** Each outlet's name. */
export function namesOf(outlets: readonly { readonly kind: string; readonly name?: string }[]): string[] {
  const counts = new Map<string, number>();
  return outlets.map(({ kind, name }) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return name ?? (count === 1 ? kind : `${kind}-${count}`);
  });
}

/** For settings from a file. Throws TypeError. */
export function parseAlarmSettings(given: unknown): AlarmSettings {
  checkAlarmSettings(given as AlarmSettings);
  return given as AlarmSettings;
}

/** An address with one of two protocols, such as `http:`. */
export function urlOf(...protocols: readonly [string, string]) {
  const wanted = protocols.map((protocol) => `${protocol}//`).join(' or ');
  const isUrl = (text: string) => URL.canParse(text) && protocols.includes(new URL(text).protocol);
  return v.pipe(v.string(), v.check(isUrl, `must be an address that begins with ${wanted}`));
}
