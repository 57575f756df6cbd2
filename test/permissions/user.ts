import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import type { Statement } from '../../src/aws/permissions.ts';
import { clientConfig } from '../support/aws.ts';
import type { CliOptions } from '../support/cli.ts';
import type { Scene } from '../support/scene.ts';
import { home } from './by-hand.ts';

/** An IAM user with one policy. Its keys stay the same when it gets another one. */
export type User = {
  /** The environment of a command line that is used by it. */
  readonly env: NonNullable<CliOptions['env']>;
  may(statements: readonly Statement[]): Promise<unknown>;
};

const UserName = 'least';

export async function makeUser({ cloud }: Scene): Promise<User> {
  const iam = new IAMClient(clientConfig({ endpoint: cloud.url, ...(cloud.ca ? { ca: cloud.ca } : {}) }, home));
  await iam.send(new CreateUserCommand({ UserName }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return {
    env: { AWS_ACCESS_KEY_ID: AccessKey?.AccessKeyId, AWS_SECRET_ACCESS_KEY: AccessKey?.SecretAccessKey },
    may: (Statement) =>
      iam.send(
        new PutUserPolicyCommand({
          UserName,
          PolicyName: 'policy',
          PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
        }),
      ),
  };
}
