import 'https://cdn.example/sluice/dist/standalone/engine-worker.js';
