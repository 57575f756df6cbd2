/** Where the documentation is, and from there the place to report problems. */
export const packagePage = 'https://www.npmjs.com/package/signin-alert';
/** Slack's guide to the webhook that install asks for. */
export const webhookGuide = 'https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks';
