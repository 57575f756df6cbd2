import { slackValue, spaceCode } from '../encode-slack.ts';
import { texts } from '../text.ts';
import type { MessageContext } from './context.ts';
import { markLines } from './marks.ts';
import { field, fields, mrkdwn, payload, type SlackPayload, section, slackTime, smallPrint } from './slack.ts';
import { account } from './words.ts';

/** Messages about the tool itself and its counts. They mention nobody. */

/** Failures of one user or source that were counted instead of posted. Times are ISO 8601. */
export type Folded = {
  readonly by: 'user' | 'source';
  readonly name: string;
  readonly count: number;
  readonly first: string;
  readonly last: string;
};

export function foldedMessage(folded: Folded, context: MessageContext): SlackPayload {
  const t = texts[context.language];
  const by = t.folded[folded.by](slackValue(folded.name));
  return payload(context, {
    color: 'warning',
    text: t.folded.text(folded.count, by, account(context.account, t, context)),
    blocks: [
      fields(
        field(t.folded.first, slackTime(folded.first, t.notRecorded)),
        field(t.folded.last, slackTime(folded.last, t.notRecorded)),
      ),
      ...smallPrint(...markLines(t, context)),
    ],
  });
}

/** A change of the live rules: who made it, which version it is, and each place before and after, as JSON text. */
export type SettingsChange = {
  readonly by: string;
  readonly version: number;
  readonly changes: readonly {
    readonly path: string;
    readonly before?: string | undefined;
    readonly after?: string | undefined;
  }[];
};

/** A text object of Slack takes 3,000 characters. */
const maxText = 2_800;

export function settingsChangedMessage(
  { by, version, changes }: SettingsChange,
  context: MessageContext,
): SlackPayload {
  const t = texts[context.language];
  const shown = (value: string | undefined) => (value === undefined ? t.changed.unset : slackValue(value, 60));
  const lines = changes.map(({ path, before, after }) =>
    spaceCode(`• ${t.changed.line(slackValue(path, 60), shown(before), shown(after))}`),
  );
  let room = maxText;
  const fitting = lines.filter((line) => {
    room -= line.length + 1;
    return room > 0;
  });
  if (fitting.length < lines.length) fitting.push(t.changed.more(lines.length - fitting.length));
  return payload(context, {
    color: 'warning',
    text: t.changed.text(slackValue(by, 150), account(context.account, t, context)),
    blocks: [
      ...(fitting.length > 0 ? [section(mrkdwn(fitting.join('\n')))] : []),
      ...smallPrint(...markLines(t, context), t.changed.version(version)),
    ],
    sign: '⚙️',
  });
}

/** The first message, by which `install` sees that the webhook works. `by`: ARN of who installs. */
export function helloMessage(context: MessageContext, by?: string): SlackPayload {
  const t = texts[context.language];
  return payload(context, {
    color: 'good',
    text: t.hello(account(context.account, t, context)),
    blocks: smallPrint(by === undefined ? 'signin-alert' : t.helloBy(slackValue(by, 150)), ...markLines(t, context)),
    sign: '👋',
  });
}

/** The last message. `resting`: alerts that could not be delivered. */
export function farewellMessage(
  { by, resting }: { readonly by: string; readonly resting: number },
  context: MessageContext,
): SlackPayload {
  const t = texts[context.language];
  return payload(context, {
    color: 'warning',
    text: t.farewell(account(context.account, t, context)),
    blocks: smallPrint(
      t.farewellBy(slackValue(by, 150)),
      resting > 0 ? t.resting(resting) : undefined,
      ...markLines(t, context),
    ),
    sign: '👋',
  });
}
