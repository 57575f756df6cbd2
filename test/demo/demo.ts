// Shows the whole tool on one machine: a local cloud, a stand-in for Slack, the real CLI, sign-ins, and the way back.
// `npm run demo` runs it. It exits 0 only if every step did its work; Ctrl-C cleans up.
import { pathToFileURL } from 'node:url';
import { createSink } from '../../src/cli/io.ts';
import type { Act } from './act.ts';
import { install } from './acts/install.ts';
import { leftovers } from './acts/leftovers.ts';
import { sendTest } from './acts/send-test.ts';
import { signIns } from './acts/sign-ins.ts';
import { slackShows } from './acts/slack.ts';
import { status } from './acts/status.ts';
import { uninstall } from './acts/uninstall.ts';
import { createPerformance } from './perform.ts';
import { opening, openStage, pagePath } from './stage.ts';
import { drawSummary } from './summary.ts';

const acts: readonly Act[] = [install, signIns, slackShows, status, sendTest, uninstall, leftovers];

const out = createSink(process.stdout, process.env);
const interrupt = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => interrupt.abort());

out.line(out.paint('bold', 'signin-alert, from install to uninstall'));
const { play, endings } = createPerformance(out, interrupt.signal);
const stage = await play(opening, () => openStage(out, interrupt.signal));
for (const act of acts) await play(act, async () => stage && act.run(stage));
await Promise.all([stage?.cloud.stop(), stage?.slack.stop()]);

out.line();
for (const line of drawSummary(out, endings)) out.line(line);
out.line();
const allWell = endings.every(({ result }) => result === 'ok');
const failed = endings.filter(({ result }) => result === 'failed').map(({ title }) => title);
if (interrupt.signal.aborted)
  out.line(out.paint('yellow', '   Interrupted. The local cloud is gone, and nothing else was touched.'));
else if (!allWell) out.line(out.paint('red', `   Not as it should be: ${failed.join(', ')}.`));
else out.line(`   Every step did its work. The messages: ${pathToFileURL(pagePath).href}`);
// The one who interrupts does not want to wait for connections that linger.
process.exit(interrupt.signal.aborted ? 130 : allWell ? 0 : 1);
