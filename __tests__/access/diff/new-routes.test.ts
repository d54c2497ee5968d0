import type { JsonObject } from '../../../blueprint/model';
import { checksOf, policyOf, trust } from './support/checks-of';

const api = 'aws_api_gateway_rest_api.api';
const invoke = (path: string) => ({
  Effect: 'Allow',
  Action: 'execute-api:Invoke',
  Resource: `\${${api}.execution_arn}/${path}`,
});

/** An API, whose routes are named `GET /a/{b}`, and a role with grants. */
function stackOf(routes: readonly string[], grants: readonly string[], principal: object = { Federated: 'x' }) {
  const resources: Record<string, JsonObject> = {
    [api]: { name: 'api' },
    'aws_iam_role.people': { name: 'people', assume_role_policy: trust(principal) },
    'aws_iam_role_policy.people': { role: '${aws_iam_role.people.id}', policy: policyOf(...grants.map(invoke)) },
  };
  for (const route of routes) {
    const [method = '', path = ''] = route.split(' ');
    let parent = `\${${api}.root_resource_id}`;
    let name = 'r';
    for (const part of path.split('/').filter((one) => one !== '')) {
      name += `-${part.replace(/\W/g, '')}`;
      const address = `aws_api_gateway_resource.${name}`;
      resources[address] = { rest_api_id: `\${${api}.id}`, parent_id: parent, path_part: part };
      parent = `\${${address}.id}`;
    }
    const place = { rest_api_id: `\${${api}.id}`, resource_id: parent, http_method: method };
    resources[`aws_api_gateway_method.${name}-${method}`] = { ...place, authorization: 'AWS_IAM' };
  }
  return resources;
}

const old = ['GET /pets', 'GET /pets/{petId}/owner'];
const oldGrants = ['dev/GET/pets'];

interface NewGrant {
  readonly name: string;
  readonly routes: readonly string[];
  readonly grant: string;
  readonly principal?: object;
  readonly told: boolean;
}

const newGrants: readonly NewGrant[] = [
  { name: 'of exactly the new route', routes: ['POST /pets'], grant: 'dev/POST/pets', told: false },
  { name: 'of the new root', routes: ['GET /'], grant: 'dev/GET/', told: false },
  { name: 'of a new path with a parameter', routes: ['GET /shops/{id}'], grant: 'dev/GET/shops/*', told: false },
  { name: 'of one method of a route for any', routes: ['ANY /shops'], grant: 'dev/PUT/shops', told: false },
  { name: 'whose asterisk reaches a known route', routes: ['GET /pets/{petId}'], grant: 'dev/GET/pets/*', told: true },
  { name: 'of another method', routes: ['POST /pets'], grant: 'dev/DELETE/pets', told: true },
  { name: 'of every method', routes: ['POST /pets'], grant: 'dev/*/pets', told: true },
  { name: 'at every stage', routes: ['POST /pets'], grant: '*/POST/pets', told: true },
  { name: 'of more than the new route', routes: ['POST /pets'], grant: 'dev/POST/*', told: true },
  { name: 'of a route that is known', routes: ['POST /pets'], grant: 'dev/GET/pets/*/owner', told: true },
  {
    name: 'of a role that has no row in the matrix',
    routes: ['POST /pets'],
    grant: 'dev/POST/pets',
    principal: { Service: 'ec2.amazonaws.com' },
    told: true,
  },
  ...[{ AWS: 'arn:aws:iam::999999999999:root' }, { AWS: '*' }].map((principal) => ({
    name: `of a role that ${principal.AWS} takes, who has a row`,
    routes: ['POST /pets'],
    grant: 'dev/POST/pets',
    principal,
    told: false,
  })),
];

describe('a new grant on a route, besides the gain that the matrix tells', () => {
  test.each(newGrants)('$name: $told', ({ routes, grant, principal, told: isTold }) => {
    const before = stackOf(old, oldGrants, principal);
    const after = stackOf([...old, ...routes], [...oldGrants, grant], principal);
    const kinds = (lines: readonly string[]) => lines.map((line) => line.split(':')[0]);
    expect(kinds(checksOf(before, after))).toEqual(isTold ? ['role-resource-widened'] : []);
    expect(kinds(checksOf(after, before))).toEqual(isTold ? ['role-narrowed'] : []);
  });
});
