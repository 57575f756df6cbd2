import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { Survey } from './survey.ts';

/** The function ran and failed. Its text is the function's own. */
class FunctionError extends Error {
  override readonly name = 'FunctionError';
}

/** Milliseconds until we no longer wait: longer than the function may run (45 s). */
const longest = 60_000;

/**
 * Invokes the function and waits for its answer. Tried once: what the function posts must not be posted twice.
 * @param timeout in ms; after it the function may still be at work
 * @returns the answer, parsed
 * @throws FunctionError with the function's own words; the SDK's errors where it was not reached
 */
export async function invokeFunction(
  { context: { clients, names, place } }: Pick<Survey, 'context'>,
  payload: object,
  timeout = longest,
): Promise<unknown> {
  const { FunctionError: failed, Payload } = await clients
    .lambdaOnce(place.home)
    .send(new InvokeCommand({ FunctionName: names.function, Payload: JSON.stringify(payload) }), {
      requestTimeout: timeout,
    });
  const answer = parsed(Payload === undefined ? '' : Buffer.from(Payload).toString());
  if (failed !== undefined) throw new FunctionError(errorText(answer) ?? failed);
  return answer;
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

/** Lambda answers for a function that threw: `{ errorType, errorMessage, trace }`. */
const errorText = (answer: unknown): string | undefined =>
  typeof answer === 'object' && answer !== null && 'errorMessage' in answer ? String(answer.errorMessage) : undefined;
