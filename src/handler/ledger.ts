import type { Item, Table } from './table.ts';

/**
 * What the ledger says about an alert that somebody wants to post.
 * `mine`: post it. `held`: somebody else is at it. `done`: it is in the channel (or was decided not to be).
 * `unknown`: the table is out of reach.
 */
export type Claim =
  | {
      readonly state: 'mine' | 'unknown';
      readonly key: string;
      readonly owner: string;
      /** When this alert was first claimed, in ms. */
      readonly since: number;
      /** An earlier attempt may have brought it to the channel without living to hear so. */
      readonly sentBefore: boolean;
      /** Why the table is out of reach. */
      readonly why?: string;
    }
  | { readonly state: 'held' }
  | { readonly state: 'done' };

export type OwnClaim = Extract<Claim, { key: string }>;

export type Ledger = {
  /** Takes an alert for `leaseMs`. Never throws: without the table alerts still go out. */
  claim(id: string, leaseMs: number): Promise<Claim>;
  /** It is settled. Out: whether that could be written down. Never throws. */
  done(claim: OwnClaim, result: string): Promise<boolean>;
  /** It did not work: the next attempt need not wait for the lease to end. Never throws. */
  release(claim: OwnClaim, mayHaveArrived: boolean): Promise<boolean>;
};

/** Longer than any copy of an event can be under way: SNS retries 23 days, the undelivered queue keeps 14. */
export const keepMs = 45 * 24 * 3_600_000;

/**
 * State `posting` is written before anything is posted, so who finds it after its lease has run out knows that the
 * attempt died, and that Slack may have the message. DynamoDB keeps expired items readable for days (aws.md 13).
 */
const claimable = [
  'attribute_not_exists(#pk)',
  '#expires < :second',
  '#owner = :me', // our own call, whose answer was lost
  '(#state <> :done AND #lease < :now)',
].join(' OR ');

/** Whether the attempt before, of which this is the item, may have reached Slack. */
function mayHaveArrived(before: Item, me: string, second: number): boolean {
  if (Number(before.expires ?? 0) < second) return false;
  // When the answer to our own call was lost, what was there before is what we wrote down then.
  const state = before.owner === me ? before.before : before.state;
  return state === 'posting' || before.doubt === true;
}

/**
 * The ledger of alerts, in the table under `alert#<id>`, so that each is posted once: claim, post, done.
 * A container also remembers its own last thousand, for the time the table is out of reach.
 */
export function openLedger(table: Table): Ledger {
  const own = new Map<string, 'done' | 'doubt'>();
  const remember = (key: string, what: 'done' | 'doubt') => {
    const oldest = own.size < 1000 ? undefined : own.keys().next().value;
    if (oldest !== undefined) own.delete(oldest);
    own.set(key, what);
  };
  const written = (write: Promise<unknown>) =>
    write.then(
      () => true,
      () => false,
    );

  return {
    async claim(id, leaseMs) {
      const key = `alert#${id}`;
      if (own.get(key) === 'done') return { state: 'done' };
      const at = Date.now();
      const owner = `${at}-${Math.random()}`;
      const doubted = own.get(key) === 'doubt';
      try {
        const second = Math.floor(at / 1000);
        const { ok, before } = await table.update(key, {
          update:
            'SET #before = if_not_exists(#state, :none), #state = :posting, #owner = :me, #lease = :until, ' +
            '#since = if_not_exists(#since, :now), #expires = :expires',
          only: claimable,
          old: true,
          values: {
            none: 'none',
            posting: 'posting',
            done: 'done',
            me: owner,
            until: at + leaseMs,
            now: at,
            second,
            expires: second + keepMs / 1000,
          },
        });
        if (!ok) return { state: before.state === 'done' ? 'done' : 'held' };
        const sentBefore = doubted || mayHaveArrived(before, owner, second);
        return { state: 'mine', key, owner, since: Number(before.since ?? at), sentBefore };
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        return { state: 'unknown', key, owner, since: at, sentBefore: doubted, why };
      }
    },

    done({ key }, result) {
      remember(key, 'done');
      return written(
        table.update(key, {
          update: 'SET #state = :done, #result = :result, #expires = :expires',
          values: { done: 'done', result, expires: Math.floor((Date.now() + keepMs) / 1000) },
        }),
      );
    },

    release({ key, owner, sentBefore }, arrivedNow) {
      const doubt = sentBefore || arrivedNow;
      if (doubt) remember(key, 'doubt');
      return written(
        table.update(key, {
          update: 'SET #state = :released, #lease = :never, #doubt = :doubt',
          only: '#owner = :me',
          values: { released: 'released', never: 0, doubt, me: owner },
        }),
      );
    },
  };
}
