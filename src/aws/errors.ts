/** Exit codes: 0 done, 1 failed, 2 usage, 3 not healthy, 4 credentials or permission, 130 interrupted or declined. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 130;

type Parts = {
  /** Permanent, PascalCase. */
  readonly name: string;
  /** What happened, and why. */
  readonly message: string;
  /** What to do: a command or a link. */
  readonly action: string;
  /** What state the account is in; the command fills it in where it knows better. */
  readonly state?: string;
  readonly exitCode?: ExitCode;
  readonly cause?: unknown;
};

/** An error we foresee: shown in sentences, without a stack. */
export class ExpectedError extends Error {
  readonly action: string;
  readonly state: string | undefined;
  readonly exitCode: ExitCode;

  constructor({ name, message, action, state, exitCode = 1, cause }: Parts) {
    super(message, { cause });
    this.name = name;
    this.action = action;
    this.state = state;
    this.exitCode = exitCode;
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const statusOf = (error: unknown): unknown => {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const { $metadata } = error;
  return typeof $metadata === 'object' && $metadata !== null && 'httpStatusCode' in $metadata
    ? $metadata.httpStatusCode
    : undefined;
};

/** Whether an AWS error has one of these names (services spell some of theirs in several ways). */
export const isNamed = (error: unknown, ...names: readonly string[]): boolean => names.includes(nameOf(error));

/** The thing asked for is not there: each service has its own word for it. */
export const isMissing = (error: unknown): boolean =>
  isNamed(
    error,
    'NoSuchEntity',
    'NoSuchEntityException',
    'NotFound',
    'NotFoundException',
    'ResourceNotFoundException',
    'NoSuchBucket',
    'NoSuchTagSet',
    'NoSuchBucketPolicy',
    'NoSuchLifecycleConfiguration',
    'NoSuchPublicAccessBlockConfiguration',
    'ServerSideEncryptionConfigurationNotFoundError',
    'OwnershipControlsNotFoundError',
    'TrailNotFoundException',
    'CloudTrailARNInvalidException',
    'QueueDoesNotExist',
    'AWS.SimpleQueueService.NonExistentQueue',
  );

/** The thing to be made is there already. */
export const isAlreadyThere = (error: unknown): boolean =>
  isNamed(
    error,
    'EntityAlreadyExists',
    'EntityAlreadyExistsException',
    'AlreadyExistsException',
    'BucketAlreadyOwnedByYou',
    'BucketAlreadyExists',
    'TrailAlreadyExistsException',
    'ResourceInUseException',
    'ResourceAlreadyExistsException',
    'QueueNameExists',
    'QueueAlreadyExists',
    'ConditionalCheckFailedException',
  ) ||
  (isNamed(error, 'ResourceConflictException') && /already exists?|statement id/i.test(messageOf(error))) ||
  // SNS (aws.md 4): CreateTopic with other attributes or tags than the topic has.
  (isNamed(error, 'InvalidParameter', 'InvalidParameterException') && /already exists/i.test(messageOf(error)));

/** The caller may not do this. */
export const isDenied = (error: unknown): boolean =>
  isNamed(
    error,
    'AccessDenied',
    'AccessDeniedException',
    'AuthorizationError',
    'AuthorizationErrorException',
    'UnauthorizedOperation',
    'OptInRequired',
  ) ||
  // HeadBucket has no body to say it in, and the SDK no name for that.
  (isNamed(error, 'Unknown', 'Forbidden', '403') && statusOf(error) === 403);

/**
 * One region is closed to us, whatever the others are: a policy denies it, EventBridge does not forward from there
 * (aws.md 1.4), or it was opted into and does not know credentials of the global STS endpoint.
 */
export const isClosed = (error: unknown): boolean =>
  isDenied(error) ||
  isNamed(error, 'UnrecognizedClientException', 'InvalidClientTokenId') ||
  /Cross-region api call is not allowed/i.test(messageOf(error));
