// Wrong addresses of what a page loads: every asset times every way in which servers answer wrongly. Each is a
// SluiceError that names the address, what came, and the option that mends it, and none of them lets a page hang.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VERSION } from '#src/loading/version.js';
import { staticPages } from '#src/node/static-server.js';
import { launchChromium } from '../support/chromium.js';

type Asset = 'worker' | 'worklet' | 'kernel' | 'model';

/** The time limit where no answer comes, and where one does, however busy the machine is. */
const SHORT_MS = 500;
const LONG_MS = 20_000;

const CODES: Record<Asset, string> = {
  worker: 'ENGINE_FAILED',
  worklet: 'SOURCE_FAILED',
  kernel: 'KERNEL_UNAVAILABLE',
  model: 'MODEL_UNREADABLE',
};
const OPTIONS: Record<Asset, string> = { worker: 'workerUrl', worklet: 'workletUrl', kernel: 'kernel', model: 'model' };
const ASSETS = Object.keys(CODES) as Asset[];
const SCRIPTS: readonly Asset[] = ['worker', 'worklet'];

/** What the server does at `/bad/NAME/…`, and what the message says of it. */
const BAD: Record<
  string,
  {
    readonly answer: (response: ServerResponse) => void;
    readonly says: (asset: Asset) => string | RegExp;
    readonly silent?: readonly Asset[];
  }
> = {
  missing: {
    answer: (response) => send(response, 404, 'text/plain', 'no such file'),
    says: () => 'the server answered 404',
  },
  'single-page-app': {
    answer: (response) => send(response, 200, 'text/html', '<!doctype html><title>app</title><div id="root"></div>'),
    says: () => 'the server sent a page of HTML in its place, with status 200',
  },
  'page-with-a-wrong-type': {
    answer: (response) => send(response, 200, 'text/javascript', '\n<html><body>Please log in.</body></html>'),
    says: () => 'the server sent a page of HTML in its place, with status 200',
  },
  json: {
    answer: (response) => send(response, 200, 'application/json', '{"error":"quota"}'),
    says: (asset) =>
      SCRIPTS.includes(asset)
        ? "the server sent it as 'application/json', not as 'text/javascript'"
        : "received 17 bytes, of the type 'application/json'",
  },
  'another-script': {
    silent: ['worker'],
    answer: (response) => send(response, 200, 'text/javascript', 'globalThis.another = 1;'),
    says: (asset) =>
      ({
        worker: `it has said nothing for 0.5 s`,
        worklet: "the browser says: InvalidStateError: Failed to construct 'AudioWorkletNode'",
        kernel: "received 23 bytes, of the type 'text/javascript', which are not WebAssembly",
        model: "received 23 bytes, of the type 'text/javascript'",
      })[asset],
  },
  silent: {
    silent: ASSETS,
    answer: () => undefined,
    says: () => /the server has sent nothing for \d/,
  },
  'silent-after-its-first-bytes': {
    silent: ASSETS,
    answer: (response) => {
      response.writeHead(200, { 'Content-Type': 'text/javascript', 'Content-Length': 1000 });
      response.write('var a');
    },
    says: () => /the server has sent nothing for \d/,
  },
  'hung-up': {
    answer: (response) => response.destroy(),
    says: () => 'there is no answer that this page may read',
  },
};

const OLD = `onmessage = () => postMessage({ kind: 'started', version: '0.0.1' });`;

let site: Server;
let other: Server;
let here: string;
let there: string;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  const pages = await staticPages({
    root: new URL('../../dist/', import.meta.url),
    isolated: false,
    pages: { '/': '<!doctype html><script type="module" src="/standalone/sluice.js"></script>' },
  });
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const [, kind, name = ''] = (request.url ?? '').split('/');
    if (kind === 'old.js') return send(response, 200, 'text/javascript', OLD);
    return kind === 'bad' ? BAD[name]?.answer(response) : pages(request, response);
  };
  [site, other] = [createServer(answer), createServer(answer)];
  [here, there] = (await Promise.all([site, other].map(listening))) as [string, string];
  browser = await launchChromium();
  page = await browser.newPage();
  await page.goto(here);
});

afterAll(async () => {
  await browser?.close();
  for (const server of [site, other]) {
    server.closeAllConnections();
    server.close();
  }
});

/** Tries to use an asset of that address. Returns the error as a line, or `fine`. */
function tried(asset: Asset, address: string, loadTimeoutMs = LONG_MS): Promise<string> {
  const script = `(async () => {
    const sluice = await import('/standalone/sluice.js');
    const loadTimeoutMs = ${loadTimeoutMs};
    const kernel = await (globalThis.kernel ??= fetch('/kernel/kernel.wasm').then((answer) => answer.arrayBuffer()));
    const address = ${JSON.stringify(address)};
    const source = sluice.replay(new Float32Array(160), { sampleRate: 16_000 });
    const uses = {
      worker: () => sluice.createEngine({ kernel, workerUrl: address, loadTimeoutMs }),
      kernel: () => sluice.createEngine({ kernel: address, loadTimeoutMs }),
      model: () => sluice.openStream({ source, model: address, loadTimeoutMs }),
      worklet: () => {
        const context = new OfflineAudioContext(1, 128, 48_000);
        const options = { workletUrl: address, loadTimeoutMs };
        return sluice.audioNode(new ConstantSourceNode(context), options).open(new AbortController().signal);
      },
    };
    try {
      await (await uses.${asset}()).close?.();
      return 'fine';
    } catch (error) {
      return (error instanceof sluice.SluiceError ? error.code : error.name) + ': ' + error.message;
    }
  })()`;
  return page.evaluate(script) as Promise<string>;
}

describe('an address of an asset', () => {
  for (const asset of ASSETS) {
    it(`of the ${asset}: each wrong answer is an error that names address, answer and option`, async () => {
      // Browsers open few connections to a server: one that is silent must not keep the others waiting.
      for (const [name, bad] of Object.entries(BAD)) {
        const address = `${here}bad/${name}/${asset}`;
        const says = bad.says(asset);
        const told = await tried(asset, address, bad.silent?.includes(asset) ? SHORT_MS : LONG_MS);
        expect(told, name).toMatch(new RegExp(`^${CODES[asset]}: `));
        expect(told, name).toContain(address);
        expect(told, name).toContain(`'${OPTIONS[asset]}'`);
        if (typeof says === 'string') expect(told, name).toContain(says);
        else expect(told, name).toMatch(says);
      }
    });
  }

  it('of another origin that does not allow the page to read it is an error of the same kind', async () => {
    const files = {
      kernel: 'kernel/kernel.wasm',
      model: 'models/keywords.safetensors',
      worklet: 'worklets/capture.js',
    };
    for (const [asset, file] of Object.entries(files) as [Asset, string][]) {
      const told = await tried(asset, there + file);
      expect(told).toMatch(new RegExp(`^${CODES[asset]}: .*${there}${file}.*'${OPTIONS[asset]}'`));
      expect(told).toContain('there is no answer that this page may read');
    }
    expect(await tried('kernel', `${there}kernel/kernel.wasm`)).toContain("'Access-Control-Allow-Origin'");
  });

  it('of a worker of another origin says which file to serve', async () => {
    const address = `${there}standalone/engine-worker.js`;
    expect(await tried('worker', address)).toBe(
      `ENGINE_FAILED: Cannot start the engine: its worker ${address} does not run: browsers start no worker of another origin: ` +
        `serve a file of your own with the one line \`import '${address}';\`: ` +
        "give the address of this version's engine-worker.js as 'workerUrl'",
    );
  });

  it('of a worker of another version names both versions', async () => {
    expect(await tried('worker', `${here}old.js`)).toContain(
      `it is of sluice 0.0.1, and this code of sluice ${VERSION}`,
    );
  });

  it('of a kernel of another program names what it lacks, and where it came from', async () => {
    const empty = 'data:application/wasm;base64,AGFzbQEAAAA=';
    const told = await tried('kernel', empty);
    expect(told).toMatch(/^KERNEL_UNAVAILABLE: .*the module is not this kernel: it has no /);
    expect(told).toContain(`received from ${empty}: give its right address as 'kernel'`);
  });

  it('that is right is fine, as a file and as a folder of kernels', async () => {
    expect(await tried('worker', `${here}standalone/engine-worker.js`)).toBe('fine');
    expect(await tried('worker', '/standalone/engine-worker.js')).toBe('fine');
    expect(await tried('kernel', '/kernel/kernel.wasm')).toBe('fine');
    expect(await tried('kernel', '/kernel/')).toBe('fine');
    expect(await tried('model', '/models/keywords.safetensors')).toBe('fine');
    expect(await tried('worklet', '/worklets/capture.js')).toBe('fine');
  });
});

describe('a part of the package that is loaded later', () => {
  const LATER = [
    { file: 'whole-sound.js', does: 'reads sound', call: "decodeAudio(new Uint8Array(9), 'nine.wav')" },
    { file: 'open-table.js', does: 'reads tables', call: "openTable(new Blob(['t,a\\n1,2\\n']))" },
  ];

  /** What the call rejects with, on a page of its own whose server does `answer` for that file. */
  async function calledWithout(
    { file, call }: (typeof LATER)[number],
    answer: (route: Route) => unknown,
    while_: (fresh: Page) => Promise<void> = async () => undefined,
  ): Promise<string> {
    const fresh = await browser.newPage();
    try {
      await fresh.clock.install();
      const asked = new Promise<void>((resolve) => {
        void fresh.route(`**/${file}`, (route) => {
          answer(route);
          resolve();
        });
      });
      await fresh.goto(here);
      const told = fresh.evaluate(
        `import('/standalone/sluice.js').then((sluice) => sluice.${call}).catch(({ code, message }) => code + ': ' + message)`,
      ) as Promise<string>;
      await asked;
      await while_(fresh);
      return await told;
    } finally {
      await fresh.close();
    }
  }

  it.each(LATER)('is an error that says that it $does, where its server answers 404', async (part) => {
    const told = await calledWithout(part, (route) => route.fulfill({ status: 404, body: 'no such file' }));
    expect(told).toMatch(`KERNEL_UNAVAILABLE: Cannot load the part of sluice that ${part.does}: `);
    expect(told).toContain(`${here}standalone/${part.file}`);
  });

  it.each(LATER)('is an error after 30 s, where its server never answers: what $does', async (part) => {
    const told = await calledWithout(
      part,
      () => undefined,
      (fresh) => fresh.clock.runFor(30_000),
    );
    expect(told).toBe(
      `KERNEL_UNAVAILABLE: Cannot load the part of sluice that ${part.does}: the server has sent nothing for 30 s`,
    );
  });
});

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'Content-Type': type, 'X-Content-Type-Options': 'nosniff' }).end(body);
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
