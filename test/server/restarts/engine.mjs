// The engine thread of a server under test: its clock is set with the server's.
import './world.mjs';
import '#src/node/engine-worker.js';
