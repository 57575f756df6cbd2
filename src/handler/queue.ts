import type { Aws } from './aws-request.ts';

/** An event that Lambda, SNS or EventBridge could not deliver. */
export type Undelivered = {
  readonly body: string;
  /** When it came into the queue, in ms. */
  readonly sentAt: number;
  readonly receipt: string;
};

/** The undelivered queue. Its methods throw AwsError or NoAnswer. */
export type Queue = {
  /** Takes up to `max` messages out of everybody's sight, oldest first. */
  take(max: number): Promise<readonly Undelivered[]>;
  /** This one need not come again. */
  remove(message: Undelivered): Promise<void>;
  /** Shows messages again that were taken and not removed. */
  putBack(messages: readonly Undelivered[]): Promise<void>;
  /** How many are in it, taken ones included; SQS counts approximately. */
  count(): Promise<number>;
};

/** In seconds: longer than an invocation may last (45 s), so that nothing is taken twice at a time. */
const outOfSight = 60;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function toUndelivered(message: unknown): Undelivered | undefined {
  if (!isObject(message)) return undefined;
  const attributes = isObject(message.Attributes) ? message.Attributes : {};
  return {
    body: String(message.Body ?? ''),
    sentAt: Number(attributes.SentTimestamp ?? 0),
    receipt: String(message.ReceiptHandle),
  };
}

export function openQueue(aws: Aws, QueueUrl: string): Queue {
  const receive = async (max: number, WaitTimeSeconds: number): Promise<readonly Undelivered[]> => {
    const input = {
      QueueUrl,
      MaxNumberOfMessages: Math.min(max, 10),
      VisibilityTimeout: outOfSight,
      WaitTimeSeconds,
      AttributeNames: ['SentTimestamp'],
    };
    const { Messages } = await aws('sqs', 'ReceiveMessage', input, { timeoutMs: 4_000 });
    return (Array.isArray(Messages) ? Messages : []).flatMap((message) => toUndelivered(message) ?? []);
  };

  return {
    async take(max) {
      const taken: Undelivered[] = [];
      while (taken.length < max) {
        // A short poll asks only some of SQS's servers: the first one must not say "none" while there are some.
        const batch = await receive(max - taken.length, taken.length === 0 ? 1 : 0);
        taken.push(...batch);
        if (batch.length === 0) break;
      }
      // SQS itself keeps only roughly to the order in which messages came.
      return taken.sort((a, b) => a.sentAt - b.sentAt);
    },

    async remove({ receipt }) {
      await aws('sqs', 'DeleteMessage', { QueueUrl, ReceiptHandle: receipt });
    },

    async putBack(messages) {
      for (let from = 0; from < messages.length; from += 10) {
        const Entries = messages
          .slice(from, from + 10)
          .map(({ receipt }, index) => ({ Id: String(index), ReceiptHandle: receipt, VisibilityTimeout: 0 }));
        await aws('sqs', 'ChangeMessageVisibilityBatch', { QueueUrl, Entries });
      }
    },

    async count() {
      const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'];
      const { Attributes } = await aws('sqs', 'GetQueueAttributes', { QueueUrl, AttributeNames: names });
      return names.reduce((sum, name) => sum + Number(isObject(Attributes) ? (Attributes[name] ?? 0) : 0), 0);
    },
  };
}
