import { readAccount } from '../../support/account.ts';
import type { Cloud } from '../../support/aws.ts';
import { isObject, parseJson } from '../../support/json.ts';
import { truths } from '../../support/proxy/truths.ts';
import type { Fault } from '../../support/proxy.ts';
import { type Scene, startScene } from '../../support/scene.ts';
import { makeForeignThings } from './foreign.ts';
import { steady } from './point.ts';
import { regions, type Story, stories } from './stories.ts';
import { type Ended, startWarmCli, type WarmCli } from './warm-cli.ts';

/** Milliseconds that calls may take where no answer comes. */
const shortTimeout = '1000';

/** An account, a wire and a CLI on which cases are played one after the other. */
export type Ground = {
  readonly scene: Scene;
  readonly cloud: Cloud;
  /** Empties the account, puts things of others into it and makes what the story begins with. */
  begin(story: Story): Promise<void>;
  /** Runs a command while these faults are in force. */
  run(args: readonly string[], faults?: readonly Fault[], options?: { hasty?: boolean }): Promise<Ended>;
  kill(): void;
  /** What is in the account, with a second client. */
  look(): Promise<Look>;
  stop(): Promise<void>;
};

export type Look = {
  /** One sorted line for each thing, without ids. */
  readonly lines: readonly string[];
  /** The first thing of others that is not as it was at the beginning. */
  readonly othersChanged: string | undefined;
};

/** What makes runs shorter without changing what they are about: three regions, and a function that is ready at once. */
const shortcuts: readonly Fault[] = [
  {
    operation: 'ListRegions',
    times: Infinity,
    action: {
      edit: (body) =>
        edited(body, (answer) => ({
          ...answer,
          Regions: [answer.Regions]
            .flat()
            .filter((entry) => isObject(entry) && regions.includes(String(entry.RegionName))),
        })),
    },
  },
  {
    operation: 'GetFunctionConfiguration',
    times: Infinity,
    action: {
      edit: (body) => edited(body, (answer) => ({ ...answer, State: 'Active', LastUpdateStatus: 'Successful' })),
    },
  },
];

type Things = Awaited<ReturnType<typeof readAccount>>;

/** All that can be read of these things, by their lines. */
async function textOf(things: Things): Promise<Map<string, string>> {
  const withoutRequest = (key: string, value: unknown) => (key === '$metadata' ? undefined : value);
  const texts = things.map(
    async ({ line, thing }) => [line, JSON.stringify(await thing.read(), withoutRequest)] as const,
  );
  return new Map(await Promise.all(texts));
}

function edited(body: string, edit: (answer: Record<string, unknown>) => object): string {
  const answer = parseJson(body);
  return isObject(answer) ? JSON.stringify(edit(answer)) : body;
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
  const place = { ...cloud, regions };

  const run: Ground['run'] = async (args, faults = [], options = {}) => {
    scene.wire.reset();
    for (const fault of [...faults, ...shortcuts, ...truths(cloud)]) scene.wire.fault(fault);
    if (options.hasty) hasty ??= await start({ SIGNIN_ALERT_REQUEST_TIMEOUT_MS: shortTimeout });
    running = (options.hasty && hasty) || usual;
    return running.run(args);
  };
  const install = async () => {
    const { code, stderr } = await run(stories['first install'].command);
    if (code !== 0) throw new Error(`a first install without faults ended with ${code}:\n${stderr}`);
  };

  return {
    scene,
    cloud,
    run,
    kill: () => running.kill(),
    async begin(story) {
      scene.wire.reset();
      await scene.cloud.reset();
      await makeForeignThings(cloud);
      others = await textOf(await readAccount(place));
      await story.prepare(cloud, install);
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
