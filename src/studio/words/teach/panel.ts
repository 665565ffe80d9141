// The card in which a person teaches the page a word: its name, five recordings that are judged at once, learning, and
// afterwards what was wrong and what was missed. Loaded when it is opened, or when words were taught before.
import { readModel, writeModel } from 'sluice';
import { element, make } from '../../shared/elements.js';
import { explain } from '../explain.js';
import { spoken } from '../heard.js';
import { CorrectionControls } from './correction-controls.js';
import { type KeptWord, WordStore } from './store.js';
import { TakeRecorder } from './take-recorder.js';
import { Takes } from './takes.js';
import { Teacher } from './teacher.js';
import type { TeachingPage } from './teaching-page.js';
import { WordList } from './word-list.js';

/** So many recordings are asked for. */
const WANTED = 5;
const DOING = { listening: 'Making lessons', learning: 'Learning', judging: 'Setting the threshold' } as const;

/** Shows the card's content. Rejects where the browser has no place to keep words. */
export async function openPanel(page: TeachingPage): Promise<Panel> {
  const panel = new Panel(page, await WordStore.open());
  await panel.restore();
  return panel;
}

class Panel {
  readonly #page: TeachingPage;
  readonly #store: WordStore;
  readonly #teacher = new Teacher();
  readonly #name = make('input', '');
  readonly #say = make('button', 'primary', 'Record');
  readonly #learn = make('button', '', 'Learn it');
  readonly #level = make('meter', '');
  readonly #status = make('p', 'status', '');
  readonly #progress = make('progress', '');
  readonly #takes = new Takes(() => this.#enable());
  readonly #list: WordList;
  readonly #corrections: CorrectionControls;
  #recorder: TakeRecorder | null = null;
  #recording: AbortController | null = null;
  #busy = false;

  constructor(page: TeachingPage, store: WordStore) {
    this.#page = page;
    this.#store = store;
    this.#list = new WordList({ remove: (word) => this.#while(() => this.#remove(word)), save: () => this.#save() });
    this.#corrections = new CorrectionControls(page, (word, kind, sound) =>
      this.#while(() => this.#correct(word, kind, sound)),
    );
    this.#layOut();
    this.#enable();
  }

  /** Words of an earlier visit are listed, and the model that knows them is used. */
  async restore(): Promise<void> {
    const bytes = await this.#store.model();
    if (bytes !== undefined) await this.#page.useModel(readModel(bytes));
    await this.#showWords();
  }

  #layOut(): void {
    this.#name.type = 'text';
    this.#name.id = 'teach-name';
    this.#name.maxLength = 40;
    this.#name.autocomplete = 'off';
    this.#name.addEventListener('input', () => this.#enable());
    this.#say.type = 'button';
    this.#say.id = 'teach-say';
    this.#say.addEventListener('click', () => void this.#record());
    this.#learn.type = 'button';
    this.#learn.id = 'teach-learn';
    this.#learn.addEventListener('click', () => void this.#while(() => this.#teach()));
    this.#level.max = 1;
    this.#level.setAttribute('aria-label', 'Level of the microphone');
    this.#status.id = 'teach-status';
    this.#status.setAttribute('role', 'status');
    this.#progress.max = 1;
    this.#progress.hidden = true;
    this.#progress.setAttribute('aria-label', 'Progress of learning');
    const label = make('label', '', 'Word or phrase');
    label.htmlFor = this.#name.id;
    element('teach', HTMLElement).replaceChildren(
      make('div', 'row', label, this.#name, this.#say, this.#level, this.#learn),
      this.#progress,
      this.#status,
      this.#takes.list,
      this.#list.element,
      this.#corrections.element,
    );
    this.#tell(`Name your word, then record it ${WANTED} times. The recordings stay in this browser.`);
    this.#name.focus();
  }

  get #word(): string {
    return this.#name.value.trim();
  }

  #enable(): void {
    const recording = this.#recording !== null;
    this.#say.disabled = this.#busy || this.#word === '' || (this.#takes.good >= WANTED && !recording);
    this.#say.textContent = recording ? 'Cancel' : `Record ${Math.min(WANTED, this.#takes.good + 1)} of ${WANTED}`;
    this.#learn.disabled = this.#busy || recording || this.#takes.good < WANTED || this.#word === '';
    this.#name.disabled = this.#busy || recording || this.#takes.good > 0;
  }

  /** One recording, judged at once; a bad one is not kept. */
  async #record(): Promise<void> {
    if (this.#recording !== null) return this.#recording.abort();
    const model = this.#page.model();
    if (model === null) return;
    const recording = new AbortController();
    this.#recording = recording;
    this.#enable();
    this.#page.stop();
    try {
      this.#tell('Opening the microphone…');
      this.#recorder ??= new TakeRecorder(model, this.#page.device());
      const sound = await this.#recorder.record(
        () => this.#tell(`Say “${this.#word}” now.`),
        (level) => {
          this.#level.value = level;
        },
        recording.signal,
      );
      if (recording.signal.aborted) this.#tell('Cancelled.');
      else if (sound === null) this.#tell('Nothing was heard. Press Record and say the word once.');
      else await this.#judge(sound, model.frontEnd.sampleRate);
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#recording = null;
      this.#level.value = 0;
      this.#enable();
      if (!this.#say.disabled) this.#say.focus();
      else this.#learn.focus();
    }
  }

  async #judge(sound: { samples: Float32Array; sampleRate: number }, sampleRate: number): Promise<void> {
    const name = 'This recording';
    const before = this.#takes.sounds.map((take, i) => ({ ...take, name: `Recording ${i + 1}` }));
    const remarks = await this.#teacher.check([...before, { ...sound, name }], sampleRate);
    const mine = remarks.find((remark) => remark.name === name);
    if (mine !== undefined) return this.#tell(`${mine.text}. Say it once more.`);
    for (const remark of remarks) this.#takes.doubt(Number(remark.name.replace(/\D/g, '')) - 1, remark.text);
    this.#takes.add(sound);
    const left = WANTED - this.#takes.good;
    this.#tell(left === 0 ? 'All are good. Press Learn it.' : `Good. ${left === 1 ? 'One' : left} more.`);
  }

  async #teach(): Promise<void> {
    const sounds = this.#takes.sounds;
    await this.#learnWord({ word: this.#word, takes: sounds, missed: [], wrong: [] });
    this.#takes.clear();
    this.#name.value = '';
  }

  /** Learns a word from all that is kept of it, uses it, keeps it, and listens for it. */
  async #learnWord(word: KeptWord): Promise<void> {
    const model = this.#page.model();
    if (model === null) return;
    await this.#recorder?.close();
    this.#recorder = null;
    this.#page.stop();
    this.#progress.hidden = false;
    const named = (sounds: KeptWord['takes'], what: string) =>
      sounds.map((sound, i) => ({ ...sound, name: `${what} ${i + 1}` }));
    const request = {
      model: writeModel(model),
      word: word.word,
      takes: named(word.takes, 'Recording'),
      missed: named(word.missed, 'Missed word'),
      wrong: named(word.wrong, 'Wrong sound'),
    };
    const { model: bytes, report } = await this.#teacher.teach(request, ({ share, doing }) => {
      this.#progress.value = share;
      this.#tell(`${DOING[doing]}…`);
    });
    await this.#page.useModel(readModel(bytes));
    await this.#store.keep(word, bytes);
    await this.#showWords();
    const missed = `${report.copiesMissed} of ${report.copies} copies in noise and rooms missed`;
    this.#tell(`“${spoken(word.word)}” is learnt (${missed}). Say it: the page is listening.`);
    this.#page.listen();
  }

  async #correct(word: string, kind: 'missed' | 'wrong', sound: { samples: Float32Array; sampleRate: number }) {
    const kept = (await this.#store.words()).find((one) => one.word === word);
    if (kept === undefined) return this.#tell(`“${spoken(word)}” was not taught here.`);
    await this.#learnWord({ ...kept, [kind]: [...kept[kind], sound] });
  }

  async #remove(word: string): Promise<void> {
    const model = this.#page.model();
    if (model === null) return;
    this.#page.stop();
    const bytes = await this.#teacher.forget(writeModel(model), word);
    const words = await this.#store.words();
    await this.#store.remove(word, words.length > 1 ? bytes : null);
    await this.#page.useModel(readModel(bytes));
    await this.#showWords();
    this.#tell(`“${spoken(word)}” is forgotten, and its recordings with it.`);
  }

  #save(): void {
    const model = this.#page.model();
    if (model === null) return;
    const link = make('a', '');
    link.href = URL.createObjectURL(
      new Blob([Uint8Array.from(writeModel(model))], { type: 'application/octet-stream' }),
    );
    link.download = `${model.name}-taught.safetensors`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  async #showWords(): Promise<void> {
    const known = this.#page.model()?.labels ?? [];
    const words = (await this.#store.words()).map(({ word }) => word).filter((word) => known.includes(word));
    this.#list.show(words);
    this.#corrections.show(words);
  }

  async #while(work: () => Promise<void>): Promise<void> {
    this.#busy = true;
    this.#enable();
    try {
      await work();
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#busy = false;
      this.#progress.hidden = true;
      this.#enable();
    }
  }

  #tell(text: string): void {
    if (this.#status.textContent !== text) this.#status.textContent = text;
  }

  #fail(error: unknown): void {
    const { title, advice, detail } = explain(error);
    this.#tell(detail === '' ? title : detail);
    this.#page.notices.show({ kind: 'teach', tone: 'bad', title, text: [advice], detail });
  }
}
