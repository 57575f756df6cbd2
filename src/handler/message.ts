/** Every message that goes to Slack. Pure: values in, payload out. */
export type { Marks, MessageContext } from './message/context.ts';
export {
  type Folded,
  farewellMessage,
  foldedMessage,
  helloMessage,
  type SettingsChange,
  settingsChangedMessage,
} from './message/notices.ts';
export { anomalyMessage, unreadableMessage } from './message/other.ts';
export { previewMessage } from './message/preview.ts';
export { buildMessage } from './message/sign-in.ts';
export type { SlackBlock, SlackPayload, SlackText } from './message/slack.ts';
