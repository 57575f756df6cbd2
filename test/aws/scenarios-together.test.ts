import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { firstInstall, type Ground, startGround } from '../support/ground.ts';
import { poll } from '../support/poll.ts';
import type { Fault } from '../support/proxy.ts';
import { someRegions } from '../support/scene.ts';
import { ran, readEnded } from './ran.ts';

let ground: Ground;

beforeAll(async () => {
  ground = await startGround();
});
afterAll(() => ground.stop());
beforeEach(() => ground.begin());

const status = () => ran(ground, ['status', '--json']);
const enabledKeys = async () => (await ground.look()).lines.filter((line) => / kms key <id> Enabled/.test(line));

/** Two installs from two machines; each begins when both have read the account. */
async function installTwice(one: readonly string[], other: readonly string[]) {
  const { scene } = ground;
  scene.wire.reset();
  const waiting: (() => void)[] = [];
  const together: Fault = {
    operation: 'CreateRole',
    times: Infinity,
    action: {
      before: () =>
        new Promise<void>((resolve) => {
          waiting.push(resolve);
          // Two roles each.
          if (waiting.length >= 4) for (const go of waiting) go();
        }),
    },
  };
  scene.wire.fault(together);
  const regions = ['--regions', someRegions.join(',')];
  const ended = await Promise.all([scene.install([...regions, ...one]), scene.install([...regions, ...other])]);
  return ended.map(({ code, ...rest }) => readEnded({ ...rest, code: code ?? undefined }));
}

describe('two installs at the same time', () => {
  it('end in one healthy installation with one key', async () => {
    const both = await installTwice([], []);
    expect(both.map(({ code, error }) => `${code} ${error.message}`)).toEqual(['0 ', '0 ']);
    expect(await enabledKeys()).toHaveLength(1);
    expect(await status()).toMatchObject({ code: 0, healthy: true });
    const again = await ran(ground, ['install', '--yes', '--json', '--skip-test']);
    expect(again.result).toBe('unchanged');
    expect((await ran(ground, ['send-test', '--json', '--timeout', '20'])).code).toBe(0);
  });

  it('that are told different things: the one that is later is told so, and all is in line with the first', async () => {
    const both = await installTwice(['--channel', '#one'], ['--channel', '#two']);
    expect(both.map(({ code, error }) => `${code} ${error.name}`).sort()).toEqual(['0 ', '1 SettingsChanged']);
    const loser = both.find(({ code }) => code === 1);
    expect(loser?.error.state).toBe('It is installed as they said.');
    expect(await enabledKeys()).toHaveLength(1);
    expect(await status()).toMatchObject({ code: 0, healthy: true });
    const again = await ran(ground, ['install', '--yes', '--json', '--skip-test']);
    expect(again.result).toBe('unchanged');
  });
});

describe('Ctrl-C', () => {
  /** Every change takes its time, and this one is waited for. */
  const slow: Fault = { where: ({ write }) => write, times: Infinity, action: { delayMs: 300 } };
  const begun = (operation: string) =>
    poll(() => ground.scene.wire.calls.some((call) => call.operation === operation), `${operation} is called`, 20_000);

  it('while installing: finishes the calls in flight, says what there is; the same command again goes on', async () => {
    const running = ground.run(firstInstall, { faults: [slow] });
    await begun('CreateTopic');
    ground.kill('SIGINT');
    const { code, error, stderr } = readEnded(await running);
    expect({ code, name: error.name }).toEqual({ code: 130, name: 'Interrupted' });
    expect(stderr).toContain('Ctrl-C again leaves at once');
    expect(error.state).toMatch(/^\d+ of \d+ parts are done; not done: /);
    expect(error.action).toContain('Run the same command');
    const calls = ground.scene.wire.calls.filter(({ write }) => write);
    expect(calls.filter(({ status = 0 }) => status === 0)).toEqual([]);
    // What had begun is there; what needs it has not begun.
    const { lines } = await ground.look();
    expect(lines).toContain('us-east-1 sns topic signin-alert-main');
    expect(lines.filter((line) => /lambda function|events target signin-alert-main /.test(line))).toEqual([]);
    expect((await ran(ground, firstInstall)).code).toBe(0);
    expect(await enabledKeys()).toHaveLength(1);
    expect(await status()).toMatchObject({ code: 0, healthy: true });
  });

  it('twice: leaves at once, and the same command again goes on', async () => {
    const hang: Fault = { operation: 'CreateQueue', times: Infinity, action: 'hang' };
    const running = ground.run(firstInstall, { faults: [hang] });
    await begun('CreateQueue');
    ground.kill('SIGINT');
    await poll(() => ground.stderr().includes('Ctrl-C again'), 'the first Ctrl-C is heard');
    ground.kill('SIGINT');
    const { code, error, ms } = readEnded(await running);
    expect({ code, name: error.name }).toEqual({ code: 130, name: 'Interrupted' });
    expect(ms).toBeLessThan(5_000);
    // As bin/signin-alert.js does when a command has ended.
    ground.kill();
    expect((await ran(ground, firstInstall)).code).toBe(0);
    expect(await status()).toMatchObject({ code: 0, healthy: true });
  });

  it('while uninstalling: the same command again removes what is left', async () => {
    await ran(ground, firstInstall);
    const running = ground.run(['uninstall', '--yes', '--json'], { faults: [slow] });
    await begun('DeleteTopic');
    ground.kill('SIGINT');
    const { code, error } = readEnded(await running);
    expect({ code, name: error.name }).toEqual({ code: 130, name: 'Interrupted' });
    expect(error.state).toMatch(/not done: .*function-role/);
    expect((await ran(ground, ['uninstall', '--yes', '--json'])).code).toBe(0);
    expect((await ground.look()).lines.filter((line) => !/PendingDeletion|s3 bucket/.test(line))).toEqual([]);
  });
});
