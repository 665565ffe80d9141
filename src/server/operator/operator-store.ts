// Where what operators said lies: a folder with the journal and the audit trail, of one server at a time.
import { mkdir } from 'node:fs/promises';
import type { AuditEntry } from '../../protocol/operator.js';
import { FolderLock } from '../persistence/folder-lock.js';
import { AuditTrail } from './audit-trail.js';
import { Journal } from './journal.js';
import type { Line } from './records.js';

export class OperatorStore {
  readonly audit: AuditTrail;
  readonly #journal: Journal;
  readonly #lock: FolderLock | null;

  /** Rejects with SluiceError STATE_IN_USE, and with the system's error. */
  static async open(folder: string): Promise<OperatorStore> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const lock = await FolderLock.take(folder);
    try {
      return new OperatorStore(folder, lock);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  /** `folder` null: in memory. */
  constructor(folder: string | null, lock: FolderLock | null = null) {
    this.#lock = lock;
    this.#journal = new Journal(folder);
    this.audit = new AuditTrail(folder);
  }

  read(): { readonly lines: readonly Line[]; readonly refused: number } {
    const { lines, refused } = this.#journal.read();
    return { lines, refused: refused + this.audit.refused };
  }

  append(...lines: Line[]): void {
    this.#journal.append(...lines);
  }

  /** Writes lines and what the audit trail says of them: both, or neither. Resolves when they survive a power loss. */
  async keep(lines: readonly Line[], entry: Omit<AuditEntry, 'number'>): Promise<void> {
    const takeBack = this.audit.append(entry);
    try {
      this.#journal.append(...lines);
    } catch (error) {
      takeBack();
      throw error;
    }
    await Promise.all([this.#journal.sync(), this.audit.sync()]);
  }

  sync(): Promise<void> {
    return this.#journal.sync();
  }

  get isLong(): boolean {
    return this.#journal.isLong;
  }

  /** Throws the system's error. */
  compact(lines: readonly Line[]): void {
    this.#journal.replace(lines);
  }

  async close(): Promise<void> {
    await this.#journal.sync();
    this.#journal.close();
    this.audit.close();
    await this.#lock?.release();
  }
}
