import { readFileSync } from 'node:fs';
import type { Context } from 'aws-lambda';
import type { FunctionConfig } from './config.ts';
import { handle } from './handle.ts';
import { openServices } from './services.ts';

// Lies beside the bundle in the zip, not in it: the installer writes it. Read, not `require`d: that looks for it longer.
const config: FunctionConfig = JSON.parse(readFileSync(`${__dirname}/config.json`, 'utf8'));
const services = openServices(config);

/** What Lambda calls. */
export const handler = (payload: unknown, context: Context) =>
  handle(payload, { ...services, remaining: () => context.getRemainingTimeInMillis() });
