// An error as it crosses to the main thread.
import { SluiceError, type SluiceErrorCode } from '../../errors.js';

export function describedError(error: unknown): { readonly code: SluiceErrorCode; readonly message: string } {
  if (error instanceof SluiceError) return { code: error.code, message: error.message };
  return { code: 'ENGINE_FAILED', message: `The engine failed: ${error instanceof Error ? error.message : error}` };
}
