import fc from 'fast-check';

/** Marks every injected text, so that the tests find it again in the output. */
export const marker = 'zqx';

/** What somebody could try to have shown: mentions, links, formats, terminal escapes, spoofed directions. */
const hostile = [
  `<!channel> ${marker}`,
  `<!here|${marker}>`,
  `<@U0123ABCD> ${marker}`,
  `<!subteam^S0123ABCD|${marker}>`,
  `<https://evil.example/${marker}|Sign in to AWS>`,
  `https://evil.example/${marker}`,
  `${marker}@evil.example`,
  `*${marker}* _${marker}_ ~${marker}~ \`${marker}\``,
  `\`\`\`${marker}\`\`\``,
  `@here @channel #general ${marker}`,
  `:rotating_light: ${marker}`,
  `&lt;!channel&gt; ${marker}`,
  `&<>"'${marker}`,
  `\u001b[2J\u001b[31m${marker}\u0007`,
  `${marker}\r\n\r\n<!channel>`,
  `\u202e${marker}\u2066\u200b\ufeff`,
  `\u0000\u0085\u2028${marker}\ud800`,
  `${'💥'.repeat(3_000)}${marker}`,
  `${'<&>'.repeat(20_000)}${marker}`,
  `=HYPERLINK("https://evil.example","${marker}")`,
  `arn:aws:iam::111122223333:root ${marker}`,
  `AWSReservedSSO_${marker}`,
  '__proto__',
  'constructor',
];

const deep = (depth: number): unknown => {
  let value: unknown = marker;
  for (let i = 0; i < depth; i += 1) value = i % 2 ? [value] : { inner: value };
  return value;
};

/** Values of every type, right and wrong. */
const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...hostile) },
  fc.constantFrom<unknown>(null, undefined, '', ' ', true, false, 0, -1, 1e308, [], {}, 'null', '{}', '[]', '{"a":'),
  fc.constantFrom('Success', 'Failure', 'success', 'FAILURE', 'Yes', 'No', 'Root', 'IAMUser', 'AssumedRole', 'Unknown'),
  fc.constantFrom(
    'ConsoleLogin',
    'SwitchRole',
    'PasswordUpdated',
    'CheckMfa',
    'signin.amazonaws.com',
    'AwsConsoleSignIn',
  ),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(deep(10), deep(500)),
  fc.jsonValue({ maxDepth: 3 }),
);

/** One change: at which of all places, and what is done there. */
type Change = {
  readonly at: number;
  readonly act: 'remove' | 'replace' | 'rename';
  readonly value: unknown;
};

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(500),
  act: fc.constantFrom<Change['act']>('remove', 'replace', 'replace', 'replace', 'rename'),
  value: anyValue,
});

type Place = { readonly holder: Record<string, unknown>; readonly name: string };

function placesIn(value: unknown, found: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null || found.length > 500) return found;
  const holder = value as Record<string, unknown>;
  for (const name of Object.keys(holder)) {
    found.push({ holder, name });
    placesIn(holder[name], found);
  }
  return found;
}

const otherCase = (name: string): string => (name === name.toLowerCase() ? name.toUpperCase() : name.toLowerCase());

/** A copy of a payload with some of its fields removed, replaced or written in another case. */
function applyTo(payload: unknown, changes: readonly Change[]): unknown {
  const copy = structuredClone(payload);
  for (const { at, act, value } of changes) {
    const places = placesIn(copy);
    const place = places[at % Math.max(1, places.length)];
    if (!place) continue;
    const { holder, name } = place;
    if (act === 'replace') holder[name] = structuredClone(value);
    else {
      const before = holder[name];
      delete holder[name];
      if (act === 'rename') holder[otherCase(name)] = before;
    }
  }
  return copy;
}

/** Envelopes around an event, as each service makes them. */
const wrappers: readonly ((inner: unknown) => unknown)[] = [
  (detail) => ({
    version: '0',
    id: 'e1',
    'detail-type': 'AWS Console Sign In via CloudTrail',
    source: 'aws.signin',
    account: '111122223333',
    time: '2026-03-04T10:00:00Z',
    region: 'us-east-1',
    detail,
  }),
  (inner) => ({
    Records: [
      { EventSource: 'aws:sns', Sns: { MessageId: 'm1', Message: JSON.stringify(inner) ?? '', Timestamp: 't' } },
    ],
  }),
  (inner) => ({ Type: 'Notification', MessageId: 'm2', TopicArn: 'arn', Message: JSON.stringify(inner) ?? '' }),
  (inner) => ({
    Records: [{ eventSource: 'aws:sqs', messageId: 'm3', body: JSON.stringify(inner) ?? '', awsRegion: 'eu-west-1' }],
  }),
  (inner) => ({ Messages: [{ MessageId: 'm4', Body: JSON.stringify(inner) ?? '' }] }),
  (requestPayload) => ({
    version: '1.0',
    requestContext: { condition: 'RetriesExhausted' },
    requestPayload,
    responsePayload: {},
  }),
  (inner) => ({ Records: [inner] }),
  (inner) => [inner],
  (inner) => ({ Events: [{ EventId: 'x', EventName: 'ConsoleLogin', CloudTrailEvent: JSON.stringify(inner) ?? '' }] }),
  (inner) => JSON.stringify(inner) ?? '',
];

const envelopes = fc.array(fc.constantFrom(...wrappers), { maxLength: 6 });

const wrap = (inner: unknown, around: readonly ((inner: unknown) => unknown)[]): unknown =>
  around.reduce((value, wrapper) => wrapper(value), inner);

/** Payloads made of given records: their fields changed, in envelopes, and those changed too, now and then. */
export const mutated = (records: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      fc.constantFrom(...records),
      fc.array(change, { maxLength: 6 }),
      envelopes,
      fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, fc.array(change, { minLength: 1, maxLength: 2 })),
    )
    .map(([record, changes, around, outer]) => applyTo(wrap(applyTo(record, changes), around), outer));

const bare = (record: unknown): unknown =>
  typeof record === 'object' && record !== null && 'detail' in record ? record.detail : record;

/** Records whose sign-in itself is left alone: nothing else about them may keep the alert from going out. */
export const intact = (records: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc
    .tuple(fc.constantFrom(...records.map(bare)), fc.array(change, { maxLength: 6 }), envelopes)
    .map(([record, changes, around]) => {
      const copy = applyTo(record, changes);
      const whole = typeof copy === 'object' && copy !== null ? copy : {};
      return wrap({ ...whole, eventName: 'ConsoleLogin' }, around);
    });

const hostileText = fc.constantFrom(...hostile);
const arnOf = (kind: string) =>
  fc.tuple(hostileText, hostileText).map(([a, b]) => `arn:aws:sts::1:${kind}/${a.replaceAll('/', '|')}/${b}`);

/** Sign-ins in which everything that somebody could choose is hostile at once. */
export const flooded: fc.Arbitrary<unknown> = fc
  .record({
    type: fc.constantFrom('Root', 'IAMUser', 'AssumedRole', 'FederatedUser', 'IdentityCenterUser', 'Unknown', 'Other'),
    arn: fc.oneof(arnOf('assumed-role'), arnOf('federated-user'), hostileText),
    role: fc.oneof(
      hostileText.map((text) => `AWSReservedSSO_${text}`),
      hostileText,
    ),
    eventName: fc.constantFrom(
      'ConsoleLogin',
      'SwitchRole',
      'UserAuthentication',
      'AuthorizeOAuth2Access',
      'Brand<!here>New',
    ),
    result: fc.oneof(fc.constantFrom('Success', 'Failure'), hostileText),
    text: fc.array(hostileText, { minLength: 10, maxLength: 10 }),
  })
  .map(({ type, arn, role, eventName, result, text }) => ({
    userIdentity: {
      type: type === 'Other' ? text[0] : type,
      arn,
      userName: text[1],
      principalId: text[2],
      sessionContext: { sessionIssuer: { userName: role } },
    },
    eventName,
    eventSource: 'signin.amazonaws.com',
    eventID: text[3],
    awsRegion: text[4],
    recipientAccountId: text[5],
    sourceIPAddress: text[6],
    userAgent: text[7],
    errorMessage: text[8],
    responseElements: { [eventName]: result },
    additionalEventData: { SwitchFrom: text[9], CredentialType: text[0], UserName: text[1] },
  }));

/** Anything that JSON can hold. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 10, arbitrary: fc.jsonValue({ maxDepth: 5 }) },
  { weight: 10, arbitrary: anyValue },
  // Deeper than JSON.stringify can follow.
  { weight: 1, arbitrary: fc.constant(deep(9_000)) },
);
