import { explain, log } from './log.ts';
import { farewellMessage, type SettingsChange, settingsChangedMessage } from './message.ts';
import { postMessage } from './post-message.ts';
import { isObject } from './record.ts';
import type { Run } from './services.ts';
import { messageContext } from './write-alert.ts';

/** What the command line has the function say in the channel, since the function alone can open the webhook. */
export type Notice =
  | { readonly type: 'farewell'; readonly by: string; readonly resting: number }
  | ({ readonly type: 'settings-changed' } & SettingsChange);

/** The notice of a payload `{ notice: … }`; undefined for every other payload, which is then read as an event. */
export function readNotice(payload: unknown): Notice | undefined {
  const notice = isObject(payload) ? payload.notice : undefined;
  if (!isObject(notice)) return undefined;
  const by = String(notice.by);
  if (notice.type === 'farewell') return { type: 'farewell', by, resting: Number(notice.resting) || 0 };
  if (notice.type !== 'settings-changed') return undefined;
  const changes = (Array.isArray(notice.changes) ? notice.changes : []).filter(isObject);
  return {
    type: 'settings-changed',
    by,
    version: Number(notice.version),
    changes: changes.map(({ path, before, after }) => ({
      path: String(path),
      before: typeof before === 'string' ? before : undefined,
      after: typeof after === 'string' ? after : undefined,
    })),
  };
}

/** Posts a notice in the rules' language. Throws what kept it from the channel: whoever asked for it is told. */
export async function postNotice(run: Run, notice: Notice): Promise<{ readonly posted: true }> {
  const live = await run.live();
  const context = messageContext(run.config, live, {});
  const payload =
    notice.type === 'farewell' ? farewellMessage(notice, context) : settingsChangedMessage(notice, context);
  try {
    const slackStatus = await postMessage(run, payload, live.pausedUntil);
    log({ signinAlert: 'notice', result: 'posted', slackStatus });
    return { posted: true };
  } catch (error) {
    const why = explain(error);
    log({ signinAlert: 'notice', result: 'failed', error: why });
    throw new Error(why);
  }
}
