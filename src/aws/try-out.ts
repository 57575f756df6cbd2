import { TestEventPatternCommand } from '@aws-sdk/client-eventbridge';
import { invokeFunction } from './invoke.ts';
import { eventPattern } from './pattern.ts';
import type { Check } from './status.ts';
import type { Survey } from './survey.ts';

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A sign-in as a region's event bus has it, as far as our patterns look. */
const sample = (account: string, region: string): string =>
  JSON.stringify({
    version: '0',
    id: '00000000-0000-4000-8000-000000000000',
    'detail-type': 'AWS Console Sign In via CloudTrail',
    source: 'aws.signin',
    account,
    time: '2026-01-01T00:00:00Z',
    region,
    resources: [],
    detail: { eventName: 'ConsoleLogin', userIdentity: { type: 'IAMUser' } },
  });

/** Asks EventBridge of every watched region whether a sign-in there passes our rule. */
export async function tryPatterns({ context, place }: Survey, forwarded: readonly string[]): Promise<Check> {
  const regions = [place.home, ...forwarded];
  const tries = await Promise.all(
    regions.map(async (region) => {
      const own = region === place.home ? undefined : region;
      const EventPattern = eventPattern(place.installation, place.account, own);
      const Event = sample(place.account, region);
      try {
        const { Result } = await context.clients
          .events(region)
          .send(new TestEventPatternCommand({ EventPattern, Event }));
        return Result === true ? [] : [`${region} (does not match)`];
      } catch (error) {
        return [`${region} (${said(error)})`];
      }
    }),
  );
  const failed = tries.flat();
  return failed.length === 0
    ? { id: 'pattern', ok: true, message: `a sign-in passes the rule in all ${regions.length} watched regions` }
    : { id: 'pattern', ok: false, message: `a sign-in does not pass the rule in ${failed.join(', ')}` };
}

/** Has the function try what an alert needs: open the webhook, read the settings, write the ledger, count the queue. */
export async function tryFunction(survey: Survey): Promise<Check[]> {
  try {
    return checksOf(await invokeFunction(survey, { check: true }));
  } catch (error) {
    return [{ id: 'function', ok: false, message: `it cannot be asked: ${said(error)}` }];
  }
}

function checksOf(answer: unknown): Check[] {
  const checks = isObject(answer) && Array.isArray(answer.checks) ? answer.checks.filter(isObject) : [];
  if (checks.length === 0) return [{ id: 'function', ok: false, message: 'it did not say how it is' }];
  return checks.map(({ id, ok, message }) => ({ id: `function ${id}`, ok: ok === true, message: String(message) }));
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
