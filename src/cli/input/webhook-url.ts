import { Problem } from './problem.ts';

/** Slack's hosts for webhooks: commercial and GovSlack. Compared whole, so that no look-alike passes. */
const slackHosts = new Set(['hooks.slack.com', 'hooks.slack-gov.com']);
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** A webhook as it may be. */
type Facts = { readonly url: URL; readonly local: boolean };

/** What is wrong with a URL, in the order in which it is asked. None of the sentences quotes it: it is a secret. */
const refusals: readonly (readonly [applies: (facts: Facts) => boolean, sentence: string])[] = [
  [
    ({ url }) => url.protocol === 'http:' && slackHosts.has(url.hostname),
    'a webhook begins with https://, not http://',
  ],
  [({ url }) => url.username !== '' || url.password !== '', 'a webhook has no user name or password in it'],
  [
    ({ url, local }) => !local && !slackHosts.has(url.hostname),
    "this is not one of Slack's hosts: a webhook begins with https://hooks.slack.com/services/",
  ],
  [({ url, local }) => !local && url.port !== '', 'a webhook has no port in it'],
  [
    ({ url }) => /^\/(workflows|triggers)\//.test(url.pathname),
    'this is the URL of a workflow, which takes single values and no messages; make an incoming webhook',
  ],
  [({ url }) => url.search !== '' || url.hash !== '', 'a webhook has nothing after its path (no ? and no #)'],
  [
    ({ url, local }) => !local && /\/T0+\/B0+\/|\/X{8,}$/i.test(url.pathname),
    "this is the example from Slack's documentation; copy your own webhook from the app's settings",
  ],
  [
    ({ url, local }) =>
      !(local ? /^\/services\/.+/ : /^\/services\/T[A-Z0-9]+\/B[A-Z0-9]+\/[A-Za-z0-9]{16,}$/).test(url.pathname),
    'a webhook looks like https://hooks.slack.com/services/T.../B.../...: this one is cut off, or not a webhook',
  ],
];

/**
 * Checks a webhook as typed or read from a file.
 * @returns it without the white space around
 * @throws Problem, which never quotes it
 */
export function parseWebhookUrl(given: string): string {
  const text = given.trim();
  if (text === '') throw new Problem('the webhook is missing');
  if (/\s/.test(text)) throw new Problem('a webhook is one line without spaces');
  if (!URL.canParse(text)) throw new Problem('this is no URL: a webhook begins with https://hooks.slack.com/services/');
  const url = new URL(text);
  // What a browser would repair (tabs, backslashes, capitals, dots) was no copy of a webhook.
  if (url.href !== text) throw new Problem('a webhook begins with https://hooks.slack.com/services/, exactly so');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Problem('a webhook begins with https://');
  // For tests and for demonstrations on one machine.
  const local = url.protocol === 'http:' && loopback.test(url.hostname);
  const refused = refusals.find(([applies]) => applies({ url, local }));
  if (refused) throw new Problem(refused[1]);
  return text;
}
