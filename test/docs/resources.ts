import { pipeline } from '../../src/aws/pipeline.ts';

/** The README's words for each resource: what it is for. A resource without words fails the test. */
const purposes: Readonly<Record<string, string>> = {
  'function-role': 'what the function may do: its log, its webhook, its table, its queue',
  'events-role': 'what the rules may do: publish to the topic, forward home, wake the function',
  key: 'encrypts the webhook; only the function role can decrypt with it',
  table: 'the settings, and which alerts were posted (so that none is posted twice)',
  'log-bucket': "CloudTrail's log files, only where no usable trail exists",
  trail: 'shows sign-ins to EventBridge, only where no usable trail exists',
  'log-group': "the function's log, kept for 30 days",
  queue: 'alerts that could not be delivered, kept for 14 days',
  function: 'turns the record into a Slack message',
  topic: 'between rule and function; only our rules may publish',
  rule: 'picks sign-ins out of the event bus',
  'wake-up': 'every five minutes: tries again what rests in the queue',
  forwarder: 'one in every other enabled region: sign-ins to the home region',
};

/** The table of what is created, as the README shows it: from the list itself, parts with their whole. */
export function resourceTable(): string {
  const place = { partition: 'aws', account: '111122223333', installation: 'main', home: 'eu-west-1' };
  const rows = pipeline(place, ['eu-west-1', 'us-east-1'])
    .filter(({ partOf }) => partOf === undefined)
    .map(({ id, type, name }) => {
      const purpose = purposes[id.split(':')[0] ?? ''];
      if (purpose === undefined) throw new Error(`no words for ${id}`);
      return `| ${type} | \`${name.replace(/-111122223333-eu-west-1/, '-ACCOUNT-REGION')}\` | ${purpose} |`;
    });
  return ['| resource | name | for |', '|---|---|---|', ...rows].join('\n');
}
