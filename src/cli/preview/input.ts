import { Secret } from '../../aws/secret.ts';
import { type Rules, recommendedRules } from '../../handler/settings.ts';
import { askHidden, askYes } from '../ask.ts';
import { checkFlags } from '../input/common.ts';
import { missingFlags } from '../input/missing.ts';
import { Problem, usage } from '../input/problem.ts';
import { checkRules, readJsonFile } from '../input/rules-file.ts';
import { webhookFromFile } from '../input/webhook-file.ts';
import { parseWebhookUrl } from '../input/webhook-url.ts';
import type { Run } from '../run.ts';

export type PreviewFlags = {
  readonly config?: string;
  readonly send?: true;
  readonly webhookFile?: string;
  readonly yes?: true;
};

/** What the command line says. */
export type Input = {
  /** Files, folders, and `-` for stdin. */
  readonly paths: readonly string[];
  readonly rules: Rules;
  readonly webhook: Secret | undefined;
};

/** @throws Usage, naming all that is wrong or missing */
export async function readInput(run: Run<PreviewFlags>): Promise<Input> {
  const { flags, io } = run;
  const paths = run.args.length > 0 ? run.args : piped(run);
  const input = await checkFlags(run, async (read) => {
    const ways = [...paths, flags.config, flags.webhookFile].filter((path) => path === '-');
    await read('-', ways, (all) => {
      if (all.length > 1) throw new Problem('stdin can be read only once');
    });
    return {
      rules: await read('--config', flags.config, async (path) => checkRules(await readJsonFile(path, io)).rules),
      webhook:
        ways.length > 1
          ? undefined
          : await read('--webhook-file', flags.webhookFile, (path) => webhookFromFile(path, io)),
    };
  });
  const missing = [
    ...(flags.webhookFile === undefined ? ['--webhook-file <path>'] : []),
    ...(flags.yes ? [] : ['--yes']),
  ];
  if (flags.send && !run.interactive && missing.length > 0) throw missingFlags(missing);
  return { paths, rules: input.rules ?? recommendedRules, webhook: input.webhook };
}

/** Without arguments it reads what is piped into it; a terminal is not waited for. */
function piped({ io }: Run): readonly string[] {
  if (!io.stdin.isTTY) return ['-'];
  throw usage(
    'No records are given.',
    'Name files or folders (npx signin-alert preview records.json), or pipe records into it.',
  );
}

/** The webhook, and the consent to post so many alerts to it. */
export async function confirmSending(run: Run<PreviewFlags>, { webhook }: Input, count: number): Promise<Secret> {
  const url = webhook ?? (await askHidden(run, "The webhook's URL:", (text) => new Secret(parseWebhookUrl(text))));
  const what = count === 1 ? 'this alert' : `these ${count} alerts`;
  if (!run.flags.yes) await askYes(run, `Post ${what} to Slack, marked as ${count === 1 ? 'a preview' : 'previews'}?`);
  return url;
}
