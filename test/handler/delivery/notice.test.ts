import { expect, test } from 'vitest';
import { useRig } from './rig.ts';

const rig = useRig();
const by = 'arn:aws:iam::000000000000:user/anna';

test('a change of the settings is told in the rules’ language, and logged', async () => {
  await rig.it.putRules('{"language":"ja"}');
  const changes = [
    { path: 'language', before: 'en', after: 'ja' },
    { path: 'ignore', after: '<!channel>' },
    'nonsense',
  ];
  const notice = { type: 'settings-changed', by, version: 3, changes };
  expect(await (await rig.container())({ notice })).toEqual({ posted: true });
  const [message] = rig.slack.messages;
  expect(message?.payload.text).toContain(`\`${by}\` が`);
  expect(message?.raw).toContain('`language`: `en` → `ja`');
  expect(message?.raw).toContain('バージョン 3');
  expect(message?.raw).not.toContain('<!channel>');
  expect(rig.lines.at(-1)).toMatchObject({ signinAlert: 'notice', result: 'posted', slackStatus: 200 });
});

test('the farewell says who, and what could never be delivered', async () => {
  await (await rig.container())({ notice: { type: 'farewell', by, resting: 2 } });
  const [message] = rig.slack.messages;
  expect(message?.payload.text).toContain('no longer watched');
  expect(message?.raw).toContain(by);
  expect(message?.raw).toContain('2 alerts could never be delivered');
});

test('what keeps it from the channel is thrown in Slack’s words, once, and never with the webhook', async () => {
  rig.slack.answer({ status: 404, body: 'no_service' });
  const container = await rig.container();
  const failed = await container({ notice: { type: 'farewell', by, resting: 0 } }).catch((error: unknown) => error);
  expect(String(failed)).toContain('no_service');
  expect(String(failed)).not.toContain('/services/');
  expect(rig.slack.posts).toHaveLength(1);
  expect(rig.lines.at(-1)).toMatchObject({ signinAlert: 'notice', result: 'failed' });
});

test('a notice that nobody knows is not swallowed: it is an event that cannot be read', async () => {
  await (await rig.container())({ notice: { type: 'party' } });
  expect(String(rig.slack.messages[0]?.payload.text)).toContain('could not be read');
});
