import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  type FunctionConfiguration,
  GetFunctionCommand,
  TagResourceCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { differences, tagChange, touches } from '../compare.ts';
import type { Context, Desired } from '../context.ts';
import { type Change, defineResource, type Resource } from '../engine/resource.ts';
import { isMissing } from '../errors.ts';
import { codeSha256 } from '../function-zip.ts';
import type { Names, Place } from '../names.ts';
import { allow, passRole } from '../permissions.ts';
import { isOurs, missingTags, type Tags } from '../tags.ts';
import { passing, whilePassing } from '../wait.ts';
import { buildZip, plannedZip } from './function-code.ts';
import { untilReady } from './function-ready.ts';
import { wishedTags } from './wished-tags.ts';

type Live = {
  readonly configuration: FunctionConfiguration;
  readonly tags: Tags;
};

/**
 * The function that posts to Slack. It has no environment variables: with one, Lambda binds the KMS grant to the role's
 * unique id, and a role made again would kill the function (aws.md 6). What it must know lies in its zip.
 */
export function slackFunction(names: Names, place: Place): Resource {
  const FunctionName = names.function;
  const lambda = ({ clients }: Context) => clients.lambda(place.home);
  const shape = {
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: names.functionRoleArn,
    MemorySize: 256,
    Timeout: 45,
    Description: `signin-alert ${place.installation}: console sign-ins to Slack`,
    LoggingConfig: { LogFormat: 'JSON', LogGroup: names.logGroup, ApplicationLogLevel: 'INFO', SystemLogLevel: 'WARN' },
  } as const;
  const wishedFields = {
    runtime: shape.Runtime,
    handler: shape.Handler,
    role: shape.Role,
    'memory (MB)': shape.MemorySize,
    'timeout (s)': shape.Timeout,
    architecture: 'x86_64',
    'log group': names.logGroup,
    'environment variables': 0,
  };
  const foundFields = ({ configuration: found }: Live) => ({
    runtime: found.Runtime,
    handler: found.Handler,
    role: found.Role,
    'memory (MB)': found.MemorySize,
    'timeout (s)': found.Timeout,
    architecture: found.Architectures?.[0] ?? 'x86_64',
    'log group': found.LoggingConfig?.LogGroup,
    'environment variables': Object.keys(found.Environment?.Variables ?? {}).length,
  });
  return defineResource<Live>({
    id: 'function',
    type: 'AWS::Lambda::Function',
    region: place.home,
    name: FunctionName,
    needs: ['function-role', 'key', 'log-group'],
    permissions: {
      read: [allow(['lambda:GetFunction', 'lambda:ListTags'], names.functionArn)],
      write: [
        allow(
          [
            'lambda:CreateFunction',
            'lambda:TagResource',
            'lambda:UpdateFunctionCode',
            'lambda:UpdateFunctionConfiguration',
            'lambda:GetFunctionConfiguration',
          ],
          names.functionArn,
        ),
        passRole(names.functionRoleArn, 'lambda.amazonaws.com', names.functionArn),
      ],
      remove: [allow(['lambda:DeleteFunction'], names.functionArn)],
    },

    async read(context) {
      try {
        const found = await lambda(context).send(new GetFunctionCommand({ FunctionName }));
        // Who may not list tags gets the rest of the answer, and no error: the function would look like somebody else's.
        const { ErrorCode, Message } = found.TagsError ?? {};
        if (ErrorCode) throw Object.assign(new Error(Message), { name: ErrorCode, call: 'lambda:ListTags' });
        const tags = found.Tags ?? {};
        const owner = isOurs(tags, place.installation) ? 'ours' : 'foreign';
        if (owner === 'ours' && found.Code?.Location) context.findings.codeLocation = found.Code.Location;
        return { owner, live: { configuration: found.Configuration ?? {}, tags } };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },

    plan: (context, desired, live) => [
      ...zipChange(plannedZip(context, desired), live.configuration.CodeSha256),
      ...differences(foundFields(live), wishedFields),
      ...tagChange(missingTags(wishedTags(context, desired), live.tags)),
    ],

    async create(context, desired: Desired) {
      const ZipFile = await buildZip(context, desired);
      await whilePassing(context, passing.lambdaRole, () =>
        lambda(context).send(
          new CreateFunctionCommand({
            FunctionName,
            ...shape,
            Architectures: ['x86_64'],
            Code: { ZipFile },
            Tags: wishedTags(context, desired),
          }),
        ),
      );
    },

    async update(context, desired, live, changes) {
      const change = async <T>(call: () => Promise<T>) => {
        await whilePassing(context, passing.lambdaRole, () => whilePassing(context, passing.lambdaUpdate, call));
        await untilReady(context);
      };
      if (touches(changes, ...Object.keys(wishedFields))) {
        await change(() =>
          lambda(context).send(
            new UpdateFunctionConfigurationCommand({ FunctionName, ...shape, Environment: { Variables: {} } }),
          ),
        );
      }
      if (touches(changes, 'code', 'architecture')) {
        const ZipFile = await buildZip(context, desired);
        await change(() =>
          lambda(context).send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile, Architectures: ['x86_64'] })),
        );
      }
      if (touches(changes, 'tags')) {
        const Tags = missingTags(wishedTags(context, desired), live.tags);
        const tag = new TagResourceCommand({ Resource: names.functionArn, Tags });
        await whilePassing(context, passing.lambdaUpdate, () => lambda(context).send(tag));
      }
    },

    async destroy(context) {
      try {
        await whilePassing(context, passing.lambdaUpdate, () =>
          lambda(context).send(new DeleteFunctionCommand({ FunctionName })),
        );
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
  });
}

/** A zip that cannot be built yet, as the webhook is still to be encrypted, is another one than the account's. */
function zipChange(zip: Uint8Array | undefined, found: string | undefined): Change[] {
  if (zip === undefined) return [{ field: 'code', from: found ?? '(none)', to: 'with the new webhook' }];
  const wished = codeSha256(zip);
  return wished === found ? [] : [{ field: 'code', from: found ?? '(none)', to: wished }];
}
