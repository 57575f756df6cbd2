import { describe, expect, test } from 'vitest';
import { parseWebhookUrl } from '../../src/cli/input/webhook-url.ts';

const secret = 'abcdEFGH1234abcdEFGH1234';
const good = `https://hooks.slack.com/services/T0ABC1DEF/B0ABC1DEF/${secret}`;

describe('accepts', () => {
  test.each([
    good,
    `https://hooks.slack-gov.com/services/T0ABC1DEF/B0ABC1DEF/${secret}`,
    `http://127.0.0.1:4566/services/T0/B0/${secret}`,
    `http://127.9.8.7/services/x`,
    `http://localhost:80801/services/x`.replace('80801', '8081'),
    `http://[::1]:4566/services/x`,
  ])('%s', (url) => expect(parseWebhookUrl(url)).toBe(url));

  test('white space around it', () => expect(parseWebhookUrl(`  ${good}\r\n`)).toBe(good));
});

describe('refuses, and says why without quoting it', () => {
  const refused: readonly (readonly [url: string, why: RegExp])[] = [
    ['', /missing/],
    ['   ', /missing/],
    ['#security', /no URL/],
    [`hooks.slack.com/services/T0/B0/${secret}`, /https:\/\//],
    [good.replace('https', 'http'), /https:\/\/, not http/],
    [good.replace('https', 'ftp'), /https:\/\//],
    [good.replace('hooks.slack.com', 'hooks.slack.com.evil.test'), /not one of Slack's hosts/],
    [good.replace('hooks.slack.com', 'evil-hooks.slack.com'), /not one of Slack's hosts/],
    [good.replace('hooks.slack.com', 'hooks.slack.co'), /not one of Slack's hosts/],
    [good.replace('hooks.slack.com', 'hooks.slаck.com'), /exactly so/], // a Cyrillic а
    [good.replace('hooks.slack.com', 'hooks.slack.com.'), /not one of Slack's hosts/],
    [good.replace('hooks.slack.com', 'HOOKS.slack.com'), /exactly so/],
    [good.replace('hooks.slack.com', 'hooks.slack.com:8443'), /no port/],
    [good.replace('hooks.slack.com', 'hooks.slack.com@evil.test'), /user name/],
    [good.replace('hooks.slack.com', 'me:pw@hooks.slack.com'), /user name/],
    [good.replace('services', 'workflows'), /workflow/],
    [good.replace('services', 'triggers'), /workflow/],
    [`${good}?x=1`, /after its path/],
    [`${good}#x`, /after its path/],
    ['https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX', /example/],
    ['https://hooks.slack.com/services/T0ABC1DEF/B0ABC1DEF/', /cut off/],
    ['https://hooks.slack.com/services/T0ABC1DEF/B0ABC1DEF/short', /cut off/],
    ['https://hooks.slack.com/', /cut off/],
    ['https://slack.com/services/T0ABC1DEF/B0ABC1DEF/abc', /not one of Slack's hosts/],
    [`http://192.168.0.1/services/T0/B0/${secret}`, /not one of Slack's hosts/],
    [`http://127.0.0.1.evil.test/services/T0/B0/${secret}`, /not one of Slack's hosts/],
    [`http://localhost.evil.test/services/T0/B0/${secret}`, /not one of Slack's hosts/],
    ['http://127.0.0.1:4566/', /cut off/],
    [good.replace('/services/', '/services\\'), /exactly so/],
    [`${good} ${good}`, /one line/],
    [`${good}\nsecond`, /one line/],
  ];
  test.each(refused)('%s', (url, why) => {
    const problem = () => parseWebhookUrl(url);
    expect(problem).toThrow(why);
    try {
      problem();
    } catch (error) {
      if (url.includes(secret)) expect(String(error)).not.toContain(secret);
    }
  });
});
