/** Slack's look in its light theme: sizes and colours as its web client has them. */
export const style = `
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: #fff; color: #1d1c1d; font: 15px/1.46668 Lato, "Helvetica Neue", Arial, "Noto Sans", "Hiragino Sans", "Noto Sans CJK JP", sans-serif; overflow-wrap: anywhere; }
header { position: sticky; top: 0; z-index: 1; background: #fff; border-bottom: 1px solid #1d1c1d21; padding: 12px 20px; }
header h1 { margin: 0; font-size: 18px; line-height: 1.33; font-weight: 900; }
header p { margin: 2px 0 0; font-size: 13px; color: #616061; }
main { padding: 0 0 32px; }
.day { display: flex; align-items: center; margin: 14px 0 6px; font-size: 13px; font-weight: 700; }
.day::before, .day::after { content: ""; flex: 1; border-top: 1px solid #1d1c1d21; }
.day span { border: 1px solid #1d1c1d21; border-radius: 24px; padding: 1px 14px; }
.message { display: grid; grid-template-columns: 36px minmax(0, 1fr); column-gap: 8px; padding: 8px 20px; }
.message:hover { background: #f8f8f8; }
.avatar { width: 36px; height: 36px; border-radius: 8px; display: block; }
.who { display: flex; align-items: baseline; flex-wrap: wrap; line-height: 1.46668; }
.who b { font-weight: 900; }
.app { margin: 0 6px 0 4px; padding: 1px 3px; border-radius: 2px; background: #1d1c1d21; color: #1d1c1db3; font-size: 10px; line-height: 1.25; font-weight: 700; align-self: center; }
.who time { font-size: 12px; color: #616061; }
.text { margin: 0; }
a { color: #1264a3; text-decoration: none; }
a:hover { text-decoration: underline; }
b { font-weight: 700; }
code { padding: 2px 3px 1px; border: 1px solid #1d1c1d21; border-radius: 3px; background: #1d1c1d0a; color: #c01343; font: 12px/1.50001 Monaco, Menlo, Consolas, "Liberation Mono", monospace; }
.mention { padding: 0 2px 1px; border-radius: 3px; background: #f2c74466; color: #1264a3; font-weight: 500; }
.attachment { display: flex; margin: 4px 0 0; max-width: 650px; }
.bar { flex: 0 0 4px; border-radius: 8px; margin-right: 12px; background: #dddddd; }
.bar.good { background: #2eb886; }
.bar.warning { background: #daa038; }
.bar.danger { background: #a30200; }
.parts { min-width: 0; flex: 1; padding: 4px 0; }
.part + .part { margin-top: 8px; }
.head { font-size: 18px; line-height: 1.33; font-weight: 900; }
.fields { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 8px 16px; }
.section + .fields { margin-top: 8px; }
.context { display: flex; flex-wrap: wrap; column-gap: 8px; font-size: 13px; line-height: 1.38463; color: #616061; }
.divider { border: 0; border-top: 1px solid #1d1c1d21; margin: 12px 0; }
.button { display: inline-block; border: 1px solid #1d1c1d4d; border-radius: 8px; padding: 0 12px; margin: 0 8px 0 0; height: 36px; line-height: 34px; color: #1d1c1d; font-weight: 700; }
@media (max-width: 520px) {
  header, .message { padding-left: 14px; padding-right: 14px; }
  .fields { grid-template-columns: minmax(0, 1fr); gap: 6px; }
  .bar { margin-right: 10px; }
}
`;
