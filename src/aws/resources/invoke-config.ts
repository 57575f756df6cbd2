import {
  DeleteFunctionEventInvokeConfigCommand,
  GetFunctionEventInvokeConfigCommand,
  type GetFunctionEventInvokeConfigCommandOutput,
  PutFunctionEventInvokeConfigCommand,
} from '@aws-sdk/client-lambda';
import { differences } from '../compare.ts';
import type { Context } from '../context.ts';
import { defineResource, type Resource } from '../engine/resource.ts';
import { isMissing } from '../errors.ts';
import type { Names, Place } from '../names.ts';
import { allow } from '../permissions.ts';
import { passing, whilePassing } from '../wait.ts';
import { untilReady } from './function-ready.ts';

/** Lambda's maximum: after 1 and 2 minutes. */
const retries = 2;

/** What becomes of an alert that the function could not deliver: two more tries, then the queue. */
export function invokeConfig(names: Names, place: Place): Resource {
  const FunctionName = names.function;
  const lambda = ({ clients }: Context) => clients.lambda(place.home);
  const wished = { retries, 'failed alerts to': names.queueArn };
  // Lambda checks that the role may send to the queue: its policy may still be on its way (aws.md 6).
  const put = async (context: Context) => {
    const config = new PutFunctionEventInvokeConfigCommand({
      FunctionName,
      MaximumRetryAttempts: retries,
      DestinationConfig: { OnFailure: { Destination: names.queueArn } },
    });
    const send = () => lambda(context).send(config);
    await whilePassing(context, passing.lambdaRole, () => whilePassing(context, passing.lambdaUpdate, send));
  };

  return defineResource<GetFunctionEventInvokeConfigCommandOutput>({
    id: 'invoke-config',
    type: 'AWS::Lambda::EventInvokeConfig',
    region: place.home,
    name: `${names.function} to ${names.queue}`,
    needs: ['function', 'function-role-policy', 'queue'],
    partOf: 'function',
    permissions: {
      read: [allow(['lambda:GetFunctionEventInvokeConfig'], names.functionArn)],
      write: [allow(['lambda:PutFunctionEventInvokeConfig', 'lambda:GetFunctionConfiguration'], names.functionArn)],
      // It leaves with the function.
      remove: [],
    },

    async read(context) {
      try {
        const live = await lambda(context).send(new GetFunctionEventInvokeConfigCommand({ FunctionName }));
        return { owner: 'ours', live };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },

    plan: (_context, _desired, live) =>
      differences(
        { retries: live.MaximumRetryAttempts, 'failed alerts to': live.DestinationConfig?.OnFailure?.Destination },
        wished,
      ),

    /** The function may still be starting: whoever needs this needs one that answers. */
    async create(context) {
      await Promise.all([put(context), untilReady(context)]);
    },
    update: put,

    async destroy(context) {
      try {
        await lambda(context).send(new DeleteFunctionEventInvokeConfigCommand({ FunctionName }));
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
  });
}
