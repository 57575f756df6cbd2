import {
  type AdvancedEventSelector,
  DescribeTrailsCommand,
  type EventSelector,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  type Trail,
} from '@aws-sdk/client-cloudtrail';
import type { Clients } from './clients.ts';
import { isDenied, isMissing } from './errors.ts';

/** A trail of the account, and whether sign-ins reach EventBridge through it. */
export type TrailFound = {
  readonly arn: string;
  readonly name: string;
  readonly bucket: string;
  readonly usable: boolean;
  /** Why it is not usable; for a usable one, what could not be seen. */
  readonly why: readonly string[];
};

/** What is known of one trail; `denied` where the caller may not look (an organization's trail seen from a member). */
export type TrailFacts = {
  readonly trail: Trail;
  readonly logging: boolean | 'denied';
  /** CloudTrail's last word on delivering to the bucket, empty where all is well. */
  readonly deliveryError?: string;
  readonly selectors:
    | 'denied'
    | { readonly basic: readonly EventSelector[]; readonly advanced: readonly AdvancedEventSelector[] };
};

/** All trails that count in this region, also organization trails and copies of multi-region trails, with our judgement. */
export async function findTrails(clients: Clients, region: string): Promise<readonly TrailFound[]> {
  const { trailList } = await clients.cloudtrail(region).send(new DescribeTrailsCommand({ includeShadowTrails: true }));
  const facts = await Promise.all((trailList ?? []).map((trail) => look(clients, region, trail)));
  return facts.flat().map(judgeTrail);
}

async function look(clients: Clients, region: string, trail: Trail): Promise<TrailFacts[]> {
  const arn = trail.TrailARN ?? '';
  const denied = (error: unknown): 'denied' => {
    if (isDenied(error)) return 'denied';
    throw error;
  };
  try {
    const cloudtrail = clients.cloudtrail(region);
    const [status, selectors] = await Promise.all([
      cloudtrail.send(new GetTrailStatusCommand({ Name: arn })).catch(denied),
      cloudtrail.send(new GetEventSelectorsCommand({ TrailName: arn })).catch(denied),
    ]);
    return [
      {
        trail,
        logging: status === 'denied' ? 'denied' : status.IsLogging === true,
        ...(status !== 'denied' && status.LatestDeliveryError ? { deliveryError: status.LatestDeliveryError } : {}),
        selectors:
          selectors === 'denied'
            ? 'denied'
            : { basic: selectors.EventSelectors ?? [], advanced: selectors.AdvancedEventSelectors ?? [] },
      },
    ];
  } catch (error) {
    // Deleted since it was listed.
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Whether EventBridge sees sign-ins through this trail (aws.md 1.3, 2). Pure. */
export function judgeTrail({ trail, logging, selectors, deliveryError }: TrailFacts): TrailFound {
  const against = [
    ...(trail.IsMultiRegionTrail ? [] : [`it covers ${trail.HomeRegion ?? 'one region'} only`]),
    ...(logging === false ? ['it is not logging'] : []),
    ...(selectors === 'denied' ? [] : excluded(selectors)),
    ...(deliveryError ? [`it cannot deliver to its bucket (${deliveryError})`] : []),
  ];
  const unseen = logging === 'denied' || selectors === 'denied';
  const note = `its settings cannot be seen from here${trail.IsOrganizationTrail ? ': it belongs to the organization' : ''}`;
  return {
    arn: trail.TrailARN ?? '',
    name: trail.Name ?? '',
    bucket: trail.S3BucketName ?? '',
    // Of a trail that we may not look into, only an organization's is likely to be kept in order by somebody.
    usable: against.length === 0 && (!unseen || trail.IsOrganizationTrail === true),
    why: [...against, ...(unseen ? [note] : [])],
  };
}

/** Why management write events do not pass the selectors; empty where they do. */
function excluded({ basic, advanced }: Exclude<TrailFacts['selectors'], 'denied'>): string[] {
  if (advanced.length > 0) return advanced.some(passesSignIns) ? [] : ['its event selectors leave sign-ins out'];
  const management = basic.filter(({ IncludeManagementEvents }) => IncludeManagementEvents !== false);
  if (management.length === 0) return ['it leaves management events out'];
  return management.some(({ ReadWriteType }) => ReadWriteType !== 'ReadOnly') ? [] : ['it records read events only'];
}

/** Sign-ins are management write events of signin.amazonaws.com. A field we do not know may leave them out. */
function passesSignIns({ FieldSelectors }: AdvancedEventSelector): boolean {
  const fields = FieldSelectors ?? [];
  return (
    fields.some(({ Field, Equals }) => Field === 'eventCategory' && Equals?.includes('Management')) &&
    fields.every(({ Field, Equals, NotEquals }) => {
      if (Field === 'eventCategory') return true;
      if (Field === 'readOnly') return !Equals?.includes('true');
      return Field === 'eventSource' && Equals === undefined && !NotEquals?.includes('signin.amazonaws.com');
    })
  );
}
