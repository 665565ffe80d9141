// The thread that judges recordings and learns words, so that the page never waits.
import { readModel, writeModel } from 'sluice';
import { checkTakes, readBase, readKernel, readTalk, teach, withoutWord } from 'sluice/train';
import type { FromTeacher, ToTeacher } from './messages.js';

const post = (message: FromTeacher) => self.postMessage(message);
const kernel = readKernel();
kernel.catch(() => undefined); // told when it is needed

self.onmessage = ({ data }: MessageEvent<ToTeacher>) => {
  void answer(data).then(post, (error: unknown) =>
    post({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
  );
};

async function answer(message: ToTeacher): Promise<FromTeacher> {
  const module = await kernel;
  const { kind } = message;
  switch (kind) {
    case 'check':
      return { kind: 'checked', remarks: checkTakes(module, message.takes, message.sampleRate) };
    case 'teach': {
      const { word, takes, missed, wrong } = message;
      const onProgress = (progress: Parameters<NonNullable<Parameters<typeof teach>[0]['onProgress']>>[0]) =>
        post({ kind: 'progress', ...progress });
      const [talk, base] = await Promise.all([readTalk(), readBase()]);
      const model = readModel(message.model);
      const taught = await teach({ module, talk, base, model, word, takes, missed, wrong, onProgress });
      return { kind: 'taught', model: writeModel(taught.model), report: taught.report };
    }
    case 'forget':
      return { kind: 'forgotten', model: writeModel(withoutWord(module, readModel(message.model), message.word)) };
    default:
      return kind satisfies never;
  }
}
