import type { Missing } from '../../aws/desired.ts';
import { Secret } from '../../aws/secret.ts';
import { askHidden, askText } from '../ask.ts';
import { type Network, networks } from '../input/network.ts';
import { channel } from '../input/values.ts';
import { parseWebhookUrl } from '../input/webhook-url.ts';
import { webhookGuide } from '../links.ts';
import type { Run } from '../run.ts';
import type { FlagWishes } from './wishes.ts';

type Wishes = FlagWishes['wishes'];

type Question = {
  /** The flag that answers it. */
  readonly flag: string;
  /** Said before it, once. */
  readonly hint?: string;
  ask(run: Run): Promise<Wishes>;
};

/** What only the user can know. A new question is a row here and a flag in flags.ts. */
export const questions: Readonly<Record<Missing, Question>> = {
  channel: {
    flag: '--channel <name>',
    ask: async (run) => ({ channel: await askText(run, 'Slack channel for the alerts:', channel) }),
  },
  webhook: {
    flag: '--webhook-file <path>',
    hint: `An incoming webhook of that channel; how to make one:\n  ${webhookGuide}`,
    ask: async (run) => ({ webhook: await askHidden(run, 'Its URL:', (text) => new Secret(parseWebhookUrl(text))) }),
  },
};

/** Asks for these answers, one after the other. */
export async function ask(run: Run, missing: readonly Missing[]): Promise<Wishes> {
  let answers: Wishes = {};
  for (const id of missing) {
    const { hint, ask: askIt } = questions[id];
    if (hint) run.notes.line(run.notes.paint('dim', `  ${hint}`));
    answers = { ...answers, ...(await askIt(run)) };
  }
  return answers;
}

/** Asked at a first install: it may stay without an answer, and `config` takes it at any time. */
export function askNetworks(run: Run): Promise<readonly Network[]> {
  const { notes } = run;
  notes.line(notes.paint('dim', '  Sign-ins from outside your trusted networks stand out, as soon as there are some.'));
  return askText(run, 'Trusted networks, as office=203.0.113.0/24, … (Enter for none):', networks);
}
