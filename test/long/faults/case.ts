import { iamAction } from '../../../src/aws/iam-action.ts';
import type { Ended } from '../../support/ground/warm-cli.ts';
import { firstInstall, type Ground, isOurs } from '../../support/ground.ts';
import { isObject, parseJson } from '../../support/json.ts';
import type { Fault } from '../../support/proxy.ts';
import { firstOfEach, type KindName, kindOf, type OnceName, onceKinds } from './kinds.ts';
import { heldBy, ownerOf } from './owners.ts';
import { isAt, nameOf, type Point, pointOf } from './point.ts';
import { type Story, type StoryName, stories, storyOf } from './stories.ts';
import { survivable } from './survivable.ts';

/** A fault at one point of a story, or one that meets each of its calls once. */
export type Case = { readonly story: StoryName } & (
  | { readonly point: Point; readonly kind: KindName }
  | { readonly each: OnceName }
);

export const caseName = (one: Case): string =>
  'each' in one ? `${one.story}: ${one.each}` : `${one.story}: ${one.kind} at ${nameOf(one.point)}`;

/** What a story comes to without faults. */
export type Good = {
  readonly points: readonly Point[];
  /** The account before and after. */
  readonly before: readonly string[];
  readonly after: readonly string[];
};

/** Milliseconds within which a command must have said what happened, whatever happens to its calls. */
const limit = 30_000;

const keptBucket = 's3 bucket signin-alert-main-000000000000-us-east-1-an';

/** Makes the account that a story begins with. */
export async function begin(ground: Ground, story: Story): Promise<void> {
  await ground.begin({ others: true });
  await story.prepare(ground.cloud, async () => {
    const { code, stdout, stderr } = await ground.run(firstInstall);
    if (code !== 0) throw new Error(`a first install without faults ended with ${code}: ${stdout}${stderr}`);
  });
}

/** Plays a case. Out: what is wrong, in sentences; none if all is well. */
export async function play(ground: Ground, one: Case, good: Good): Promise<string[]> {
  const story = storyOf(one.story);
  const wrong: string[] = [];
  const check: Check = (ok, sentence) => void (ok || wrong.push(sentence));
  await begin(ground, story);
  const ended = await ground.run(story.command, { faults: [faultOf(one, ground)], hasty: isSilent(one) });
  const { calls } = ground.scene.wire;
  const touched = calls.some(({ write, status, fault }) => write && (isDone(status) || fault !== undefined));
  const after = (await ground.look()).lines;
  check(ended.ms < limit, `took ${Math.round(ended.ms / 1000)} s`);
  check(keys(after) <= Math.max(1 + foreignKeys, keys(good.before)), `${keys(after) - foreignKeys} keys are enabled`);
  checkEnd(one, ended, check);
  checkRest(one, ended, ground, good, check);
  if (isOfNoMatter(one, ended)) {
    if (story.leaves === 'installed') await checkHealthy(ground, check);
    check(same(after, good.after), `ended well, but: ${difference(after, good.after)}`);
  }
  if (!touched && ended.code !== 0) {
    check(same(good.before, after), `changed nothing, but: ${difference(after, good.before)}`);
    return wrong;
  }

  if (story.leaves === 'installed') {
    await mustRun(ground, story.command, check);
    await checkHealthy(ground, check);
  } else if ('point' in one && kindOf(one.kind).times === 1) {
    // Whoever changes their mind: the same installation comes back, with the key that was to go.
    await mustRun(ground, firstInstall, check);
    await checkHealthy(ground, check);
  }
  // Where a call had no effect, the account is the very one that a good run leaves; else it must also be possible to leave.
  if (story.leaves === 'installed' && 'point' in one && kindOf(one.kind).hasNoEffect) {
    await checkAccount(ground, good.after, check);
    return wrong;
  }
  await mustRun(ground, stories.uninstall.command, check);
  await checkLeft(ground, check);
  return wrong;
}

type Check = (ok: boolean, sentence: string) => void;

const isSilent = (one: Case): boolean => ('each' in one ? /answer/.test(one.each) : kindOf(one.kind).silent === true);

function faultOf(one: Case, ground: Ground): Fault {
  if ('each' in one) {
    const action = onceKinds[one.each];
    return { where: firstOfEach(), times: Infinity, action: (call) => action(pointOf(call)) };
  }
  const { action, times = Infinity } = kindOf(one.kind);
  return { where: isAt(one.point), times, action: action(one.point, ground.kill) };
}

function checkEnd(one: Case, { code, stdout, stderr }: Ended, check: Check): void {
  const end = 'each' in one ? 'done' : kindOf(one.kind).end;
  const expected = { done: 0, failed: 1, denied: 4, killed: undefined }[end];
  if ('point' in one && code === 0 && (!one.point.write || survivable(one.point, one.kind))) return;
  check(code === expected, `ended with ${code} instead of ${expected}: ${shown(stdout, stderr)}`);
  if (!code) return;
  const document = parseJson(stdout);
  const error = isObject(document) && isObject(document.error) ? document.error : {};
  const said = [error.message, error.action, error.state].map(String);
  check(
    error.name !== 'Unexpected' && said.every((text) => text.length > 5 && text !== 'undefined'),
    `says: ${said.join(' | ')}`,
  );
  if ('point' in one) {
    const action = iamAction(one.point.service.replace('tagging', 'tag'), one.point.operation);
    check(said.join(' ').includes(action), `does not name ${action}: ${said.join(' | ')}`);
  }
}

/** A call that was of no matter, as what it asks for is not there: then all is as if it had been answered. */
const isOfNoMatter = (one: Case, { code }: Ended): boolean =>
  'point' in one && !one.point.write && code === 0 && !survivable(one.point, one.kind);

/** All that does not depend on what failed was done nevertheless. */
function checkRest(one: Case, { code }: Ended, { scene }: Ground, good: Good, check: Check): void {
  if (!('point' in one) || !one.point.write || !code) return;
  const held = heldBy(ownerOf(one.point), storyOf(one.story).leaves === 'nothing');
  const done = new Set(scene.wire.calls.filter(({ status }) => isDone(status)).map((call) => nameOf(pointOf(call))));
  const undone = good.points.filter((other) => other.write && !done.has(nameOf(other)) && !held.has(ownerOf(other)));
  check(undone.length === 0, `was also held back: ${undone.map(nameOf).join(', ')}`);
}

async function checkAccount(ground: Ground, wished: readonly string[], check: Check): Promise<void> {
  const { lines, othersChanged } = await ground.look();
  check(same(lines, wished), `the account is another: ${difference(lines, wished)}`);
  check(othersChanged === undefined, `changed of others: ${othersChanged}`);
}

/** After an uninstall: the bucket with the logs, and keys that are to go. */
async function checkLeft(ground: Ground, check: Check): Promise<void> {
  const { lines, othersChanged } = await ground.look();
  const left = lines.filter((line) => isOurs(line) && !line.endsWith(keptBucket));
  check(left.length === 0 && keys(lines) === foreignKeys, `uninstall left ${left.join(', ') || 'a key'}`);
  check(othersChanged === undefined, `changed of others: ${othersChanged}`);
}

async function mustRun(ground: Ground, args: readonly string[], check: Check): Promise<void> {
  const { code, stdout, stderr } = await ground.run(args);
  check(code === 0, `${args[0]} again ended with ${code}: ${shown(stdout, stderr)}`);
}

async function checkHealthy(ground: Ground, check: Check): Promise<void> {
  const { stdout } = await ground.run(['status', '--json']);
  const report = parseJson(stdout);
  const resources = isObject(report) && Array.isArray(report.resources) ? report.resources.filter(isObject) : [];
  const bad = resources
    .filter(({ state }) => state !== 'ready')
    .map(({ id, state, changes }) => `${id} ${state} ${JSON.stringify(changes)}`);
  check(isObject(report) && report.healthy === true, `status is not healthy: ${bad.join('; ') || stdout}`);
}

const isDone = (status = 0): boolean => status >= 200 && status < 300;

/** The key of others, which is enabled too. */
const foreignKeys = 1;
const keys = (lines: readonly string[]): number => lines.filter((line) => / kms key <id> Enabled$/.test(line)).length;
const same = (a: readonly string[], b: readonly string[]): boolean => a.join('\n') === b.join('\n');
const difference = (found: readonly string[], wished: readonly string[]): string =>
  [
    ...found.filter((line) => !wished.includes(line)).map((line) => `+ ${line}`),
    ...wished.filter((line) => !found.includes(line)).map((line) => `- ${line}`),
  ].join(', ') || 'another number of the same';
const shown = (stdout: string, stderr: string): string => `${stdout} ${stderr}`.slice(-1200).replaceAll(/\s+/g, ' ');
