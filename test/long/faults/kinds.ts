import type { Action, Call } from '../../support/proxy.ts';
import { nameOf, type Point, pointOf } from './point.ts';

type Errors = { readonly throttled: string; readonly denied: string; readonly throttledStatus?: number };

/** How each service says "too fast" and "you may not". */
const words: Readonly<Record<string, Errors>> = {
  account: { throttled: 'TooManyRequestsException', throttledStatus: 429, denied: 'AccessDeniedException' },
  cloudtrail: { throttled: 'ThrottlingException', denied: 'AccessDeniedException' },
  dynamodb: { throttled: 'ThrottlingException', denied: 'AccessDeniedException' },
  ec2: { throttled: 'RequestLimitExceeded', throttledStatus: 503, denied: 'UnauthorizedOperation' },
  events: { throttled: 'ThrottlingException', denied: 'AccessDeniedException' },
  iam: { throttled: 'Throttling', denied: 'AccessDenied' },
  kms: { throttled: 'ThrottlingException', denied: 'AccessDeniedException' },
  lambda: { throttled: 'TooManyRequestsException', throttledStatus: 429, denied: 'AccessDeniedException' },
  logs: { throttled: 'ThrottlingException', denied: 'AccessDeniedException' },
  s3: { throttled: 'SlowDown', throttledStatus: 503, denied: 'AccessDenied' },
  sns: { throttled: 'Throttling', denied: 'AuthorizationError' },
  sqs: { throttled: 'RequestThrottled', throttledStatus: 403, denied: 'AccessDenied' },
  sts: { throttled: 'Throttling', denied: 'AccessDenied' },
  tagging: { throttled: 'ThrottledException', denied: 'AccessDeniedException' },
};
const wordsOf = ({ service }: Point): Errors => {
  const found = words[service];
  if (!found) throw new Error(`kinds.ts has no error names of ${service}`);
  return found;
};

const denied = (point: Point): Action => ({
  error: {
    code: wordsOf(point).denied,
    status: 403,
    message: `User: arn:aws:iam::000000000000:user/ann is not authorized to perform: ${point.service}:${point.operation} because no identity-based policy allows the ${point.service}:${point.operation} action`,
  },
});
const broken = (status: number, code: string) => (): Action => ({
  error: { code, status, message: 'We encountered an internal error. Please try again.' },
});
const throttled = (point: Point): Action => {
  const { throttled: code, throttledStatus = 400 } = wordsOf(point);
  return { error: { code, status: throttledStatus, message: 'Rate exceeded' } };
};

/** What a command shall come to. `killed`: nothing more is heard of it. */
type End = 'done' | 'failed' | 'denied' | 'killed';

type Kind = {
  action(point: Point, kill: () => void): Action;
  /** How many of the calls at this point it hits; all if not given, so that no retry helps. */
  readonly times?: number;
  /** What a read has no share in: it has no effect. */
  readonly writesOnly?: true;
  /** The account never sees the call. */
  readonly hasNoEffect?: true;
  /** No answer comes: the CLI is run with a short timeout. */
  readonly silent?: true;
  readonly end: End;
};

const kinds = {
  killed: {
    action: (_point, kill) => ({
      hook: () => {
        kill();
        return new Promise(() => undefined);
      },
    }),
    times: 1,
    writesOnly: true,
    end: 'killed',
  },
  'answered 500': { action: broken(500, 'InternalFailure'), hasNoEffect: true, end: 'failed' },
  'answered 503': { action: broken(503, 'ServiceUnavailable'), hasNoEffect: true, end: 'failed' },
  throttled: { action: throttled, hasNoEffect: true, end: 'failed' },
  denied: { action: denied, hasNoEffect: true, end: 'denied' },
  reset: { action: () => 'reset', hasNoEffect: true, end: 'failed' },
  'no answer': { action: () => 'hang', silent: true, hasNoEffect: true, end: 'failed' },
  /** The change is made each time, and the answer lost each time. */
  'answer lost': { action: () => 'lost', writesOnly: true, end: 'failed' },
  'answer lost once': { action: () => 'lost', times: 1, writesOnly: true, end: 'done' },
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof kinds;
export const kindNames = Object.keys(kinds) as KindName[];
export const kindOf = (name: KindName): Kind => kinds[name];

/** What hits every call of a command once; its second try succeeds, and nobody notices. */
export const onceKinds = {
  'each call answered 500 once': broken(500, 'InternalFailure'),
  'each call answered 503 once': broken(503, 'ServiceUnavailable'),
  'each call throttled once': throttled,
  'each connection reset once': () => 'reset',
  'each call without an answer once': () => 'hang',
  'each answer broken off once': () => 'stall',
  'each answer lost once': () => 'lost',
} as const satisfies Record<string, (point: Point) => Action>;

export type OnceName = keyof typeof onceKinds;
export const onceNames = Object.keys(onceKinds) as OnceName[];

/** Hits the first call at each point; of the creation of a key too, which the SDK does not repeat. */
export function firstOfEach(): (call: Call) => boolean {
  const seen = new Set<string>();
  return (call) => {
    const name = nameOf(pointOf(call));
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  };
}
