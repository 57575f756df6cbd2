import {
  GetFunctionCommand,
  GetPolicyCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionEventInvokeConfigsCommand,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { unzipSync } from 'fflate';
import { allPages, type Cloud, clientConfig, isError } from '../aws.ts';
import { fetchOnce } from '../http.ts';
import { isObject, parseJson } from '../json.ts';
import type { Lister, Thing } from './thing.ts';

/** Names and contents (bytes as latin1) of the files of a function's zip, and its settings. */
async function readFunction(cloud: Cloud, client: LambdaClient, FunctionName: string): Promise<string> {
  const { Code, Configuration, Tags } = await client.send(new GetFunctionCommand({ FunctionName }));
  const texts = [JSON.stringify({ Configuration, Tags })];
  if (Code?.Location) {
    // The emulator says http://localhost, whatever it listens on.
    const { pathname, search } = new URL(Code.Location);
    const { status, body } = await fetchOnce(new URL(pathname + search, cloud.endpoint), { ca: cloud.ca });
    if (status !== 200) throw new Error(`the zip of ${FunctionName}: ${status} ${Code.Location}`);
    const files = Object.entries(unzipSync(new Uint8Array(body)));
    texts.push(...files.flatMap(([name, bytes]) => [name, Buffer.from(bytes).toString('latin1')]));
  }
  return texts.join('\n');
}

async function readPolicy(client: LambdaClient, FunctionName: string): Promise<string> {
  try {
    return (await client.send(new GetPolicyCommand({ FunctionName }))).Policy ?? '';
  } catch (error) {
    if (isError(error, 'ResourceNotFoundException')) return '';
    throw error;
  }
}

/** Functions, their permissions and failure destinations, event source mappings. */
export const lambda: Lister = async (cloud, region) => {
  const client = new LambdaClient(clientConfig(cloud, region));
  const functions = await allPages(async (Marker) => {
    const page = await client.send(new ListFunctionsCommand({ Marker }));
    return { items: page.Functions, next: page.NextMarker };
  });
  const things: Thing[] = [];
  for (const { FunctionName = '' } of functions) {
    things.push({ name: `lambda function ${FunctionName}`, read: () => readFunction(cloud, client, FunctionName) });
    const policy = parseJson(await readPolicy(client, FunctionName));
    const statements = isObject(policy) && Array.isArray(policy.Statement) ? policy.Statement.filter(isObject) : [];
    const permissions = statements.map((statement) => ({
      name: `lambda permission ${FunctionName} ${statement.Sid}`,
      read: () => statement,
    }));
    const configs = await client.send(new ListFunctionEventInvokeConfigsCommand({ FunctionName }));
    const invoke = (configs.FunctionEventInvokeConfigs ?? []).map((config) => ({
      name: `lambda invoke-config ${FunctionName}`,
      read: () => config,
    }));
    things.push(...permissions, ...invoke);
  }
  if (functions.length === 0) return things;
  const { EventSourceMappings = [] } = await client.send(new ListEventSourceMappingsCommand({}));
  return [
    ...things,
    ...EventSourceMappings.map((mapping) => ({ name: `lambda mapping ${mapping.UUID}`, read: () => mapping })),
  ];
};
