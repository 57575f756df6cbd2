import { join } from 'node:path';
import type { Sink } from '../../src/cli/io.ts';
import { listAccount } from '../support/account.ts';
import { type Ministack, startMinistack } from '../support/ministack.ts';
import { type Slack, startSlack } from '../support/slack.ts';
import { expect, type Heading } from './act.ts';
import type { Sent } from './sign-ins/send.ts';

/** What the acts share. */
export type Stage = {
  readonly out: Sink;
  readonly cloud: Ministack;
  readonly slack: Slack;
  /** What was in the account before anything was installed. */
  readonly before: readonly string[];
  /** Sign-ins that were let happen. */
  readonly sent: Sent[];
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
};

export const channel = '#sign-ins';
/** Where the demo installs; most of its sign-ins happen elsewhere. */
export const home = 'eu-west-1';
export const pagePath = join(import.meta.dirname, '../../.cache/demo/slack.html');

export const opening: Heading = {
  title: 'Local cloud',
  proves: 'Everything happens on this machine: no AWS account, no Slack workspace, nothing leaves it.',
};

/** Starts the local cloud and the stand-in for Slack. Both end with this process, however it ends. */
export async function openStage(out: Sink, signal: AbortSignal): Promise<Stage> {
  const [cloud, slack] = await Promise.all([startMinistack(), startSlack()]);
  out.line(`   AWS is played by ministack at ${cloud.url}`);
  out.line(`   Slack is played by our stand-in at ${slack.url}`);
  const before = await listAccount({ endpoint: cloud.url });
  const ours = before.filter((line) => line.includes('signin-alert'));
  expect(ours.length === 0, 'an account without signin-alert', ours.join(', '));
  out.line(`   ${before.length === 0 ? 'The account is empty.' : `The account holds: ${before.join(', ')}`}`);
  return { out, cloud, slack, before, sent: [], signal };
}
