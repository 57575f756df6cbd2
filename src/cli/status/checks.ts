import type { Desired } from '../../aws/context.ts';
import { isDenied } from '../../aws/errors.ts';
import { isNewer } from '../../aws/newer.ts';
import type { Check, ResourceStatus } from '../../aws/status.ts';
import type { Survey } from '../../aws/survey.ts';
import { explain } from '../explain.ts';
import { version } from '../version.ts';

/** What the checks look at. */
export type Facts = {
  readonly survey: Survey;
  readonly states: readonly ResourceStatus[];
  readonly desired: Desired;
};

type Verdict = readonly [ok: boolean, message: string];

/** What resources do not show by themselves. A check that has nothing to say gives nothing. */
const checks: Readonly<Record<string, (facts: Facts) => Verdict | undefined>> = {
  permissions({ survey: { resources, readings } }) {
    const denied = resources.flatMap(({ id, optional }) => {
      const reading = readings.get(id);
      if (optional || !reading || !('error' in reading) || !isDenied(reading.error)) return [];
      return [explain(reading.error, { command: 'status' })];
    });
    const [first] = denied;
    return first && [false, [...new Set(denied.map(({ message }) => message)), first.action].join(' ')];
  },

  installed: ({ survey: { foundIn, place } }) =>
    foundIn === undefined
      ? [false, `${place.installation} is not installed in this account; to change that: npx signin-alert install`]
      : undefined,

  settings({ survey: { foundIn, context, readings } }) {
    if (foundIn === undefined) return undefined;
    const reading = readings.get('settings');
    // Then it shows as unknown: gone it is not.
    if (reading && 'error' in reading) return undefined;
    return context.findings.settings
      ? [true, 'the settings are there']
      : [false, 'the settings are gone; npx signin-alert install writes them anew'];
  },

  regions({ survey: { foundIn, regions, place, context }, states }) {
    if (foundIn === undefined) return undefined;
    const watched = states.filter(({ id, state }) => id.startsWith('forwarder:') && state === 'ready');
    const unseen = regions.filter((name) => name !== place.home && !watched.some(({ region }) => region === name));
    const seen = `sign-ins of ${regions.length - unseen.length} of ${regions.length} enabled regions are seen`;
    if (unseen.length === 0) return [true, seen];
    const chosen = context.findings.settings?.choices.regions ?? 'all';
    const closed = unseen.filter((name) => states.some(({ region, state }) => region === name && state === 'blocked'));
    const meant = unseen.every((name) => closed.includes(name) || (chosen !== 'all' && !chosen.includes(name)));
    return [
      meant,
      `${seen}; not of ${unseen.join(', ')}${closed.length > 0 ? ` (${closed.length} of them closed to us)` : ''}`,
    ];
  },

  trail({ survey: { foundIn, trails, context }, desired: { trail } }) {
    if (foundIn === undefined) return undefined;
    const ours = trails.find(({ arn }) => arn === context.names.trailArn);
    const other = trails.find(({ arn, usable }) => usable && arn !== context.names.trailArn);
    if (trail.kind === 'reused' && trail.unusable !== undefined) {
      return [false, `no sign-in reaches us: the trail ${trail.arn} is not usable (${trail.unusable})`];
    }
    if (trail.kind === 'own' && !ours) {
      return [false, `no sign-in reaches us: our trail is missing${trail.because ? `, and ${trail.because}` : ''}`];
    }
    if (ours && !ours.usable) return [false, `no sign-in reaches us: ${ours.why.join('; ')}`];
    if (ours && other && trail.kind === 'own') {
      const price = 'a second copy of management events costs $2 per 100,000';
      return [
        true,
        `our trail has become a second one beside ${other.name}: ${price}; install --trail ${other.name} ends it`,
      ];
    }
    return [
      true,
      trail.kind === 'reused' ? `sign-ins come through the trail ${trail.arn}` : 'our trail shows sign-ins',
    ];
  },

  queue({ survey: { foundIn, context } }) {
    const { resting } = context.findings;
    if (foundIn === undefined || resting === undefined) return undefined;
    if (resting === 0) return [true, 'no alert waits to be delivered'];
    return [
      false,
      `${resting} ${resting === 1 ? 'alert waits' : 'alerts wait'} in the undelivered queue; they are tried again every 5 minutes`,
    ];
  },

  version({ survey: { context } }) {
    const installed = context.findings.settings?.cliVersion;
    if (!installed) return undefined;
    if (isNewer(installed, version())) {
      return [false, `installed by ${installed}, and this is ${version()}; use npx signin-alert@latest`];
    }
    return [true, installed === version() ? `version ${installed}` : `installed by ${installed}, this is ${version()}`];
  },

  installations({ survey: { installations = [], place } }) {
    const others = installations.filter((name) => name !== place.installation);
    return others.length === 0 ? undefined : [true, `this account also has: ${others.join(', ')}`];
  },
};

export const runChecks = (facts: Facts): Check[] =>
  Object.entries(checks).flatMap(([id, check]) => {
    const verdict = check(facts);
    return verdict ? [{ id, ok: verdict[0], message: verdict[1] }] : [];
  });
