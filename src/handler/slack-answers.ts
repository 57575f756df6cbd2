/**
 * What a refusal is about. `rate`: wait; `trouble`: Slack's side, passes by itself; `webhook`: nothing can be posted
 * until somebody does something; `message`: only this one.
 */
export type RefusalKind = 'rate' | 'trouble' | 'webhook' | 'message';

export type Refusal = { readonly kind: RefusalKind; readonly meaning: string };

/**
 * The words in the body of Slack's answers (ux.md 4.2). Matched before the status, because the status of about half of
 * them is not documented.
 */
const words: Readonly<Record<string, Refusal>> = {
  invalid_payload: { kind: 'message', meaning: 'Slack could not read the message' },
  invalid_blocks: { kind: 'message', meaning: 'Slack could not read the message' },
  invalid_attachments: { kind: 'message', meaning: 'Slack could not read the message' },
  no_text: { kind: 'message', meaning: 'Slack found no text in the message' },
  missing_text_or_fallback_or_attachments: { kind: 'message', meaning: 'Slack found no text in the message' },
  too_many_attachments: { kind: 'message', meaning: 'the message has too many attachments' },
  msg_too_long: { kind: 'message', meaning: 'the message is too long' },

  user_not_found: { kind: 'webhook', meaning: 'the channel or user does not exist' },
  channel_not_found: { kind: 'webhook', meaning: 'the channel does not exist any more; make a new webhook' },
  channel_is_archived: { kind: 'webhook', meaning: 'the channel is archived; unarchive it, or make a new webhook' },
  action_prohibited: { kind: 'webhook', meaning: 'the workspace forbids this post; ask its administrator' },
  posting_to_general_channel_denied: { kind: 'webhook', meaning: 'the workspace restricts who posts to this channel' },
  invalid_token: { kind: 'webhook', meaning: 'the webhook is not valid any more; make a new one' },
  no_service: { kind: 'webhook', meaning: 'the webhook was removed or disabled; make a new one' },
  no_service_id: { kind: 'webhook', meaning: 'the webhook was removed or disabled; make a new one' },
  no_active_hooks: { kind: 'webhook', meaning: 'the webhook was removed or disabled; make a new one' },
  no_team: { kind: 'webhook', meaning: 'the workspace does not exist any more' },
  team_disabled: { kind: 'webhook', meaning: 'the workspace is disabled' },

  rollup_error: { kind: 'trouble', meaning: 'something is wrong at Slack' },
  rate_limited: { kind: 'rate', meaning: 'more than about one message a second' },
};

/** For words that are not in the table: an unknown 4xx stays as it is, whoever tries again. */
function byStatus(status: number): Refusal {
  if (status === 429) return { kind: 'rate', meaning: 'more than about one message a second' };
  if (status === 400) return { kind: 'message', meaning: 'Slack does not like the message' };
  if (status === 413) return { kind: 'message', meaning: 'the message is too long' };
  if (status === 408 || status >= 500) return { kind: 'trouble', meaning: 'something is wrong at Slack' };
  if (status >= 300 && status < 400) return { kind: 'webhook', meaning: 'the webhook leads somewhere else' };
  return { kind: 'webhook', meaning: 'the webhook does not work' };
}

/** The word of an answer: plain text, or `error` of JSON. `undefined` where the body is something else, as a page. */
export function wordOf(body: string): string | undefined {
  const word = /^\s*\{.*"error"\s*:\s*"([^"]*)"/s.exec(body)?.[1] ?? body.trim();
  return /^[a-z][a-z_]{1,59}$/.test(word) ? word : undefined;
}

/** What an answer other than 2xx means. A limit is a limit whatever the word. */
export const readRefusal = (status: number, word: string | undefined): Refusal =>
  (status === 429 ? undefined : words[word ?? '']) ?? byStatus(status);
