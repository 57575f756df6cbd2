/**
 * A date in Slack's format language (`{date_short_pretty} {time_secs}`), in the reader's own zone. The page runs this
 * very function too, so it uses nothing from outside itself.
 */
export function slackDate(epoch: number, format: string, locale?: string): string {
  const time = new Date(epoch * 1000);
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const daysAgo = Math.round((midnight(new Date()) - midnight(time)) / 86_400_000);
  const near = ['today', 'yesterday'][daysAgo];
  const show = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options).format(time);
  const clock = { hour: 'numeric', minute: '2-digit' } as const;
  const short = { year: 'numeric', month: 'short', day: 'numeric' } as const;
  const long = { ...short, month: 'long' } as const;
  const named = { ...long, weekday: 'long' } as const;
  const text = format.replace(/\{(\w+)\}/g, (token, name) => {
    if (near && /_pretty$/.test(name)) return near;
    if (name === 'date_num') return show({ year: 'numeric', month: '2-digit', day: '2-digit' });
    if (name === 'date_short' || name === 'date_short_pretty') return show(short);
    if (name === 'date' || name === 'date_pretty') return show(long);
    if (name === 'date_long' || name === 'date_long_pretty') return show(named);
    if (name === 'time') return show(clock);
    if (name === 'time_secs') return show({ ...clock, second: '2-digit' });
    return token;
  });
  return text.charAt(0).toUpperCase() + text.slice(1);
}
