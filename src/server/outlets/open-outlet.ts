// Makes an outlet of each kind from its settings.
import { command } from './kinds/command.js';
import { mail } from './kinds/mail.js';
import { mqttOutlet } from './kinds/mqtt.js';
import { webhook } from './kinds/webhook.js';
import type { Outlet } from './outlet.js';
import { secretOf } from './secret.js';
import type { CheckedOutlet } from './settings.js';

export interface OutletLog {
  warn(facts: Record<string, unknown>, sentence: string): void;
  info(facts: Record<string, unknown>, sentence: string): void;
}

/** Rejects with TypeError for a secret that is not there, and with SluiceError PACKAGE_MISSING. */
export async function openOutlet(settings: CheckedOutlet, name: string, log: OutletLog): Promise<Outlet> {
  switch (settings.kind) {
    case 'webhook': {
      const { url, secret, headers, timeoutMs } = settings;
      const sent = Object.entries(headers).map(([key, value]) => [key, secretOf(value, `${name}, header ${key}`)]);
      return webhook({
        ...{ url, timeoutMs, headers: Object.fromEntries(sent) },
        secret: secret === undefined ? null : secretOf(secret, `${name}, secret`),
      });
    }
    case 'command':
      return command(settings);
    case 'mail': {
      const { password, ca = null, ...rest } = settings;
      return mail({ ...rest, ca, password: password === undefined ? null : secretOf(password, `${name}, password`) });
    }
    case 'mqtt': {
      const { password, ca = null, ...rest } = settings;
      const secret = password === undefined ? null : secretOf(password, `${name}, password`);
      return mqttOutlet({ ...rest, ca, password: secret, ...log });
    }
    default:
      throw settings satisfies never;
  }
}
