import type { InstallPlan } from '../../aws/install.ts';
import type { ItemReport } from '../../aws/report.ts';
import type { Survey } from '../../aws/survey.ts';
import type { Run } from '../run.ts';
import { wrap } from '../show/wrap.ts';
import { repeatCommand } from './repeat.ts';
import type { InstallFlags } from './wishes.ts';

/**
 * Where it is, what comes next, and the way back.
 * @param items what became of the plan
 */
export function showEnding(
  run: Run<InstallFlags>,
  { place }: Survey,
  plan: InstallPlan,
  items: readonly ItemReport[],
): void {
  const { out, flags } = run;
  const say = (mark: string, text: string) =>
    out.line(`${mark} ${wrap(text, out.columns - 2).replaceAll('\n', '\n  ')}`);
  const { channel } = plan.desired.choices;
  say(
    out.paint('green', '✔'),
    `Installed in ${place.home}: console sign-ins of account ${place.account} go to ${channel}.`,
  );
  const blocked = items.filter(({ action }) => action === 'blocked').map(({ region }) => region);
  if (blocked.length > 0) {
    say(out.paint('yellow', '!'), `Not seen are those that land in ${blocked.join(', ')}: AWS denied the rule there.`);
  }
  const name = flags.name === 'main' ? '' : ` --name ${flags.name}`;
  const profile = flags.profile ? ` --profile ${flags.profile}` : '';
  const command = (words: string) => `npx signin-alert ${words}${name}${profile}`;
  const next: readonly (readonly [label: string, command: string])[] = [
    ['How it is', command('status')],
    ['What an alert looks like', command('send-test --kind failure')],
    ['The way back', command('uninstall')],
    ['The same without questions', repeatCommand(run, place.home, channel)],
  ];
  // Commands are not broken into lines of ours: they shall be whole when they are copied.
  for (const [label, line] of next) out.line(`  ${label}:\n    ${line}`);
}
