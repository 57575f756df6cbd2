import type { Context } from 'aws-lambda';
import type { FunctionConfig } from './config.ts';
import { handle } from './handle.ts';
import { openServices } from './services.ts';

// Lies beside the bundle in the zip, not in it: the installer writes it (scripts/build-handler.js leaves it out).
const config: FunctionConfig = require('./config.json');
const services = openServices(config);

/** What Lambda calls. */
export const handler = (payload: unknown, context: Context) =>
  handle(payload, { ...services, remaining: () => context.getRemainingTimeInMillis() });
