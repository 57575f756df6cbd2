import { type FunctionConfiguration, GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import type { Context } from '../context.ts';
import { ExpectedError } from '../errors.ts';
import { passing, until } from '../wait.ts';

/** Waits until the function is active and its last change done: Lambda takes one change at a time. */
export const untilReady = (context: Context): Promise<true> =>
  until(context, { what: 'Lambda to finish the function', budget: passing.lambdaUpdate.budget }, async () => {
    const { clients, names, place } = context;
    const look = new GetFunctionConfigurationCommand({ FunctionName: names.function });
    const found = await clients.lambda(place.home).send(look);
    if (found.State === 'Failed' || found.LastUpdateStatus === 'Failed') throw notReady(found);
    return found.State === 'Active' && found.LastUpdateStatus !== 'InProgress' ? true : undefined;
  });

const notReady = (found: FunctionConfiguration) =>
  new ExpectedError({
    name: 'FunctionFailed',
    message: `Lambda could not set the function up: ${found.StateReason ?? found.LastUpdateStatusReason ?? 'no reason given'}`,
    action: 'Run the same command again; if it stays so, signin-alert uninstall and install.',
  });
