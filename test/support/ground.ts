import { readAccount } from './account.ts';
import type { Cloud } from './aws.ts';
import { makeForeignThings } from './ground/foreign.ts';
import { type Ended, startWarmCli, type WarmCli } from './ground/warm-cli.ts';
import { isObject, parseJson } from './json.ts';
import { truths } from './proxy/truths.ts';
import type { Fault } from './proxy.ts';
import { type Scene, someRegions, startScene } from './scene.ts';

/** Milliseconds that calls may take where no answer comes. */
const shortTimeout = '1000';

type RunOptions = {
  /** Rules for the wire while the command runs. */
  readonly faults?: readonly Fault[];
  /** Regions that the account has enabled; three if not given. */
  readonly regions?: readonly string[];
  /** Calls have a short timeout. */
  readonly hasty?: boolean;
};

/**
 * An account, a wire and a CLI that is loaded already: many commands, one after the other, under faults. The wire also
 * says no where AWS would (truths.ts).
 */
export type Ground = {
  readonly scene: Scene;
  readonly cloud: Cloud;
  /** Empties the account; `others`: puts things of others into it, named much like ours; `make` makes more of them. */
  begin(options?: { others?: boolean; make?: () => Promise<unknown> }): Promise<void>;
  run(args: readonly string[], options?: RunOptions): Promise<Ended>;
  /** To the command that runs. */
  kill(signal?: NodeJS.Signals): void;
  /** What the command that runs has written so far. */
  stderr(): string;
  /** What is in the account, with a second client. */
  look(): Promise<Look>;
  stop(): Promise<void>;
};

type Look = {
  /** One sorted line for each thing, without ids. */
  readonly lines: readonly string[];
  /** The first thing of others that is not as it was at the beginning. */
  readonly othersChanged: string | undefined;
};

/** A first install without questions; the webhook lies beside the CLI. */
export const firstInstall = [
  ...['install', '--yes', '--json', '--skip-test', '--channel', '#sign-ins', '--webhook-file', 'webhook'],
] as const;

/** A text without ids and ports, which differ from run to run. */
export const steady = (text: string): string =>
  text.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, '<id>').replaceAll(/127\.0\.0\.1:\d+/g, '<host>');

/** The account has these regions, and a function is ready at once: shorter runs about the same. */
const shortcuts = (regions: readonly string[]): Fault[] => [
  edit('ListRegions', ({ Regions, ...answer }) => ({
    ...answer,
    Regions: [Regions].flat().filter((entry) => isObject(entry) && regions.includes(String(entry.RegionName))),
  })),
  edit('GetFunctionConfiguration', (answer) => ({ ...answer, State: 'Active', LastUpdateStatus: 'Successful' })),
];

function edit(operation: string, change: (answer: Record<string, unknown>) => object): Fault {
  const edited = (body: string): string => {
    const answer = parseJson(body);
    return isObject(answer) ? JSON.stringify(change(answer)) : body;
  };
  return { operation, times: Infinity, action: { edit: edited } };
}

type Things = Awaited<ReturnType<typeof readAccount>>;

/** All that can be read of these things, by their lines. */
async function textOf(things: Things): Promise<Map<string, string>> {
  const withoutRequest = (key: string, value: unknown) => (key === '$metadata' ? undefined : value);
  const texts = things.map(
    async ({ line, thing }) => [line, JSON.stringify(await thing.read(), withoutRequest)] as const,
  );
  return new Map(await Promise.all(texts));
}

/** Whether a line of the account's list names something of our installation; keys have no name. */
export const isOurs = (line: string): boolean => /signin-alert-main(?!-0+$)/.test(line);

export async function startGround(): Promise<Ground> {
  const scene = await startScene();
  const cloud: Cloud = { endpoint: scene.cloud.url };
  const start = (env = {}) => startWarmCli({ endpoint: scene.wire.url, webhook: scene.webhook, env });
  const usual = await start();
  let hasty: WarmCli | undefined;
  let running = usual;
  /** What was in the account before us: all that can be read of it. */
  let others = new Map<string, string>();
  const place = { ...cloud, regions: someRegions };

  const run: Ground['run'] = async (args, { faults = [], regions = someRegions, hasty: isHasty = false } = {}) => {
    scene.wire.reset();
    for (const fault of [...faults, ...shortcuts(regions), ...truths(cloud)]) scene.wire.fault(fault);
    if (isHasty) hasty ??= await start({ SIGNIN_ALERT_REQUEST_TIMEOUT_MS: shortTimeout });
    running = (isHasty && hasty) || usual;
    return running.run(args);
  };

  return {
    scene,
    cloud,
    run,
    kill: (signal) => running.kill(signal),
    stderr: () => running.stderr(),
    async begin({ others: withOthers = false, make } = {}) {
      scene.wire.reset();
      scene.slack.clear();
      await scene.cloud.reset();
      if (withOthers) await makeForeignThings(cloud);
      await make?.();
      others = await textOf(await readAccount(place));
    },
    async look() {
      const found = await readAccount(place);
      const now = await textOf(found.filter(({ line }) => others.has(line)));
      const changed = [...others].find(([line, text]) => now.get(line) !== text);
      return { lines: found.map(({ line }) => steady(line)).sort(), othersChanged: changed?.[0] };
    },
    async stop() {
      await Promise.all([usual.stop(), hasty?.stop(), scene.stop()]);
    },
  };
}
