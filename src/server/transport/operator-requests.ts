// What an operator asks. Each request is answered by `done`, `muted`, `audit` or `refused`, after it is written.
import type { ClientMessage } from '../../protocol/client-messages.js';
import { Refusal } from '../../protocol/closing.js';
import type { ServerMessage } from '../../protocol/server-messages.js';
import type { Operator } from '../operator/operator.js';
import type { ConnectedHub } from '../streams/connected-stream.js';
import type { Right } from './authentication/tokens.js';

const KINDS = ['acknowledge', 'normal', 'mute', 'maintenance', 'end-mute', 'forget-normal', 'audit'] as const;
export type OperatorRequest = Extract<ClientMessage, { readonly kind: (typeof KINDS)[number] }>;

export interface OperatorRequestParts {
  readonly operator: Operator;
  readonly hub: ConnectedHub;
  readonly rights: readonly Right[];
  /** Who asks, by token or address. */
  readonly client: string;
  tell(message: ServerMessage): void;
  /** Something that a person should know. */
  warn(facts: Record<string, unknown>, sentence: string): void;
}

/** Resolves when it is answered. */
export async function answerOperator(message: OperatorRequest, parts: OperatorRequestParts): Promise<void> {
  const { request } = message;
  try {
    checkRights(message, parts.rights);
    if (!parts.hub.takesMarks && message.kind !== 'audit') {
      throw new Refusal('WRONG_SETTINGS', 'alarms cannot be marked where servers are one fleet');
    }
    parts.tell(await answer(message, parts));
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal('FAILED', String(error));
    if (!(error instanceof Refusal)) parts.warn({ reason: String(error) }, 'a message could not be handled');
    parts.tell({ kind: 'refused', request, code: refusal.code, reason: refusal.message });
  }
}

/** Reading the audit trail needs the right to watch, everything else that to operate; who administers may do both. */
function checkRights({ kind }: OperatorRequest, rights: readonly Right[]): void {
  const right: Right = kind === 'audit' ? 'watch' : 'operate';
  if (rights.includes(right) || rights.includes('administer')) return;
  throw new Refusal('NO_RIGHT', `the token does not allow to ${right}`);
}

async function answer(
  message: OperatorRequest,
  { operator, hub, client }: OperatorRequestParts,
): Promise<ServerMessage> {
  const { kind, request } = message;
  const done = { kind: 'done', request } as const;
  switch (kind) {
    case 'acknowledge':
      await operator.acknowledge(message.alarm, message, client);
      return done;
    case 'normal':
      await operator.callNormal(message.alarm, message, client);
      return done;
    case 'mute':
    case 'maintenance': {
      const mute = await operator.mute(kind, message, client);
      return { kind: 'muted', request, mute, matches: hub.matching(mute.streams).length };
    }
    case 'end-mute':
      await operator.endMute(message.mute, message, client);
      return done;
    case 'forget-normal':
      await operator.forgetNormal(message.normal, message, client);
      return done;
    case 'audit':
      return { kind: 'audit', request, entries: operator.audit(message.most) };
    default:
      return kind satisfies never;
  }
}
