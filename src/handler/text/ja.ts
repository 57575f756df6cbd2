import type { Texts } from './en.ts';

/** All words of the messages, in Japanese. */
export const ja: Texts = {
  did: {
    'console-login': {
      Success: () => 'にサインインしました',
      Failure: () => 'へのサインインに失敗しました',
      other: (result) => `にサインインした可能性があります（結果: ${result}）`,
    },
    'switch-role': {
      Success: (role) => `でロール ${role} に切り替えました`,
      Failure: (role) => `でロール ${role} への切り替えに失敗しました`,
      other: (result) => `でロールを切り替えた可能性があります（結果: ${result}）`,
    },
    'identity-center': {
      Success: () => 'の IAM Identity Center にサインインしました',
      Failure: () => 'の IAM Identity Center へのサインインに失敗しました',
      other: (result) => `の IAM Identity Center にサインインした可能性があります（結果: ${result}）`,
    },
    'identity-center-failure': {
      Success: () => 'の IAM Identity Center へのサインインに失敗しました',
      Failure: () => 'の IAM Identity Center へのサインインに失敗しました',
      other: (result) => `の IAM Identity Center へのサインインに失敗した可能性があります（結果: ${result}）`,
    },
    'aws-login': {
      Success: () => 'にコマンドラインやアプリケーション用（aws login）のサインインをしました',
      Failure: () => 'へのコマンドラインやアプリケーション用（aws login）のサインインに失敗しました',
      other: (result) => `にコマンドラインやアプリケーション用のサインインをした可能性があります（結果: ${result}）`,
    },
    unknown: {
      Success: () => 'でサインインと思われる操作をしました',
      Failure: () => 'でサインインと思われる操作に失敗しました',
      other: (result) => `でサインインと思われる操作をしました（結果: ${result}）`,
    },
  },
  changes: {
    passwordrecoveryrequested: [
      'のルートパスワードの復旧を要求しました',
      'のルートパスワードの復旧を要求しようとしました',
    ],
    passwordrecoverycompleted: [
      'のルートパスワードを復旧手続きで再設定しました',
      'のルートパスワードを復旧手続きで再設定しようとしました',
    ],
    passwordupdated: ['のルートパスワードを変更しました', 'のルートパスワードを変更しようとしました'],
    changepassword: ['のルートパスワードを変更しました', 'のルートパスワードを変更しようとしました'],
    emailupdated: ['のルートのメールアドレスを変更しました', 'のルートのメールアドレスを変更しようとしました'],
    createloginprofile: ['のルートにパスワードを設定しました', 'のルートにパスワードを設定しようとしました'],
    updateloginprofile: ['のルートパスワードを変更しました', 'のルートパスワードを変更しようとしました'],
    deleteloginprofile: ['のルートパスワードを削除しました', 'のルートパスワードを削除しようとしました'],
    createvirtualmfadevice: [
      'でルートとして仮想 MFA デバイスを作成しました',
      'でルートとして仮想 MFA デバイスを作成しようとしました',
    ],
    enablemfadevice: ['のルートに MFA デバイスを追加しました', 'のルートに MFA デバイスを追加しようとしました'],
    resyncmfadevice: ['のルートの MFA デバイスを再同期しました', 'のルートの MFA デバイスを再同期しようとしました'],
    deactivatemfadevice: ['のルートから MFA デバイスを外しました', 'のルートから MFA デバイスを外そうとしました'],
    deletevirtualmfadevice: [
      'でルートとして仮想 MFA デバイスを削除しました',
      'でルートとして仮想 MFA デバイスを削除しようとしました',
    ],
  },
  otherChange: ['のルートの認証情報を変更しました', 'のルートの認証情報を変更しようとしました'],
  reasons: {
    failure: ({ said }) =>
      said === undefined ? '失敗しました。AWS の記録に理由はありません。' : `失敗しました。AWS の記録: ${said}`,
    'other-result': ({ result }) => `結果が成功でも失敗でもありません: ${result}`,
    root: () => 'ルートユーザーは何でもできますが、必要になることはほとんどありません。',
    'root-credentials': () => 'これを握る人がアカウント全体を握ります。心当たりがなければ、すぐに対応してください。',
    'no-mfa': () => 'パスワードだけでサインインしています（MFA なし）。',
    'mfa-failure': () => 'MFA の段階まで進んだ可能性があります。パスワードは正しかったかもしれません。',
    'policy-denied': () => 'ポリシーによって拒否されました。',
    'outside-networks': ({ from, comparable }) =>
      comparable
        ? `送信元が信頼済みネットワークの外です: ${from}`
        : `送信元を信頼済みネットワークと照合できません: ${from}`,
    'ec2-role': ({ instance }) =>
      `EC2 インスタンス ${instance} の認証情報がコンソールで使われました。盗まれた可能性があります。`,
    'unknown-kind': ({ event }) => `signin-alert が知らない種類のサインインです: ${event}`,
  },
  otherReasons: {
    unreadable: 'サインインだった可能性があります。CloudTrail で確認してください。',
    anomaly: 'AWS が独自に検知したもので、CloudTrail の記録ではありません。',
  },
  sentence: ({ who, did, account, mfa, from }) =>
    `${who}が${account} ${did}（送信元 ${from}${mfa ? `、${mfa}` : ''}）。`,
  who: {
    root: 'ルートユーザー',
    somebody: '何者か',
    unknownName: '存在しないユーザー名の何者か',
    inRole: (name, role) => `${name}（ロール ${role}）`,
    withSet: (name, set) => `${name}（許可セット ${set}）`,
    sessionOf: (role) => `ロール ${role} のセッション`,
  },
  account: (id) => `アカウント ${id}`,
  noAccount: '記録のないアカウント',
  mfaAfter: { used: 'MFA あり', 'not used': 'MFA なし', 'not recorded': 'MFA の記録なし' },
  mfaShort: { used: 'MFA あり', 'not used': 'MFA なし', 'not recorded': 'MFA の記録なし' },
  results: { Success: '成功', Failure: '失敗', unknown: '記録なし' },
  from: {
    aws: 'AWS 内部',
    missing: '記録なし',
    network: (address, network) => `${address}（${network}）`,
  },
  fields: {
    time: '日時',
    result: '結果',
    user: 'ユーザー',
    source: '送信元',
    region: 'リージョン',
    account: 'アカウント',
  },
  notRecorded: '記録なし',
  userTypes: {
    Root: 'ルートユーザー',
    IAMUser: 'IAM ユーザー',
    AssumedRole: 'ロールのセッション',
    Role: 'ロール',
    FederatedUser: 'フェデレーションユーザー',
    IdentityCenterUser: 'Identity Center ユーザー',
    AWSService: 'AWS のサービス',
    AWSAccount: 'AWS アカウント',
  },
  hiddenName: '該当ユーザーなし（入力された名前は AWS が伏せています）',
  ofType: (type) => `種類 ${type}`,
  role: (role) => `ロール ${role}`,
  permissionSet: (set) => `Identity Center、許可セット ${set}`,
  switchedFrom: (arn) => `切り替え元 ${arn}`,
  factors: (factors) => `確認した要素 ${factors}`,
  principal: (id) => `プリンシパル ${id}`,
  recordedAs: (region) => `記録では ${region}`,
  reasonsTitle: '注意する理由',
  links: { event: 'CloudTrail のイベント', user: 'IAM ユーザー' },
  eventId: (id) => `イベント ${id}`,
  test: 'テスト TEST',
  testNote: 'これは架空の値によるテストです。誰にもメンションしません。',
  marks: {
    sentAgain: '再送: 最初の送信が届いたかどうかは分かりません。',
    late: (span) => `遅延: イベントから ${span} 後の通知です。`,
    settings: (why) => `設定を読めなかったため、最後に読めた設定または推奨設定を使いました: ${why}`,
    ledger: (why) => `記録用テーブルに届かないため、この通知は重複する可能性があります: ${why}`,
    noMention: 'サインイン失敗が 10 分間に多発したため、メンションを控えています。',
  },
  span: (hours, minutes) => (hours > 0 ? `${hours} 時間 ${minutes} 分` : `${minutes} 分`),
  unreadable: {
    text: (account) => `${account} のイベントを読み取れませんでした。サインインの可能性があります。`,
    why: (why) => `理由: ${why}`,
  },
  anomaly: {
    text: (account) => `AWS が ${account} への通常と異なるサインインを検知しました（Sign-in Anomaly Alert）。`,
    more: (count) => `… ほか ${count} 件`,
    empty: 'イベントに項目がありません。',
  },
  folded: {
    text: (count, by, account) => `${by} ${account} へのサインイン失敗がさらに ${count} 件あり、まとめて数えました。`,
    user: (name) => `ユーザー ${name} による`,
    source: (name) => `送信元 ${name} からの`,
    first: '最初',
    last: '最後',
  },
  changed: {
    text: (who, account) => `${who} が ${account} のサインイン通知の設定を変更しました。`,
    line: (path, before, after) => `${path}: ${before} → ${after}`,
    version: (version) => `バージョン ${version}`,
    more: (count) => `… ほか ${count} 件の変更`,
    unset: '未設定',
  },
  hello: (account) => `このチャンネルに ${account} へのサインインの通知が届くようになります。`,
  helloBy: (who) => `signin-alert を設定している人: ${who}`,
  farewell: (account) => `${account} へのサインインの監視を終了します。signin-alert を削除しています。`,
  farewellBy: (who) => `削除した人: ${who}`,
  resting: (count) => `届けられなかった通知が ${count} 件あり、一緒に削除されます。`,
};
