// The world that a server under test lives in. Its clock can be set and its disk can fill, by messages from the test.
// Imported before everything else, on each thread.
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { getEnvironmentData, isMainThread, setEnvironmentData } from 'node:worker_threads';

const CLOCK = 'clock of the test world';

/** One number, shared by all threads: how far the clock was set, ms. */
const setBy = new Float64Array(isMainThread ? new SharedArrayBuffer(8) : getEnvironmentData(CLOCK));

/** `fine`: files are written. Else new data, new names, or the sync of what was written fails. */
let disk = process.env.TEST_WORLD_DISK ?? 'fine';

shiftDate();
if (isMainThread) {
  setEnvironmentData(CLOCK, setBy.buffer);
  setBy[0] = Number(process.env.TEST_WORLD_CLOCK_MS ?? 0);
  await fillDisk();
  obeyTest();
}

function shiftDate() {
  const SystemDate = Date;
  globalThis.Date = class extends SystemDate {
    constructor(/** @type {any[]} */ ...parts) {
      if (parts.length === 0) super(SystemDate.now() + setBy[0]);
      else super(...parts);
    }

    static now() {
      return SystemDate.now() + setBy[0];
    }
  };
}

async function fillDisk() {
  const handle = await fs.open(new URL(import.meta.url), 'r');
  const methods = Object.getPrototypeOf(handle);
  await handle.close();
  const { writeFile, sync } = methods;
  methods.writeFile = async function (data) {
    if (disk !== 'no room') return writeFile.call(this, data);
    await writeFile.call(this, data.slice(0, data.length >> 1)); // what still had room
    throw noSpace('write');
  };
  methods.sync = async function () {
    if (disk === 'no sync') throw noSpace('fsync');
    return sync.call(this);
  };
  for (const name of ['link', 'rename']) refuseNames(name);
  const { open } = fs;
  fs.open = async (path, flags, mode) => {
    if (disk === 'no names' && typeof flags === 'string' && flags !== 'r') throw noSpace('open');
    return open(path, flags, mode);
  };
  syncBuiltinESMExports();
}

function refuseNames(name) {
  const work = fs[name];
  fs[name] = async (...given) => {
    if (disk === 'no names') throw noSpace(name);
    return work(...given);
  };
}

function noSpace(call) {
  return Object.assign(new Error(`ENOSPC: no space left on device, ${call}`), { code: 'ENOSPC', errno: -28 });
}

/** The process ends with the test that started it. */
function obeyTest() {
  process.on('message', (message) => {
    setBy[0] = message.clockMs;
    disk = message.disk;
    process.send?.('done');
  });
  process.on('disconnect', () => process.exit(1));
  process.channel?.unref();
}
