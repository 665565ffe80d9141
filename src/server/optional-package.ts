// Packages that one kind of outlet or feed needs: loaded when it is opened.
import { isMissing, packageMissing } from '../package-missing.js';

/** What `load` imports. Rejects with SluiceError PACKAGE_MISSING. `doing`: begins the sentence, as "Cannot send mail". */
export async function optionalPackage<T>(name: string, doing: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    throw isMissing(error) ? packageMissing(name, doing) : error;
  }
}
