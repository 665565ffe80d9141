// Where alarms go, as a program says it. `settings.ts` checks it.

/** Where alarms go. */
export interface AlarmSettings {
  /**
   * A folder in which alarms wait until they are delivered, of one process at a time. @default the folder `alarms` in
   * that of the streams' states; without one they wait in memory, and end with the process
   */
  readonly queue?: string;
  readonly outlets: readonly OutletSettings[];
}

/** One way out for alarms. */
export type OutletSettings = WebhookSettings | CommandSettings | MailSettings | MqttSettings;

/** A text, or where it is: in a variable of the environment or in a file. */
export type SecretSetting = string | { readonly env: string } | { readonly file: string };

/** What every outlet is told. */
export interface CommonOutletSettings {
  /** In logs, metrics and the queue's folder. @default its kind, and a number from the second on */
  readonly name?: string;
  /** Streams whose alarms go out here; `*` stands for any characters. @default '*' */
  readonly streams?: string;
  /** Alarms of a lower severity do not go out here. @default 0 */
  readonly leastSeverity?: number;
  /** Messages a minute. Where more alarms come, they go together in one message. @default 10 */
  readonly perMinute?: number;
  /** Alarms that may wait. Over it the oldest are dropped and counted. @default 20000 */
  readonly mostWaiting?: number;
}

/** Posts alarms as JSON: see docs/alarms.md. */
export interface WebhookSettings extends CommonOutletSettings {
  readonly kind: 'webhook';
  readonly url: string;
  /** Signs messages by HMAC-SHA256. @default none: they are not signed */
  readonly secret?: SecretSetting;
  /** Sent with each message. @default none */
  readonly headers?: Readonly<Record<string, SecretSetting>>;
  /** An answer comes within this time, ms. @default 10000 */
  readonly timeoutMs?: number;
}

/** Runs a command, which gets alarms as JSON on its standard input. */
export interface CommandSettings extends CommonOutletSettings {
  readonly kind: 'command';
  /** For the machine's shell. */
  readonly command: string;
  /** It ends within this time, ms. @default 30000 */
  readonly timeoutMs?: number;
}

/** Sends alarms by e-mail. Needs the package `nodemailer`. */
export interface MailSettings extends CommonOutletSettings {
  readonly kind: 'mail';
  /**
   * `smtp://user@host:587`, encrypted where the server offers it and always where a user is named, or
   * `smtps://user@host:465`.
   */
  readonly url: string;
  readonly password?: SecretSetting;
  readonly from: string;
  readonly to: readonly string[];
  /** A file of certificates that are trusted, PEM. @default those of the system */
  readonly ca?: string;
  /** A mail is taken within this time, ms. @default 30000 */
  readonly timeoutMs?: number;
}

/** Publishes alarms to an MQTT broker. Needs the package `mqtt`. */
export interface MqttSettings extends CommonOutletSettings {
  readonly kind: 'mqtt';
  /** `mqtt://host` or `mqtts://host`, with the user's name where one is needed. */
  readonly url: string;
  readonly password?: SecretSetting;
  /** A file of certificates that are trusted, PEM. @default those of the system */
  readonly ca?: string;
  /** Everything is published below it. @default 'sluice' */
  readonly topic?: string;
  /** Home Assistant's prefix for discovery, as a rule `homeassistant`. @default null: it is told nothing */
  readonly discovery?: string | null;
  /** A message is taken within this time, ms. @default 30000 */
  readonly timeoutMs?: number;
}
