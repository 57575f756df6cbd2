import { expect, test } from 'vitest';
import { policyCommands } from '../../src/aws/policy.ts';
import { runCli } from '../support/cli.ts';

test.each(policyCommands)('policy %s is printed without credentials', async (command) => {
  const env = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, AWS_REGION: undefined };
  const { code, stdout } = await runCli(['policy', command], { env });
  expect(code).toBe(0);
  expect(JSON.parse(stdout).Version).toBe('2012-10-17');
  expect(stdout).not.toContain('undefined');
});

test('policy binds it to an account, a region and an installation', async () => {
  const { stdout } = await runCli(['policy', '--account', '123456789012', '--region', 'eu-west-1', '--name', 'team']);
  expect(stdout).toContain('arn:aws:lambda:eu-west-1:123456789012:function:signin-alert-team');
});
