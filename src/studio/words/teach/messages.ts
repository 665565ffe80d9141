// What the page and the worker that teaches say to each other.
import type { TakeRemark, TaughtSound, TeachProgress, TeachReport } from 'sluice/train';

export type ToTeacher =
  | { readonly kind: 'check'; readonly takes: readonly TaughtSound[]; readonly sampleRate: number }
  | {
      readonly kind: 'teach';
      /** A model file. */
      readonly model: Uint8Array;
      readonly word: string;
      readonly takes: readonly TaughtSound[];
      readonly missed: readonly TaughtSound[];
      readonly wrong: readonly TaughtSound[];
    }
  | { readonly kind: 'forget'; readonly model: Uint8Array; readonly word: string };

export type FromTeacher =
  | { readonly kind: 'checked'; readonly remarks: readonly TakeRemark[] }
  | ({ readonly kind: 'progress' } & TeachProgress)
  | { readonly kind: 'taught'; readonly model: Uint8Array; readonly report: TeachReport }
  | { readonly kind: 'forgotten'; readonly model: Uint8Array }
  | { readonly kind: 'failed'; readonly message: string };
