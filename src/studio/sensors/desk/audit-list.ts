// The audit trail: who did what, when, the newest first.
import type { AuditEntry } from 'sluice';
import { make } from '../../shared/elements.js';
import { timeText } from '../text.js';

export function showAudit(list: HTMLElement, entries: readonly AuditEntry[]): void {
  const none = make('li', 'none', 'Nobody has said anything yet.');
  const lines = entries.map(({ number, atMs, by, client, deed, about, note }) => {
    const who = make('b', '', by);
    who.title = client;
    const what = make('p', '', who, ` ${deed}`);
    const item = make('li', '', make('div', 'head', what, make('time', '', timeText(atMs))), make('p', 'said', about));
    if (note !== '') item.append(make('p', 'note', note));
    item.dataset.entry = String(number);
    return item;
  });
  list.replaceChildren(...(lines.length === 0 ? [none] : lines));
}
