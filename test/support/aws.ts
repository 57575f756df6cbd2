import { readFileSync } from 'node:fs';

/** Where the emulator is and as whom to call it. */
export type Cloud = {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  /** 12 digits; the emulator takes them as this account's root key. Default 000000000000. */
  readonly account?: string;
  /** Certificate file of an https endpoint. */
  readonly ca?: string;
};

export type Arn = { partition: string; service: string; region: string; account: string; resource: string };

export function parseArn(arn: string): Arn {
  const [prefix, partition = '', service = '', region = '', account = '', ...rest] = arn.split(':');
  if (prefix !== 'arn' || rest.length === 0) throw new Error(`not an ARN: ${arn}`);
  return { partition, service, region, account, resource: rest.join(':') };
}

/** The settings of an SDK client that calls the emulator as the account's root. */
export function clientConfig(cloud: Cloud, region: string) {
  return {
    endpoint: cloud.endpoint,
    region,
    credentials: { accessKeyId: cloud.account ?? '000000000000', secretAccessKey: 'test' },
    maxAttempts: 1,
    ...(cloud.ca ? { requestHandler: { httpsAgent: { ca: readFileSync(cloud.ca) } } } : {}),
  };
}

/** Calls an SDK list operation page by page. In: page of a token; out: all items. */
export async function allPages<T>(
  page: (token: string | undefined) => Promise<{ items: readonly T[] | undefined; next: string | undefined }>,
): Promise<T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const { items, next } = await page(token);
    all.push(...(items ?? []));
    token = next;
  } while (token);
  return all;
}

/** Whether an SDK error has one of these names. */
export const isError = (error: unknown, ...names: string[]): boolean =>
  error instanceof Error && names.includes(error.name);
