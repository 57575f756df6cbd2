import type { InstallPlan } from '../../aws/install.ts';
import type { Survey } from '../../aws/survey.ts';
import type { Run } from '../run.ts';
import { wrap } from '../show/wrap.ts';
import { repeatCommand } from './repeat.ts';
import type { InstallFlags } from './wishes.ts';

/** Where it is, what comes next, and the way back. */
export function showEnding(run: Run<InstallFlags>, { place }: Survey, plan: InstallPlan): void {
  const { out, flags } = run;
  const name = flags.name === 'main' ? '' : ` --name ${flags.name}`;
  const profile = flags.profile ? ` --profile ${flags.profile}` : '';
  const command = (words: string) => `npx signin-alert ${words}${name}${profile}`;
  const { channel } = plan.desired.choices;
  const lines: readonly (readonly [label: string, text: string])[] = [
    ['How it is', command('status')],
    ['What an alert looks like', command('send-test --kind failure')],
    ['The way back', command('uninstall')],
    ['The same without questions', repeatCommand(run, place.home, channel)],
  ];
  out.line(
    `${out.paint('green', '✔')} ${wrap(`Installed in ${place.home}: console sign-ins of account ${place.account} go to ${channel}.`, out.columns - 2, 0).replaceAll('\n', '\n  ')}`,
  );
  for (const [label, text] of lines) out.line(`  ${label}:\n${wrap(`    ${text}`, out.columns, 6)}`);
}
