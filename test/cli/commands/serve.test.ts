// `sluice serve` as a person runs it: a process that says where it is, answers over HTTP, and ends well when asked to.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { request as secureRequest } from 'node:https';
import { describe, expect, it } from 'vitest';
import { connect } from '#src/node/index.js';
import { sluice, startSluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';

/** Runs the command until `use` is done with its address; tells how it ended. */
async function serving(args: readonly string[], use: (serving: { url: string; socketUrl: string }) => Promise<void>) {
  const child = startSluice(['serve', '--json', '--port', '0', '--log-level', 'warn', ...args]);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  try {
    const line = await new Promise<string>((resolve, reject) => {
      child.stdout.once('data', (data: Buffer) => resolve(data.toString()));
      child.once('exit', (code) => reject(new Error(`ended with ${code}: ${child.stderr.read()}`)));
    });
    await use(JSON.parse(line) as { url: string; socketUrl: string });
  } finally {
    child.kill('SIGINT');
  }
  return ended;
}

function get(url: string, headers: Record<string, string> = {}): Promise<{ status: number | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    const ask = url.startsWith('https') ? secureRequest : request;
    ask(url, { headers, rejectUnauthorized: false } as object, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode, text: Buffer.concat(parts).toString() }));
    })
      .on('error', reject)
      .end();
  });
}

describe('sluice serve', () => {
  it('answers over HTTP, serves streams of the model that learns by itself, and ends with 0', async () => {
    const code = await serving([], async ({ url, socketUrl }) => {
      expect(await get(`${url}healthz`)).toEqual({ status: 200, text: 'ok\n' });
      expect((await get(`${url}readyz`)).status).toBe(200);
      expect((await get(`${url}nothing`)).status).toBe(404);
      const page = await fetch(url);
      expect(page.headers.get('x-frame-options')).toBe('DENY');
      expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      await using client = await connect(socketUrl);
      const stream = await client.open({ stream: 'sensor', channels: ['load'], maxDelayMs: 10_000 });
      expect(stream.info).toMatchObject({ model: 'anomaly', input: 'series', channels: ['load'] });
      stream.send([Date.now(), 1]);
      await stream.close();
      const { text } = await get(`${url}metrics`);
      for (const line of ['sluice_frames_total 1', 'sluice_predictions_total 1', 'sluice_delay_seconds_count 1']) {
        expect(text).toContain(line);
      }
      expect(text).toMatch(/^sluice_queue_delay_seconds_bucket\{le="\+Inf"\} [1-9]/m);
    });
    expect(code).toBe(0);
  });

  it.each(['', '# none yet\n\n'])('does not start with a file of tokens that has none: %j', async (text) => {
    const { code, stderr } = await sluice(['serve', '--port', '0', '--tokens', temporaryFolder().write('t', text)]);
    expect(code).toBe(2);
    expect(stderr).toContain("'--tokens' must name a file of tokens");
  });

  it('shows what it counts only to those who may watch, where there are tokens', async () => {
    const tokens = ['--token', 'send:0123456789abcdef', '--token', 'watch:abcdefabcdefabcd'];
    await serving(tokens, async ({ url }) => {
      const shown = (token: string) => get(`${url}metrics`, { authorization: `Bearer ${token}` });
      expect((await get(`${url}metrics`)).status).toBe(401);
      expect((await shown('0123456789abcdef')).status).toBe(403);
      expect((await shown('abcdefabcdefabcd')).status).toBe(200);
    });
  });

  it('speaks TLS with a certificate', async () => {
    const { path } = temporaryFolder();
    const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const made = [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '1',
      '-keyout',
      `${path}/key`,
      '-out',
      `${path}/cert`,
    ];
    execFileSync('openssl', [...made, ...subject], { stdio: 'ignore' });
    await serving(['--tls-cert', `${path}/cert`, '--tls-key', `${path}/key`], async ({ url, socketUrl }) => {
      expect(url).toMatch(/^https:/);
      expect((await get(`${url}healthz`)).status).toBe(200);
      await using client = await connect(socketUrl, { ca: readFileSync(`${path}/cert`) });
      expect(client.rights).toContain('send');
    });
  });

  it.each([
    [['--host', '0.0.0.0'], "give '--token', or say '--insecure'"],
    [['--token', 'send:short'], 'it must be 16 to 256'],
    [['--token', 'fly:0123456789abcdef'], 'rights must be of send, watch, operate, administer'],
    [['--tls-cert', 'x'], "'--tls-cert' and '--tls-key' go together"],
    [['--port', '70000'], 'must be a whole number from 0 to 65535'],
  ])('refuses %j as wrong usage', async (args, sentence) => {
    const { code, stderr } = await sluice(['serve', ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
  });

  it('fails in a sentence where the model is not there', async () => {
    const { code, stderr } = await sluice(['serve', '--model', 'none.safetensors']);
    expect(code).toBe(1);
    expect(stderr).toBe('sluice: Cannot read none.safetensors: there is no such file\n');
  });
});
