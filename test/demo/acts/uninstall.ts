import type { Act } from '../act.ts';
import { putLogFile } from '../log-bucket.ts';
import { runCli } from '../run-cli.ts';
import { install } from './install.ts';
import { writePage } from './slack.ts';

export const uninstall: Act = {
  title: 'Uninstall',
  proves: 'One command takes everything out again.',
  needs: [install.title],
  async run(stage) {
    await putLogFile(stage);
    await runCli(stage, ['uninstall', '--yes']);
    stage.out.line();
    await writePage(stage);
  },
};
