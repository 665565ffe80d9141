// What a server is started with.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { AnyModel } from '../model/any-model.js';
import type { Limits } from './transport/limits.js';
import type { Grant } from './transport/tokens.js';

export interface ServeOptions {
  /** Given to streams that name no model, and by this name. @default none */
  readonly model?: { readonly name: string; readonly model: AnyModel };
  /** A folder of models, which are named without their ending. @default none */
  readonly models?: string;
  /** Who may do what. None: anybody may do anything. */
  readonly tokens?: readonly Grant[];
  /** Origins of pages that may connect, as `https://example.org`, beside those that this server serves itself; `*`: any. */
  readonly origins?: readonly string[];
  readonly limits?: Partial<Limits>;
  /** How long a stream waits for its client to come back, ms. @default 300000 */
  readonly keepMs?: number;
  /** Each side says something at least so often, ms. @default 15000 */
  readonly heartbeatMs?: number;
  /** A folder in which streams are saved, for a server that is started after this one. @default none */
  readonly state?: string;
  /** How often, ms. @default 2000 */
  readonly saveEveryMs?: number;
  /** Engine threads. @default one less than the machine has cores, at least one */
  readonly engines?: number;
  /** @default none */
  readonly log?: Logger;
  /** Answers what the server does not: pages. True where it did. */
  readonly pages?: (request: IncomingMessage, response: ServerResponse) => boolean;
}
