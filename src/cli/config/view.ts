import type { ExitCode } from '../../aws/errors.ts';
import type { Survey } from '../../aws/survey.ts';
import { terminal } from '../../handler/encode.ts';
import { type Run, writeJson } from '../run.ts';
import { wrap } from '../show/wrap.ts';
import type { LiveRules } from './settings.ts';
import type { Outcome } from './write.ts';

const words = {
  changed: (version: number) => `Changed: version ${version}.`,
  unchanged: () => 'Nothing to change: the rules say so already.',
  planned: () => 'This would be changed:',
};

/** Ends a change: each place before and after, from when it holds, and what is still to do. */
export function showChange(run: Run, survey: Survey, { rules }: LiveRules, outcome: Outcome): ExitCode {
  const { out, notes, command } = run;
  const { result, version, changes, posted, why, needsInstall } = outcome;
  if (run.flags.json) {
    const { installation } = survey.place;
    const told = result === 'changed' ? { posted, ...(why === undefined ? {} : { why }) } : {};
    writeJson(run, {
      command,
      installation,
      result,
      version,
      changes: changes.map(json),
      ...told,
      needsInstall,
      rules,
    });
  } else {
    const sign = result === 'planned' ? '' : `${out.paint('green', '✔')} `;
    out.line(wrap(`${sign}${words[result](version)}`, out.columns, 2));
    for (const { path, before = 'not set', after = 'not set' } of changes) {
      out.line(wrap(`  ${terminal(path)}: ${terminal(before)} → ${terminal(after)}`, out.columns, 4));
    }
    if (result === 'changed') {
      const channel = survey.context.findings.settings?.choices.channel ?? 'the channel';
      out.line(wrap(`  Live within a minute${posted ? `; ${terminal(channel)} was told` : ''}.`, out.columns, 2));
    }
  }
  const warn = (text: string) => notes.line(notes.paint('yellow', wrap(`! ${text}`, notes.columns, 2)));
  if (why !== undefined) warn(`The change holds, but the channel could not be told: ${why}`);
  if (needsInstall) {
    const { installation } = survey.place;
    const name = installation === 'main' ? '' : ` --name ${installation}`;
    warn(
      `For kinds.aws-login the EventBridge rules must change too, in every region: run npx signin-alert install${name}`,
    );
  }
  return 0;
}

const json = ({ path, before, after }: Outcome['changes'][number]) => ({
  path,
  before: before ?? null,
  after: after ?? null,
});
