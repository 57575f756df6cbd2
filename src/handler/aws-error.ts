import type { Answer } from './post.ts';

/** AWS refused a call. `name` is AWS's own: `ConditionalCheckFailedException`, `AccessDeniedException`... */
export class AwsError extends Error {
  override readonly name: string;
  readonly status: number;
  /** The answer's other fields. */
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(action: string, name: string, status: number, fields: Readonly<Record<string, unknown>> = {}) {
    super(`${action}: ${name}: ${fields.message ?? fields.Message ?? `HTTP ${status}`}`);
    this.name = name;
    this.status = status;
    this.fields = fields;
  }
}

/**
 * What passes by itself, beside every 5xx. The SDKs retry the same (their "standard" mode, service-error-classification
 * of @smithy); TransactionConflictException is a collision with another writer.
 */
const passing = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestTimeout',
  'RequestTimeoutException',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionConflictException',
  // KMS: the key store or a dependency is slow.
  'DependencyTimeoutException',
  'KMSInternalException',
]);

/** Whether the same call may work in a moment. */
export const isPassing = (error: AwsError): boolean => error.status >= 500 || passing.has(error.name);

const object = (text: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
};

/**
 * Reads an answer of the AWS JSON protocols: `__type` may carry a namespace ("com.amazonaws.sqs#QueueDoesNotExist"),
 * and the message is written `message` or, by KMS, `Message`. Throws AwsError unless the status is 2xx.
 */
export function readAnswer(action: string, { status, body, headers }: Answer): Readonly<Record<string, unknown>> {
  const fields = object(body);
  if (status >= 200 && status < 300) return fields;
  const type = fields.__type ?? headers['x-amzn-errortype'] ?? 'UnknownError';
  const name = String(type).replace(/^.*#/, '').replace(/:.*$/, '');
  throw new AwsError(action, name, status, fields);
}
