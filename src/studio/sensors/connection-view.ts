// Shows the connection in the header, a question before the page connects to a server that a link names, and a field for
// the token if the server asks for one.
import { element } from '../shared/elements.js';
import type { Connection } from './feeds/feed.js';

/** What a person answers. */
export interface ConnectionAnswers {
  token(token: string): void;
  permission(allowed: boolean): void;
}

export class ConnectionView {
  readonly #state = element('connection', HTMLElement);
  readonly #form = element('token-form', HTMLFormElement);
  readonly #field = element('token', HTMLInputElement);
  readonly #hint = element('token-hint', HTMLElement);
  readonly #question = element('permission-form', HTMLFormElement);
  readonly #server = element('permission-server', HTMLElement);
  readonly #remark = element('permission-remark', HTMLElement);
  #name: string;

  constructor(name: string, told: ConnectionAnswers) {
    this.#name = name;
    element('permission-page', HTMLElement).textContent = location.host;
    this.#question.addEventListener('submit', (event) => {
      event.preventDefault();
      told.permission(true);
    });
    element('permission-no', HTMLButtonElement).addEventListener('click', () => told.permission(false));
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      told.token(this.#field.value.trim());
      this.#field.value = '';
    });
  }

  /** Shows the connection of another feed from now on. */
  useName(name: string): void {
    this.#name = name;
  }

  show(connection: Connection): void {
    const { tone, text } = this.#words(connection);
    this.#state.dataset.state = tone;
    this.#state.textContent = text;
    this.#question.hidden = connection.state !== 'permission';
    if (connection.state === 'permission') {
      this.#server.textContent = connection.server;
      this.#remark.textContent = connection.remark ?? '';
    }
    const asks = connection.state === 'token';
    this.#form.hidden = !asks;
    if (!asks) return;
    this.#hint.textContent = connection.reason;
    this.#field.focus();
  }

  #words(connection: Connection): { tone: string; text: string } {
    switch (connection.state) {
      case 'local':
        return { tone: 'running', text: this.#name };
      case 'connecting':
        return { tone: 'idle', text: `${this.#name}: connecting…` };
      case 'open':
        return { tone: 'running', text: `${this.#name}: connected` };
      case 'waiting': {
        const when =
          connection.retryMs > 0 ? `trying again in ${Math.ceil(connection.retryMs / 1000)} s` : 'reconnecting';
        return { tone: 'failed', text: `${this.#name}: ${connection.reason}, ${when}` };
      }
      case 'permission':
        return { tone: 'idle', text: 'Not connected yet' };
      case 'token':
        return { tone: 'failed', text: `${this.#name}: not let in` };
      case 'failed':
        return { tone: 'failed', text: connection.reason };
      default:
        return connection satisfies never;
    }
  }
}
