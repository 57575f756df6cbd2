import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloudPaths, cloudReady } from '../../scripts/setup/cloud.js';
import { fetchOnce } from './http.ts';
import { freePort } from './server/free-port.ts';
import { type Guarded, startGuarded } from './server/guarded.ts';

export type MinistackOptions = {
  /** Enforce IAM for everybody but root keys (12 digits, or `test`). */
  readonly auth?: boolean;
  /** Serve https; see `ca`. */
  readonly tls?: boolean;
  /** More environment for the server. All of the server's environment also reaches every function. */
  readonly env?: Readonly<Record<string, string>>;
};

export type Ministack = Guarded & {
  /** `http(s)://127.0.0.1:PORT` */
  readonly url: string;
  readonly port: number;
  /** With `tls`: file with the server's certificate, for NODE_EXTRA_CA_CERTS. */
  readonly ca?: string;
  /** Empties every account and region (some 20 ms). */
  reset(): Promise<void>;
};

const root = join(import.meta.dirname, '../..');

function serverEnv(options: MinistackOptions, port: number, folder: string): Record<string, string> {
  return {
    // The emulator starts functions with the `node` of its PATH, whatever their runtime says: ours is Node 24.
    PATH: [join(root, 'node_modules/node/bin'), '/usr/local/bin', '/usr/bin', '/bin'].join(':'),
    HOME: folder,
    TMPDIR: folder,
    GATEWAY_PORT: String(port),
    BIND_HOST: '127.0.0.1',
    LAMBDA_EXECUTOR: 'local',
    LAMBDA_ASYNC_RETRY_BASE_SECONDS: '0.05',
    CLOUDTRAIL_RECORDING: '0',
    ...(options.auth ? { AUTH: 'true' } : {}),
    ...(options.tls ? { USE_SSL: '1' } : {}),
    ...options.env,
  };
}

async function startOnce(options: MinistackOptions): Promise<Ministack> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'signin-alert-ministack-'));
  const server = await startGuarded([cloudPaths(root).python, '-m', 'ministack'], {
    env: serverEnv(options, port, folder),
    folder,
    ready: 'Running on http',
  });
  const ca = options.tls ? join(folder, 'ministack-tls/server.crt') : undefined;
  const url = `${ca ? 'https' : 'http'}://127.0.0.1:${port}`;
  const reset = async () => {
    const { status, body } = await fetchOnce(`${url}/_ministack/reset`, { method: 'POST', ca });
    if (status !== 200) throw new Error(`ministack reset: ${status} ${body}`);
  };
  return { ...server, url, port, reset, ...(ca ? { ca } : {}) };
}

/**
 * Starts an AWS emulator of its own: empty, on a free port of 127.0.0.1, account 000000000000. It ends with stop(),
 * and also when our process ends in whatever way. Several can run at once; each takes 0.3 s and about 100 MB.
 */
export async function startMinistack(options: MinistackOptions = {}): Promise<Ministack> {
  if (!cloudReady(root)) throw new Error('the local cloud is not installed; run: npm run setup');
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(options);
    } catch (error) {
      const taken = error instanceof Error && /in use/i.test(error.message);
      if (!taken || attempt === 5) throw error;
    }
  }
}
