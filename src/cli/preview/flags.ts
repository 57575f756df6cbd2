import { type Flag, yes } from '../flags.ts';

const group = 'Sending:';

export const previewFlags: readonly Flag[] = [
  { flags: '--config <file>', says: 'alert rules, as JSON (default: the recommended ones)', group: 'Rules:' },
  { flags: '--send', says: 'also post the alerts to Slack, marked as previews; they mention nobody', group },
  { flags: '--webhook-file <path>', says: "file with the incoming webhook's URL; - is stdin", group },
  { ...yes, group },
];
