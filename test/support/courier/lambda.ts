import { GetPolicyCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { type Cloud, clientConfig, isError, parseArn } from '../aws.ts';
import { decide } from '../iam/policy.ts';

/**
 * Invokes a function asynchronously as an AWS service does: only where it exists and its policy lets the service.
 * Out: why not, if not. What becomes of the invocation (retries, OnFailure) is Lambda's matter.
 */
export async function invokeAsService(
  cloud: Cloud,
  call: { functionArn: string; service: string; source: string; payload: unknown },
): Promise<string | undefined> {
  const { functionArn, service, source, payload } = call;
  const lambda = new LambdaClient(clientConfig(cloud, parseArn(functionArn).region));
  const policy = async () => {
    try {
      return (await lambda.send(new GetPolicyCommand({ FunctionName: functionArn }))).Policy;
    } catch (error) {
      if (isError(error, 'ResourceNotFoundException')) return undefined;
      throw error;
    }
  };
  try {
    const context = { 'aws:sourcearn': source, 'aws:sourceaccount': parseArn(source).account };
    const request = { action: 'lambda:InvokeFunction', resource: functionArn, service, context };
    if (decide(await policy(), request) !== 'allow') {
      return `function ${functionArn} is missing or does not let ${service} invoke it for ${source}`;
    }
    await lambda.send(
      new InvokeCommand({ FunctionName: functionArn, InvocationType: 'Event', Payload: JSON.stringify(payload) }),
    );
    return undefined;
  } catch (error) {
    if (isError(error, 'ResourceNotFoundException')) return `no function ${functionArn}`;
    throw error;
  } finally {
    lambda.destroy();
  }
}
