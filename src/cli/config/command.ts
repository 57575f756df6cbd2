import type { Settings } from '../../aws/context.ts';
import type { ExitCode } from '../../aws/errors.ts';
import type { Survey } from '../../aws/survey.ts';
import { lookAround } from '../connect.ts';
import { checkFlags } from '../input/common.ts';
import { Problem, usage } from '../input/problem.ts';
import { checkRules } from '../input/rules-file.ts';
import type { Run } from '../run.ts';
import { edit } from './edit.ts';
import { showRules } from './get.ts';
import { type Request, readRequest } from './request.ts';
import { type LiveRules, readRules, requireSettings, rulesBroken } from './settings.ts';
import { writeRules } from './write.ts';

export type ConfigFlags = { readonly dryRun?: true };

/** `config`: reads the live rules, or changes them: checked, versioned, and told to the channel. */
export async function run(run: Run<ConfigFlags>): Promise<ExitCode> {
  const request = await checkFlags(run, async (read) => {
    const [action = ''] = run.args;
    return read(`config ${action}`, run.args, async (args) => checked(await readRequest(args, run.io)));
  });
  const found = await lookAround(run, { only: ['table', 'settings'] });
  const settings = requireSettings(found);
  const live = readRules(settings);
  return act(run, { survey: found, settings, live }, request ?? { action: 'get' });
}

/** What can be seen to be wrong without the rules that are there is said before anything is called. */
function checked(request: Request): Request {
  if (request.action === 'apply') checkRules(request.rules);
  if (request.action === 'set' || request.action === 'add') checkRules(edit({}, request));
  return request;
}

type Found = { readonly survey: Survey; readonly settings: Settings; readonly live: LiveRules };

function act(run: Run<ConfigFlags>, { survey, settings, live }: Found, request: Request): ExitCode | Promise<ExitCode> {
  const { action } = request;
  if (live.broken !== undefined && action !== 'apply') throw rulesBroken(live.broken);
  if (action === 'get') return showRules(run, survey, settings, live, request.key);
  try {
    const next = checkRules(action === 'apply' ? request.rules : edit(live.written, request));
    return writeRules(run, survey, live, next);
  } catch (error) {
    if (error instanceof Problem)
      throw usage(`config ${action}: ${error.message}`, 'See: npx signin-alert config --help');
    throw error;
  }
}
