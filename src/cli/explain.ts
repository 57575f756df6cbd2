import { ExpectedError } from '../aws/errors.ts';
import type { PolicyOptions } from '../aws/policy.ts';
import { terminal } from '../handler/encode.ts';
import { redact } from '../handler/redact.ts';
import { type About, errorTable, type Known } from './error-table.ts';
import { packagePage } from './links.ts';
import type { Run } from './run.ts';

/** In what run an error happened, as far as its sentences need it. */
export const aboutRun = ({ command, flags, io }: Pick<Run<PolicyOptions>, 'command' | 'flags' | 'io'>): About => {
  const profile = flags.profile ?? io.env.AWS_PROFILE;
  return { command, ...(profile ? { profile } : {}), policyFlags: policyFlags(flags) };
};

/** The flags that `policy` must be told too, as they are typed. */
function policyFlags(flags: Run<PolicyOptions>['flags']): string {
  const { name, permissionsBoundary, kmsKey, check, deleteLogs } = flags;
  return [
    name === 'main' ? '' : ` --name ${name}`,
    permissionsBoundary ? ` --permissions-boundary ${permissionsBoundary}` : '',
    kmsKey ? ` --kms-key ${kmsKey}` : '',
    check ? ' --check' : '',
    deleteLogs ? ' --delete-logs' : '',
  ].join('');
}

/** Turns any error into the sentences that are shown for it. Nothing in them looks like a webhook. */
export function explain(error: unknown, about: About): ExpectedError {
  if (error instanceof ExpectedError) return error;
  const known = describe(error);
  const row = errorTable.find(({ matches }) => matches(known));
  return new ExpectedError({ ...(row ? row.says(known, about) : unexpected(known)), cause: error });
}

/** Whether nobody foresaw it: then its stack can help. */
export const isUnexpected = ({ name }: ExpectedError): boolean => name === unexpectedName;

const unexpectedName = 'Unexpected';

const unexpected = ({ name, message }: Known) => ({
  name: unexpectedName,
  message: `Something happened that should not: ${name}: ${message}`,
  action: `Run the same command with --verbose and report what it prints: ${packagePage}`,
});

/** What is known of an error of any kind: the SDK's, Node's, or something that is not even an Error. */
function describe(error: unknown): Known {
  if (!(error instanceof Error)) return { name: 'Error', message: redact(String(error)), text: redact(String(error)) };
  const { name, message } = error;
  const code = text(error, 'code') ?? text(error.cause, 'code');
  const host = text(error, 'hostname') ?? text(error, 'address') ?? text(error.cause, 'hostname');
  const call = text(error, 'call');
  const shown = terminal(redact((message || code || name).replace(/\s+/g, ' ')));
  return {
    name,
    message: shown,
    text: `${name} ${code ?? ''} ${shown}`,
    fromAws: '$metadata' in error,
    ...(code ? { code } : {}),
    ...(host ? { host } : {}),
    ...(call ? { call } : {}),
  };
}

const text = (from: unknown, key: string): string | undefined => {
  const value =
    typeof from === 'object' && from !== null ? Object.entries(from).find(([name]) => name === key)?.[1] : undefined;
  return typeof value === 'string' ? value : undefined;
};
