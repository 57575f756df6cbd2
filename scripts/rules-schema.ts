import { writeFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import { rulesSchema } from '../src/handler/settings/schema.ts';

/** What an editor shows beside each setting. They stand here and not in the schema, which is part of the function. */
const descriptions: Readonly<Record<string, string>> = {
  $schema: 'Address of this schema, for editors.',
  preset:
    'recommended: every reason below counts. plain: only the result that AWS records, and reasons named under "reasons".',
  language: 'Language of the messages.',
  trustedNetworks:
    'Networks that sign-ins are expected from. Any other source is a reason, as soon as one network is named.',
  reasons: 'Colour and mention (none, here, channel, a person U…, a user group S…) of each reason; the strongest wins.',
  ignore:
    'Whose sign-ins make no alert. Root and what cannot be read always alert; failures too, unless "failures" is true.',
  kinds: 'Which kinds of sign-in alert. Sign-ins to the console and unknown kinds always do.',
};

type Schema = ReturnType<typeof toJsonSchema>;

const describe = (name: string, schema: Schema | boolean): Schema | boolean => {
  const description = descriptions[name];
  return typeof schema === 'boolean' || description === undefined ? schema : { ...schema, description };
};

/** JSON schema of the alert rules, for editors: what `config apply` and `--config` take. */
export function rulesJsonSchema(): Schema {
  const schema = toJsonSchema(rulesSchema, {
    typeMode: 'input',
    // Checks of ranges and of combinations have no words in JSON schema; `config` still makes them.
    errorMode: 'ignore',
  });
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => [
    name,
    describe(name, property),
  ]);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Alert rules of signin-alert',
    ...schema,
    properties: Object.fromEntries(properties),
  };
}

// Run as `node scripts/rules-schema.ts && npm run format`: writes docs/signin-alert.schema.json.
if (import.meta.main) {
  const file = new URL('../docs/signin-alert.schema.json', import.meta.url);
  writeFileSync(file, `${JSON.stringify(rulesJsonSchema(), null, 2)}\n`);
}
