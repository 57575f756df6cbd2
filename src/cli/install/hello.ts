import type { Choices } from '../../aws/context.ts';
import { ExpectedError } from '../../aws/errors.ts';
import type { Secret } from '../../aws/secret.ts';
import type { Survey } from '../../aws/survey.ts';
import { helloMessage } from '../../handler/message.ts';
import { parseRules } from '../../handler/settings.ts';
import { postToSlack, SlackError } from '../../handler/slack.ts';

/** Milliseconds for Slack's answer. */
const timeout = 10_000;

/**
 * Posts a visible hello: the webhook is proven before anything is changed, by the one way there is.
 * @param rules JSON text of the alert rules, which name the language
 * @throws SlackRefused
 */
export async function sayHello(webhook: Secret, survey: Survey, choices: Choices, rules = '{}'): Promise<void> {
  const { place, caller, accountAlias } = survey;
  const parsed = parseRules(JSON.parse(rules));
  const { channel, legacyWebhook } = choices;
  const language = parsed.ok ? parsed.rules.language : 'en';
  const context = { ...place, channel, legacyWebhook, language, ...(accountAlias ? { accountAlias } : {}) };
  try {
    await postToSlack(new URL(webhook.reveal()), helloMessage(context, caller.arn), timeout);
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
