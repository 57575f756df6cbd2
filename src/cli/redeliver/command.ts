import type { ExitCode } from '../../aws/errors.ts';
import { lookAround } from '../connect.ts';
import { checkFlags } from '../input/common.ts';
import { requireFunction, requireInstalled } from '../installed.ts';
import { type Run, writeJson } from '../run.ts';
import { wrap } from '../show/wrap.ts';
import { type Delivery, redeliver } from './rounds.ts';

/** `redeliver`: the wake-up's work, now: what rests in the undelivered queue goes to Slack. */
export async function run(run: Run): Promise<ExitCode> {
  await checkFlags(run, async () => undefined);
  const found = await lookAround(run, { only: ['function', 'queue'] });
  requireInstalled(found);
  requireFunction(found);

  const { notes, interrupt } = run;
  const { resting } = found.context.findings;
  if (resting) notes.line(`About ${alerts(resting)} ${resting === 1 ? 'rests' : 'rest'}; Slack takes one a second …`);
  interrupt.enter({ changing: false, state: 'What was delivered is delivered; the rest stays in the queue.' });
  const result = await redeliver(found, (so) =>
    notes.line(`  ${alerts(so.drained)} delivered, about ${so.remaining ?? '?'} to go …`),
  );
  return finish(run, found.place.installation, result);
}

const alerts = (count: number): string => `${count} ${count === 1 ? 'alert' : 'alerts'}`;

function rest(remaining: number | undefined): string {
  if (remaining === undefined) return 'how many still rest cannot be seen';
  if (remaining === 0) return 'but counts of repeated failures still wait';
  return `about ${alerts(remaining)} still ${remaining === 1 ? 'rests' : 'rest'}`;
}

function finish(run: Run, installation: string, { drained, summaries, remaining, why }: Delivery): ExitCode {
  const { out, command } = run;
  const done = remaining === 0 && why === undefined;
  const say = (text: string) => out.line(wrap(text, out.columns, 2));
  if (run.flags.json) {
    writeJson(run, {
      command,
      installation,
      drained,
      summaries,
      remaining: remaining ?? null,
      ...(why === undefined ? {} : { why }),
    });
  } else if (done) {
    const counts =
      summaries > 0 ? ` ${summaries} ${summaries === 1 ? 'count' : 'counts'} of repeated failures posted.` : '';
    const what = drained > 0 ? `${alerts(drained)} delivered.` : 'No alert was waiting.';
    say(`${out.paint('green', '✔')} ${what}${counts} The queue is empty.`);
  } else {
    say(`${out.paint('yellow', '!')} ${alerts(drained)} delivered, ${rest(remaining)}.`);
    say(`  ${why === undefined ? 'Others may be at them just now.' : `Why it stopped: ${why}`}`);
    say('  They are tried again every five minutes; to see what is wrong: npx signin-alert status');
  }
  return done ? 0 : 3;
}
