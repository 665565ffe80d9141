/// <reference lib="esnext.disposable" preserve="true" />
// The package's entry for servers, `sluice/server`: streams over WebSocket, on an HTTP server of one's own or on one
// that is made here.
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, isIP } from 'node:net';
import { attachTo } from '../server/attach.js';
import type { HttpServer } from '../server/http.js';
import type { ServeOptions } from '../server/options.js';
import type { StreamServer } from '../server/stream-server.js';
import { nodePlatform } from './platform.js';

export type { FeedHistory } from '../server/feeds/feed-history.js';
export type { InfluxFeedSettings, MqttFeedSettings } from '../server/feeds/feed-settings.js';
export type { NatsSettings } from '../server/fleet/nats-settings.js';
export type { HttpRequest, HttpResponse, HttpServer } from '../server/http.js';
export type { ServeOptions } from '../server/options.js';
export type { AlarmMessage } from '../server/outlets/alarm-message.js';
export type { AlarmNote } from '../server/outlets/alarm-note.js';
export type {
  AlarmSettings,
  CommandSettings,
  CommonOutletSettings,
  MailSettings,
  MqttSettings,
  OutletSettings,
  SecretSetting,
  WebhookSettings,
} from '../server/outlets/alarm-settings.js';
export type { Log } from '../server/server-log.js';
export type { StreamServer } from '../server/stream-server.js';
export type { StreamLimits } from '../server/streams/served-stream.js';
export type { Grant, Right } from '../server/transport/authentication/tokens.js';
export type { Limits } from '../server/transport/limits.js';

/** Where to listen, beside what a server of streams is started with. */
export interface StartOptions extends ServeOptions {
  /** 0: any free one. @default 8080 */
  readonly port?: number;
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** Certificate and key, PEM. @default none: no encryption */
  readonly tls?: { readonly cert: string | Uint8Array; readonly key: string | Uint8Array };
  /** Allows other machines to connect without a token. @default false */
  readonly insecure?: boolean;
}

export interface RunningServer extends StreamServer {
  /** Address of the pages, with a slash at its end. */
  readonly url: string;
  /** Address of the streams. */
  readonly socketUrl: string;
  readonly port: number;
}

/**
 * Serves streams on an HTTP server that is the caller's: to listen with, and to close after this one.
 * Throws TypeError or RangeError for wrong options, and PACKAGE_MISSING where `ws` or `prom-client` is not installed.
 */
export function attachServer(http: HttpServer, options: ServeOptions): StreamServer {
  return attachTo(nodePlatform, http as Server, options);
}

/**
 * Listens and serves. Rejects with a RangeError where other machines could connect without a token, with
 * PACKAGE_MISSING where `ws` or `prom-client` is not installed, and with the system's error, such as EADDRINUSE where
 * the port is taken.
 */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const { port = 8080, host = '127.0.0.1', tls, insecure = false, tokens = [] } = options;
  if (!isLoopback(host) && tokens.length === 0 && !insecure) {
    throw new RangeError(
      `Cannot serve at ${host}: other machines could connect, so a token is needed, or 'insecure': received neither`,
    );
  }
  const http =
    tls === undefined
      ? createServer()
      : (createSecureServer({ cert: Buffer.from(tls.cert), key: Buffer.from(tls.key) }) as Server);
  // First the port: a server that cannot have it must not touch the state folder.
  await listening(http, port, host);
  let streams: StreamServer | null = null;
  try {
    streams = attachServer(http, { ...options, hosts: [host, ...(options.hosts ?? [])] });
    await streams.ready;
  } catch (error) {
    await streams?.close().catch(() => undefined);
    await closed(http);
    throw error;
  }
  const served = streams;
  const address = http.address() as AddressInfo;
  const name = isIP(host) === 6 ? `[${host}]` : host;
  const secure = tls === undefined ? '' : 's';
  const close = async () => {
    await served.close();
    await closed(http);
  };
  return {
    ready: served.ready,
    url: `http${secure}://${name}:${address.port}/`,
    socketUrl: `ws${secure}://${name}:${address.port}/`,
    port: address.port,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Whether only this machine can connect to that host. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: 1024 }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
