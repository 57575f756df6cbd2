import { isObject, parseJson } from '../../support/json.ts';
import { type Act, expect } from '../act.ts';
import { runCli } from '../run-cli.ts';
import { install } from './install.ts';

export const status: Act = {
  title: 'Status',
  proves: 'One command says whether everything is there and works; programs get the same as JSON.',
  needs: [install.title],
  async run(stage) {
    await runCli(stage, ['status']);
    const { stdout } = await runCli(stage, ['status', '--json'], { quiet: true });
    const document = parseJson(stdout);
    const healthy = isObject(document) ? document.healthy : undefined;
    expect(healthy === true, '"healthy": true from status --json', `"healthy": ${JSON.stringify(healthy)}`);
  },
};
