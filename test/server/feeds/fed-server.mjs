// A server with feeds in a process of its own, which a test kills. Its settings come as JSON; its address goes out.
import { startServer } from '../../../dist/node/serve.js';

const server = await startServer({ port: 0, ...JSON.parse(process.argv[2] ?? '{}') });
process.stdout.write(`${server.url}\n`);
process.on('SIGTERM', () => server.close());
