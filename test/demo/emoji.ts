/** Slack's names of the emoji that a message of ours may use. */
const emojis: Readonly<Record<string, string>> = {
  rotating_light: '🚨',
  warning: '⚠️',
  white_check_mark: '✅',
  heavy_check_mark: '✔️',
  large_green_circle: '🟢',
  large_yellow_circle: '🟡',
  red_circle: '🔴',
  key: '🔑',
  lock: '🔒',
  wave: '👋',
  bell: '🔔',
  no_entry: '⛔',
  x: '❌',
  question: '❓',
  test_tube: '🧪',
  information_source: 'ℹ️',
};

/** The character of `:name:`, or undefined where it is not in the list. */
export const emoji = (name: string): string | undefined => (Object.hasOwn(emojis, name) ? emojis[name] : undefined);
