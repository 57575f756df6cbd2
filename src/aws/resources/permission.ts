import { isDeepStrictEqual } from 'node:util';
import { AddPermissionCommand, GetPolicyCommand, RemovePermissionCommand } from '@aws-sdk/client-lambda';
import type { Context } from '../context.ts';
import { defineResource, type Resource } from '../engine/resource.ts';
import { isMissing } from '../errors.ts';
import type { Names, Place } from '../names.ts';
import { allow } from '../permissions.ts';
import { passing, whilePassing } from '../wait.ts';

const StatementId = 'signin-alert-topic';

type Statement = { readonly Sid?: string };

/** Our topic, and no other, may invoke the function. */
export function invokePermission(names: Names, place: Place): Resource {
  const FunctionName = names.function;
  const lambda = ({ clients }: Context) => clients.lambda(place.home);
  const add = async (context: Context) => {
    await whilePassing(context, passing.lambdaUpdate, () =>
      lambda(context).send(
        new AddPermissionCommand({
          FunctionName,
          StatementId,
          Action: 'lambda:InvokeFunction',
          Principal: 'sns.amazonaws.com',
          SourceArn: names.topicArn,
          SourceAccount: place.account,
        }),
      ),
    );
  };
  const remove = async (context: Context, sid = StatementId) => {
    try {
      await lambda(context).send(new RemovePermissionCommand({ FunctionName, StatementId: sid }));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  };
  /** As Lambda writes it. */
  const wished = {
    Sid: StatementId,
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    Resource: names.functionArn,
    Condition: {
      StringEquals: { 'AWS:SourceAccount': place.account },
      ArnLike: { 'AWS:SourceArn': names.topicArn },
    },
  };

  return defineResource<{ readonly statements: readonly Statement[] }>({
    id: 'permission',
    type: 'AWS::Lambda::Permission',
    region: place.home,
    name: `${names.topic} may invoke ${names.function}`,
    needs: ['function'],
    partOf: 'function',
    permissions: {
      read: [allow(['lambda:GetPolicy'], names.functionArn)],
      write: [allow(['lambda:AddPermission', 'lambda:RemovePermission'], names.functionArn)],
      // It leaves with the function.
      remove: [],
    },

    async read(context) {
      try {
        const { Policy } = await lambda(context).send(new GetPolicyCommand({ FunctionName }));
        const statements: Statement[] = JSON.parse(Policy ?? '{}').Statement ?? [];
        return statements.length === 0 ? undefined : { owner: 'ours', live: { statements } };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },

    plan: (_context, _desired, { statements }) => {
      const ours = statements.find(({ Sid }) => Sid === StatementId);
      const others = statements.filter(({ Sid }) => Sid !== StatementId);
      return [
        ...(isDeepStrictEqual(ours, wished)
          ? []
          : [{ field: 'our topic', from: ours ? 'changed' : '(none)', to: 'may invoke' }]),
        ...others.map(({ Sid }) => ({ field: 'others who may invoke', from: Sid ?? '(unnamed)', to: '(none)' })),
      ];
    },
    create: add,

    async update(context, _desired, { statements }, changes) {
      const others = statements.flatMap(({ Sid }) => (Sid && Sid !== StatementId ? [Sid] : []));
      for (const sid of others) await remove(context, sid);
      if (!changes.some(({ field }) => field === 'our topic')) return;
      await remove(context);
      await add(context);
    },
    destroy: (context) => remove(context),
  });
}
