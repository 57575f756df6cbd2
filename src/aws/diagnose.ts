import { type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { Hop, HopName } from './send-test.ts';
import type { ResourceStatus } from './status.ts';
import type { Survey } from './survey.ts';

/** What a hop needs, in the order in which an event meets it; `forwarder` is that of the region where it entered. */
const needs: readonly (readonly [hop: HopName, ids: readonly string[]])[] = [
  ['bus', ['forwarder', 'events-role', 'events-role-policy']],
  ['rule', ['rule', 'target']],
  ['topic', ['topic', 'subscription', 'permission']],
  ['function', ['function', 'log-group', 'key', 'function-role', 'function-role-policy', 'settings', 'table', 'queue']],
];

type Test = { readonly id: string; readonly fromRegion: string };

/**
 * Where a test event stopped of which the function said nothing: at the first hop of which a part is not as it should
 * be; else where the undelivered queue has it from; else nobody knows, and it says so.
 */
export async function diagnose(survey: Survey, states: readonly ResourceStatus[], test: Test): Promise<Hop> {
  const broken = needs.flatMap(([hop, ids]) =>
    ids.flatMap((id) => {
      const found = states.find((state) => state.id === (id === 'forwarder' ? `forwarder:${test.fromRegion}` : id));
      return found && found.state !== 'ready' && found.state !== 'reused' ? [{ hop, found }] : [];
    }),
  );
  const [first] = broken;
  if (first) return { hop: first.hop, ok: false, message: describe(first.found) };
  return (await inQueue(survey, test)) ?? silent;
}

const silent: Hop = {
  hop: 'function',
  ok: false,
  message:
    'everything is in place, but the function has said nothing yet; the event may still be on its way (a new rule takes up to a minute)',
};

function describe({ id, name, region, state, changes, why }: ResourceStatus): string {
  const fields = changes.map(({ field, from, to }) => `${field}${from && to ? ` is ${from}, should be ${to}` : ''}`);
  const more = [...(why ? [why] : []), ...fields].join('; ');
  return `${id} (${name}, ${region}) is ${state}${more ? `: ${more}` : ''}`;
}

/** The undelivered queue as evidence: looked at without taking anything out of sight. */
async function inQueue({ context: { clients, names, place } }: Survey, { id }: Test): Promise<Hop | undefined> {
  const { Messages } = await clients.sqs(place.home).send(
    new ReceiveMessageCommand({
      QueueUrl: names.queueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 0,
      WaitTimeSeconds: 2,
      MessageAttributeNames: ['All'],
    }),
  );
  const ours = Messages?.find(({ Body }) => Body?.includes(id));
  return ours && { hop: fromWhom(ours), ok: false, message: `it rests in the undelivered queue: ${reason(ours)}` };
}

/** EventBridge names the rule, Lambda's own record has a request payload; what is left was the topic. */
function fromWhom({ Body, MessageAttributes }: Message): HopName {
  if (MessageAttributes?.RULE_ARN) return 'rule';
  return Body?.includes('"requestPayload"') ? 'function' : 'topic';
}

function reason({ Body, MessageAttributes = {} }: Message): string {
  const code = MessageAttributes.ERROR_CODE ?? MessageAttributes.ErrorCode;
  const text = MessageAttributes.ERROR_MESSAGE ?? MessageAttributes.ErrorMessage;
  const said = [code, text].flatMap((attribute) => attribute?.StringValue ?? []).join(': ');
  return said || /"errorMessage"\s*:\s*"([^"]*)"/.exec(Body ?? '')?.[1] || 'no reason is given';
}
