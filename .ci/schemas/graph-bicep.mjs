// Makes a package of Bicep types for the resources of Microsoft Graph that docs/deploy and `setup --print bicep` use, out of Microsoft's types
// for TypeScript: the extension of Bicep itself lies in a registry that CI does not reach, and is made from the same metadata.
//   node graph-bicep.mjs FOLDER
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const required = 1, readOnly = 2, identifier = 16;
const resources = {
  'Microsoft.Graph/applications@v1.0': ['Application', ['uniqueName', 'displayName']],
  'Microsoft.Graph/applications/federatedIdentityCredentials@v1.0': ['FederatedIdentityCredential', ['name', 'issuer', 'subject', 'audiences']],
  'Microsoft.Graph/servicePrincipals@v1.0': ['ServicePrincipal', ['appId']],
  'Microsoft.Graph/oauth2PermissionGrants@v1.0': ['OAuth2PermissionGrant', ['clientId', 'consentType', 'resourceId', 'scope']],
  'Microsoft.Graph/appRoleAssignedTo@v1.0': ['AppRoleAssignment', ['appRoleId', 'principalId', 'resourceId']],
};
const identifiers = new Set(['uniqueName', 'name', 'appId']);
const setByGraph = { Application: ['id', 'appId'], ServicePrincipal: ['id', 'appRoles', 'oauth2PermissionScopes'], FederatedIdentityCredential: ['id'], OAuth2PermissionGrant: ['id'], AppRoleAssignment: ['id'] };

const source = join(dirname(fileURLToPath(import.meta.url)), 'node_modules/@microsoft/microsoft-graph-types/microsoft-graph.d.ts');
const code = readFileSync(source, 'utf8').split('\nexport namespace ')[0].replace(/^[ \t]*\/\/.*$/gm, '').replace(/\/\*[\s\S]*?\*\//g, '');
const interfaces = new Map([...code.matchAll(/^export interface (\w+)(?:\s+extends\s+([\w.]+))?\s*\{([^{}]*)\}/gm)].map(([, name, base, body]) => [name, { base, body }]));
const membersOf = (name) => {
  const found = interfaces.get(name);
  if (!found) return [];
  const own = [...found.body.matchAll(/(\w+)\??:\s*([^;]+?)\s*;/g)].map(([, member, type]) => [member, type.replace(/^NullableOption<\s*([\s\S]*?)\s*>$/, '$1')]);
  return [...membersOf(found.base), ...own];
};

const types = [{ $type: 'AnyType' }, { $type: 'StringType' }, { $type: 'IntegerType' }, { $type: 'BooleanType' }];
const ref = (index) => ({ $ref: `#/${index}` });
const add = (type) => types.push(type) - 1;
const known = new Map();
const typeOf = (written) => {
  if (written.endsWith('[]')) return add({ $type: 'ArrayType', itemType: ref(typeOf(written.slice(0, -2))) });
  if (interfaces.has(written)) return objectOf(written);
  return { string: 1, number: 2, boolean: 3 }[written] ?? (written === 'any' ? 0 : 1);
};
const objectOf = (name) => {
  if (known.has(name)) return known.get(name);
  const index = add({ $type: 'ObjectType', name, properties: {} });
  known.set(name, index);
  // Objects of their own with a life of their own are no part of a body.
  const inherits = (one, from) => one && (one === from || inherits(interfaces.get(one)?.base, from));
  for (const [member, type] of membersOf(name)) {
    if (!inherits(type.replace('[]', ''), 'Entity')) types[index].properties[member] = { type: ref(typeOf(type)), flags: 0 };
  }
  return index;
};

const index = { resources: {}, resourceFunctions: {}, namespaceFunctions: [], settings: { name: 'MicrosoftGraph', version: '1.0.0', isSingleton: false } };
for (const [name, [model, needed]] of Object.entries(resources)) {
  const body = add({ $type: 'ObjectType', name, properties: { ...types[objectOf(model)].properties } });
  const { properties } = types[body];
  for (const member of needed) properties[member] = { type: properties[member]?.type ?? ref(1), flags: required | (identifiers.has(member) ? identifier : 0) };
  for (const member of setByGraph[model]) properties[member] = { ...properties[member], flags: readOnly };
  const at = add({ $type: 'ResourceType', name, body: ref(body), readableScopes: 31, writableScopes: 31, functions: {} });
  index.resources[name] = { $ref: `types.json#/${at}` };
}

const folder = process.argv[2];
writeFileSync(join(folder, 'index.json'), JSON.stringify(index));
writeFileSync(join(folder, 'types.json'), JSON.stringify(types));
