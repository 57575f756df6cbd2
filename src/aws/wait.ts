import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from './context.ts';
import { ExpectedError } from './errors.ts';

/** An AWS error that passes by itself. */
export type Passing = {
  /** What we wait for, as the user reads it: "… to be known to Lambda". */
  readonly what: string;
  readonly errors: RegExp;
  /** Milliseconds until we give up. */
  readonly budget: number;
};

const minute = 60_000;

/**
 * AWS's errors that pass by themselves: matched against "Name: message", with the time AWS may need.
 * Sources: facts aws.md, the section named beside each.
 */
export const passing = {
  /** 6, 8.3: usually seconds, a report of 5½ minutes; "up to 15 minutes" in AWS support's words. */
  lambdaRole: {
    what: 'the new role to be known to Lambda',
    errors: /cannot be assumed|role defined for the function|execution role|KMS key is invalid for CreateGrant/i,
    budget: 6 * minute,
  },
  /** 6: one change at a time. */
  lambdaUpdate: {
    what: "Lambda's previous change of the function",
    errors: /ResourceConflictException.*(in progress|pending|cannot be performed at this time)/i,
    budget: 2 * minute,
  },
  /** 5: PutTargets also says the latter, in its entries. */
  eventsRole: {
    what: 'the new role to be known to EventBridge',
    errors: /cannot be assumed by principal|ConcurrentModification/i,
    budget: 2 * minute,
  },
  /** 5: one change of a rule at a time. */
  ruleBusy: {
    what: "EventBridge's previous change of the rule",
    errors: /ConcurrentModification/i,
    budget: minute,
  },
  /** 4, 7, 8.3: a policy that names a role made seconds ago. */
  policyPrincipal: {
    what: 'the new role to be known to policies',
    errors: /PrincipalNotFound|invalid principal|Invalid value for the parameter Policy/i,
    budget: 2 * minute,
  },
  /** 2, style.md 3. */
  trailBucket: {
    what: 'the bucket policy to be known to CloudTrail',
    errors: /InsufficientS3BucketPolicy|S3BucketDoesNotExist|ConflictException/i,
    budget: 2 * minute,
  },
  /** 2: eventually consistent, one change at a time. */
  trailBusy: {
    what: "CloudTrail's previous change of the trail",
    errors: /\bConflictException|TrailNotFound/i,
    budget: 2 * minute,
  },
  /** 3: also for up to an hour after a bucket of this name was deleted; then the user is told. */
  bucketBusy: {
    what: 'S3 to finish an earlier change of the bucket',
    errors: /OperationAborted|NoSuchBucket/i,
    budget: 3 * minute,
  },
  /** 13: 60 s after DeleteQueue. */
  queueDeleted: {
    what: 'SQS to forget the queue deleted a moment ago (a minute)',
    errors: /QueueDeletedRecently/i,
    budget: 90_000,
  },
  /** 13: CREATING and DELETING. */
  tableBusy: {
    what: 'DynamoDB to finish its previous change of the table',
    errors: /ResourceInUseException|ResourceNotFoundException|TableInUse/i,
    budget: 3 * minute,
  },
  /** 7: a key made, or taken back from its deletion, a moment ago. */
  freshKey: {
    what: 'the key to be known to KMS everywhere',
    errors: /NotFoundException|KMSInvalidState|DisabledException/i,
    budget: minute,
  },
} as const satisfies Record<string, Passing>;

const describe = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

/** Pauses in ms: dense at first, then every two seconds. */
const pause = (attempt: number): number => Math.min(250 * 2 ** attempt, 2_000);

/**
 * Calls `call` again while it fails with an error that passes by itself.
 * @throws the call's error when it is another one or the budget is used up; `WaitedTooLong` never hides its text.
 */
export async function whilePassing<T>(context: Context, kind: Passing, call: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + kind.budget;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (!kind.errors.test(describe(error))) throw error;
      if (Date.now() >= deadline) throw waitedTooLong(kind, error);
      context.signal.throwIfAborted();
      context.say(kind.what);
      await sleep(pause(attempt));
    }
  }
}

/**
 * Asks until there is an answer.
 * @param look returns undefined while it is too early.
 * @param budget in ms
 */
export async function until<T>(
  context: Context,
  { what, budget }: { what: string; budget: number },
  look: () => Promise<T | undefined>,
): Promise<T> {
  const deadline = Date.now() + budget;
  for (let attempt = 0; ; attempt += 1) {
    const answer = await look();
    if (answer !== undefined) return answer;
    if (Date.now() >= deadline) throw waitedTooLong({ what, budget });
    context.signal.throwIfAborted();
    context.say(what);
    await sleep(pause(attempt));
  }
}

const waitedTooLong = ({ what, budget }: { what: string; budget: number }, cause?: unknown) =>
  new ExpectedError({
    name: 'WaitedTooLong',
    message: `Waited ${Math.round(budget / 1000)} s for ${what}, in vain.${cause ? ` AWS's last word: ${describe(cause)}` : ''}`,
    action: 'AWS may need longer today. Run the same command again: it goes on where this one stopped.',
    cause,
  });
