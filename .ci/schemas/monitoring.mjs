// Checks a file of Prometheus alerts and a dashboard of Grafana: their shape, and every expression by Prometheus' own grammar.
//   node monitoring.mjs ALERTS DASHBOARD
import { readFileSync } from 'node:fs';
import { parser } from '@prometheus-io/lezer-promql';
import Ajv from 'ajv';
import { parse } from 'yaml';

const text = { type: 'string', minLength: 1 };
const closed = (properties, required) => ({ type: 'object', additionalProperties: false, properties, required });
// https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
const rule = closed({
  alert: { type: 'string', pattern: '^PinReset[A-Za-z]+$' },
  expr: text,
  for: { type: 'string', pattern: '^[0-9]+[smhd]$' },
  labels: closed({ severity: { enum: ['critical', 'warning'] } }, ['severity']),
  annotations: closed({ summary: text, description: text }, ['summary', 'description']),
}, ['alert', 'expr', 'labels', 'annotations']);
const alertsShape = closed({ groups: { type: 'array', minItems: 1, items: closed({ name: text, rules: { type: 'array', minItems: 1, items: rule } }, ['name', 'rules']) } }, ['groups']);
const panel = {
  type: 'object',
  required: ['id', 'type', 'title', 'gridPos'],
  if: { properties: { type: { not: { const: 'row' } } } },
  then: { required: ['datasource', 'targets'], properties: { targets: { type: 'array', minItems: 1, items: { type: 'object', required: ['refId', 'expr'], properties: { expr: text } } } } },
};
const dashboardShape = {
  type: 'object',
  required: ['title', 'uid', 'schemaVersion', 'templating', 'time', 'panels'],
  properties: { panels: { type: 'array', minItems: 1, items: panel } },
};

const ajv = new Ajv({ strict: false, allErrors: true });
const shapeProblems = (name, shape, file) => ajv.validate(shape, file) ? [] : ajv.errors.map((error) => `${name}${error.instancePath} ${error.message}`);
const wrongAt = (expression) => {
  let at = null;
  parser.parse(expression).iterate({ enter: (node) => { if (node.type.isError) at ??= node.from; } });
  return at;
};
const expressionProblems = (expressions) => expressions
  .map((expression) => expression.replaceAll('$__rate_interval', '5m'))
  .map((expression) => [expression, wrongAt(expression)])
  .filter(([, at]) => at !== null)
  .map(([expression, at]) => `not PromQL at ${at}: ${expression}`);
const repeated = (what, names) => names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${what} ${name} is there twice`);

const problemsOf = (alerts, dashboard) => {
  const shapes = [...shapeProblems('alerts', alertsShape, alerts), ...shapeProblems('dashboard', dashboardShape, dashboard)];
  if (shapes.length > 0) return shapes;
  const rules = alerts.groups.flatMap((group) => group.rules);
  return [
    ...expressionProblems([...rules.map((one) => one.expr), ...dashboard.panels.flatMap((one) => one.targets ?? []).map((target) => target.expr)]),
    ...repeated('alert', rules.map((one) => one.alert)),
    ...repeated('panel', dashboard.panels.map((one) => one.id)),
  ];
};

const read = () => [parse(readFileSync(process.argv[2], 'utf8')), JSON.parse(readFileSync(process.argv[3], 'utf8'))];
const problems = problemsOf(...read());
const planted = [(alerts) => { alerts.groups[0].rules[0].expresion = 'up'; }, (alerts) => { alerts.groups[0].rules[0].expr = 'sum by (pinreset_tenant_verdicts'; }].map((plant) => {
  const [alerts, dashboard] = read();
  plant(alerts);
  return problemsOf(alerts, dashboard);
});
if (problems.length > 0 || planted.some((found) => found.length === 0)) {
  console.error(problems.length > 0 ? problems.join('\n') : 'A planted error was not found.');
  process.exit(1);
}
console.log('Alerts and dashboard have the right shape and speak PromQL; the planted errors were found.');
