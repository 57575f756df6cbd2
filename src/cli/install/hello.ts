import { ExpectedError } from '../../aws/errors.ts';
import type { Secret } from '../../aws/secret.ts';
import { escapeSlack, slackValue } from '../../handler/encode-slack.ts';
import { postToSlack, SlackError } from '../../handler/slack.ts';

/** Whose installation says hello, and where to. */
type Hello = {
  readonly account: string;
  readonly accountAlias: string | undefined;
  readonly callerArn: string;
  readonly channel: string;
  readonly legacyWebhook: boolean;
};

/** Milliseconds for Slack's answer. */
const timeout = 10_000;

/**
 * Posts a visible hello: the webhook is proven before anything is changed, by the one way there is.
 * @throws SlackRefused
 */
export async function sayHello(webhook: Secret, hello: Hello): Promise<void> {
  try {
    await postToSlack(new URL(webhook.reveal()), payload(hello), timeout);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    throw new ExpectedError({
      name: 'SlackRefused',
      message: `The webhook does not work. ${error.message}.`,
      action: 'Put that right, or give another webhook; then run the same command again.',
      state: 'Nothing was changed.',
      cause: error,
    });
  }
}

function payload({ account, accountAlias, callerArn, channel, legacyWebhook }: Hello) {
  const name = accountAlias ? `${accountAlias} (${account})` : account;
  const text =
    `Hello from signin-alert: it is being installed for the AWS account ${escapeSlack(name)} by ${slackValue(callerArn, 200)} . ` +
    'Console sign-ins will be told here.';
  // App webhooks are bound to their channel; a legacy one takes it, and a name, from the message.
  return { text, ...(legacyWebhook ? { channel, username: 'signin-alert' } : {}) };
}
