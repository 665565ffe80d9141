// Starts a page. Where one of its modules cannot be loaded or run, the page says so: else it would show for ever that it
// is starting.
import { element } from './elements.js';
import { Notices } from './notices.js';

export async function startPage(load: () => Promise<unknown>): Promise<void> {
  repairLanguage();
  try {
    await load();
  } catch (error) {
    document.querySelector('.state')?.replaceChildren('Not started');
    new Notices(element('notices', HTMLElement)).show({
      kind: 'start',
      tone: 'bad',
      title: 'The page cannot start.',
      text: ['Load it again. If that does not help, this browser may be too old for it.'],
      detail: String(error),
    });
  }
}

/**
 * WebKitGTK says 'C' where the environment names no language, which `Intl` refuses: uPlot, which asks for the format of
 * numbers when it is imported, would throw then.
 */
function repairLanguage(): void {
  try {
    Intl.getCanonicalLocales(navigator.language);
  } catch {
    Object.defineProperty(navigator, 'language', { value: document.documentElement.lang });
  }
}
