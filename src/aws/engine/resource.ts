import type { Context, Desired } from '../context.ts';
import type { Permissions } from '../permissions.ts';

/** One field that differs between the account and what is wanted, in words people read. */
export type Change = { readonly field: string; readonly from?: string; readonly to?: string };

/** What the account has under this resource's name. */
type Found<Live> = { readonly owner: 'ours' | 'foreign'; readonly live: Live };

/**
 * Whether the resource belongs in the account, and if not, what happens to it: one that is `kept` is neither made nor
 * removed; in place of one that is `reused`, somebody else's serves, which is never touched.
 */
type Wish = 'present' | 'absent' | { readonly kept: string } | { readonly reused: string };

/** What makes a resource: one small module says this about one thing in the account. */
export type ResourceSpec<Live> = {
  /** Stable: `topic`, or `forwarder:eu-west-1` where there is one per region. */
  readonly id: string;
  /** CloudFormation's type name, the field's common vocabulary. */
  readonly type: string;
  /** Region, or `global`. */
  readonly region: string;
  /** Its name in the account. */
  readonly name: string;
  /** Ids of resources that must be there first. */
  readonly needs: readonly string[];
  /**
   * On the way back the `rules` go first, so that nothing fires into a half-removed pipeline; then all the rest side by
   * side, `after` what is named here; the `anchor`, whose tag tells where the rest is, goes last.
   */
  readonly leaves?: 'first' | 'last' | { readonly after: readonly string[] };
  /** Id of the resource it is a part of: it carries no tag of its own, is ours if that one is, and leaves with it. */
  readonly partOf?: string;
  /** A denial or refusal here is named (`blocked`) and does not stop the rest. */
  readonly optional?: boolean;
  readonly permissions: Permissions;
  /** Default: `present`. */
  wish?(desired: Desired): Wish;
  /** Why it is made, where that is not plain. */
  why?(desired: Desired): string | undefined;
  /** Observes the account. `undefined`: not there. */
  read(context: Context): Promise<Found<Live> | undefined>;
  /** What differs from what is wanted. Pure: no I/O. */
  plan(context: Context, desired: Desired, live: Live): readonly Change[];
  /** Makes it, owner tag in the creating call. May throw AlreadyExists: the engine looks again and goes on from there. */
  create(context: Context, desired: Desired): Promise<void>;
  /** Mends exactly the planned changes. */
  update(context: Context, desired: Desired, live: Live, changes: readonly Change[]): Promise<void>;
  /** Removes it; NotFound is fine. */
  destroy(context: Context, live: Live): Promise<void>;
  /** How leaving is called in the plan: `delete` unless the service only schedules it. */
  readonly leaving?: 'delete' | 'schedule';
};

/** A resource as found in the account, its live state closed over: the engine needs no types of it. */
export type Observed =
  | { readonly state: 'absent' }
  | { readonly state: 'foreign' }
  | {
      readonly state: 'ours';
      plan(desired: Desired): readonly Change[];
      update(context: Context, desired: Desired, changes: readonly Change[]): Promise<void>;
      destroy(context: Context): Promise<void>;
    };

/** What the engine walks over. */
export type Resource = Omit<
  ResourceSpec<unknown>,
  'read' | 'plan' | 'create' | 'update' | 'destroy' | 'wish' | 'why'
> & {
  wish(desired: Desired): Wish;
  why(desired: Desired): string | undefined;
  observe(context: Context): Promise<Observed>;
  create(context: Context, desired: Desired): Promise<void>;
};

/** Closes a spec over its live state's type, so that resources of all kinds stand in one list. */
export function defineResource<Live>(spec: ResourceSpec<Live>): Resource {
  return {
    ...spec,
    wish: (desired) => spec.wish?.(desired) ?? 'present',
    why: (desired) => spec.why?.(desired),
    create: (context, desired) => spec.create(context, desired),
    async observe(context) {
      const found = await spec.read(context);
      if (!found) return { state: 'absent' };
      if (found.owner === 'foreign') return { state: 'foreign' };
      const { live } = found;
      return {
        state: 'ours',
        plan: (desired) => spec.plan(context, desired, live),
        update: (acting, desired, changes) => spec.update(acting, desired, live, changes),
        destroy: (acting) => spec.destroy(acting, live),
      };
    },
  };
}
