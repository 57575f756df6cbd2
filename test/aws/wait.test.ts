import { describe, expect, it } from 'vitest';
import type { Context } from '../../src/aws/context.ts';
import { ExpectedError } from '../../src/aws/errors.ts';
import { type Passing, passing, until, whilePassing } from '../../src/aws/wait.ts';

/** As much of a context as waiting looks at. */
function waiting(signal = new AbortController().signal) {
  const said: string[] = [];
  const context = { say: (what: string) => void said.push(what), signal } as Partial<Context> as Context;
  return { said, context };
}

const awsError = (name: string, message: string) => Object.assign(new Error(message), { name });

/** Fails so many times, then answers. */
function failing(times: number, error: Error) {
  let calls = 0;
  const call = async () => {
    calls += 1;
    if (calls <= times) throw error;
    return 'answer';
  };
  return { call, calls: () => calls };
}

/** AWS's words (facts aws.md), each at the kind of waiting that must know it. */
const words: readonly (readonly [kind: keyof typeof passing, name: string, message: string])[] = [
  ['lambdaRole', 'InvalidParameterValueException', 'The role defined for the function cannot be assumed by Lambda.'],
  [
    'lambdaRole',
    'InvalidParameterValueException',
    "The function's execution role does not have permissions to call SendMessage on arn:aws:sqs:us-east-1:1:q",
  ],
  [
    'lambdaRole',
    'InvalidParameterValueException',
    'Lambda was unable to configure access to your environment variables because the KMS key is invalid for CreateGrant.',
  ],
  [
    'lambdaUpdate',
    'ResourceConflictException',
    'The operation cannot be performed at this time. An update is in progress for resource: arn:aws:lambda:us-east-1:1:function:f',
  ],
  [
    'lambdaUpdate',
    'ResourceConflictException',
    'The operation cannot be performed at this time. The function is currently in the following state: Pending',
  ],
  [
    'eventsRole',
    'ValidationException',
    "Provided role 'arn:aws:iam::1:role/r' cannot be assumed by principal 'events.amazonaws.com'.",
  ],
  ['eventsRole', 'ConcurrentModificationException', 'Rule r on EventBus default was modified concurrently'],
  ['ruleBusy', 'ConcurrentModificationException', 'Rule r on EventBus default was modified concurrently'],
  ['policyPrincipal', 'InvalidParameter', 'Invalid parameter: Policy Error: PrincipalNotFound'],
  [
    'policyPrincipal',
    'MalformedPolicyDocumentException',
    'Policy contains a statement with one or more invalid principals.',
  ],
  ['policyPrincipal', 'MalformedPolicyDocument', 'Invalid principal in policy: "AWS":"arn:aws:iam::1:role/r"'],
  ['policyPrincipal', 'InvalidAttributeValue', 'Invalid value for the parameter Policy.'],
  ['trailBucket', 'InsufficientS3BucketPolicyException', 'Incorrect S3 bucket policy is detected for bucket: b'],
  ['trailBucket', 'S3BucketDoesNotExistException', 'S3 bucket b does not exist!'],
  ['trailBusy', 'ConflictException', 'Wait a few minutes and try again.'],
  [
    'bucketBusy',
    'OperationAborted',
    'A conflicting conditional operation is currently in progress against this resource. Please try again.',
  ],
  ['bucketBusy', 'NoSuchBucket', 'The specified bucket does not exist'],
  [
    'queueDeleted',
    'QueueDeletedRecently',
    'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
  ],
  ['tableBusy', 'ResourceInUseException', 'Table is being created: t'],
  ['tableBusy', 'ResourceNotFoundException', 'Requested resource not found'],
  ['freshKey', 'NotFoundException', "Key 'arn:aws:kms:us-east-1:1:key/k' does not exist"],
  ['freshKey', 'KMSInvalidStateException', 'arn:aws:kms:us-east-1:1:key/k is pending deletion.'],
  ['freshKey', 'DisabledException', 'arn:aws:kms:us-east-1:1:key/k is disabled.'],
];

describe('an error that passes by itself', () => {
  it.each(words)('%s: %s: %s', async (kind, name, message) => {
    const { said, context } = waiting();
    const { call, calls } = failing(2, awsError(name, message));
    expect(await whilePassing(context, passing[kind], call)).toBe('answer');
    expect(calls()).toBe(3);
    expect(new Set(said)).toEqual(new Set([passing[kind].what]));
  });

  it.each([
    ['lambdaUpdate', 'ResourceConflictException', 'The statement id (X) provided already exists.'],
    ['lambdaRole', 'AccessDeniedException', 'User: u is not authorized to perform: lambda:CreateFunction'],
    ['trailBusy', 'ResourceConflictException', 'another service’s conflict'],
    ['trailBucket', 'MaximumNumberOfTrailsExceededException', 'User: 1 already has 5 trails in us-east-1.'],
    ['queueDeleted', 'QueueNameExists', 'A queue already exists with the same name and a different value'],
  ] as const)('is none of %s: %s: %s', async (kind, name, message) => {
    const error = awsError(name, message);
    const { call, calls } = failing(9, error);
    await expect(whilePassing(waiting().context, passing[kind], call)).rejects.toBe(error);
    expect(calls()).toBe(1);
  });
});

describe('waiting', () => {
  const kind: Passing = { what: 'the moon', errors: /NotYet/, budget: 600 };

  it('is bounded: in the end it says what for, how long, and AWS’s last word', async () => {
    const { call } = failing(Number.POSITIVE_INFINITY, awsError('NotYet', 'come back later'));
    const began = performance.now();
    const error = await whilePassing(waiting().context, { ...kind, budget: 1_000 }, call).catch((thrown) => thrown);
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(error).toBeInstanceOf(ExpectedError);
    expect(error).toMatchObject({
      name: 'WaitedTooLong',
      message: "Waited 1 s for the moon, in vain. AWS's last word: NotYet: come back later",
      action: expect.stringContaining('Run the same command again'),
      exitCode: 1,
    });
  });

  it('for an answer is bounded too', async () => {
    const never = until(waiting().context, kind, async () => undefined);
    await expect(never).rejects.toMatchObject({ name: 'WaitedTooLong', message: 'Waited 1 s for the moon, in vain.' });
  });

  it('ends where Ctrl-C is pressed', async () => {
    const stop = new AbortController();
    const { call, calls } = failing(Number.POSITIVE_INFINITY, awsError('NotYet', 'later'));
    setTimeout(() => stop.abort(), 50);
    await expect(whilePassing(waiting(stop.signal).context, { ...kind, budget: 60_000 }, call)).rejects.toThrow(
      /abort/i,
    );
    expect(calls()).toBeLessThan(4);
  });

  it('takes no longer than ten minutes for anything, and long enough for what AWS says', () => {
    for (const { budget, what } of Object.values(passing)) {
      expect(budget, what).toBeLessThanOrEqual(600_000);
      expect(budget, what).toBeGreaterThanOrEqual(60_000);
    }
    // A report of 5½ minutes for roles; SQS's 60 s.
    expect(passing.lambdaRole.budget).toBeGreaterThan(330_000);
    expect(passing.queueDeleted.budget).toBeGreaterThan(60_000);
  });
});
