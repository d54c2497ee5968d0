import { PolicyError } from './errors';
import { parseActions } from './parsing/actions';
import { parseConditions } from './parsing/conditions';
import { isObject, membersOf } from './parsing/json';
import { parsePrincipals } from './parsing/principals';
import { parseResources } from './parsing/resources';
import { checkCognitoTrust } from './parsing/trust';
import type { PolicyDocument, PolicySourceKind, Statement } from './policy';

const documentMembers = ['Version', 'Id', 'Statement'];
const statementMembers = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

/**
 * Reads a policy document as strictly as AWS does when it is attached; nothing in it is passed over.
 *
 * @param json The document, parsed but not yet understood.
 * @param kind Where it is attached, which decides about principals and resources.
 * @throws PolicyError for the first fault: its place, the value, what is allowed, and AWS's own text.
 */
export function parsePolicy(json: unknown, kind: PolicySourceKind): PolicyDocument {
  const members = membersOf(json, 'The document', documentMembers);
  if (members['Id'] !== undefined && typeof members['Id'] !== 'string') {
    throw new PolicyError('member-type', { place: 'Id', found: members['Id'], allowed: 'a text' });
  }
  const version = parseVersion(members['Version']);
  const statements = statementList(members['Statement']).map((statement, index) =>
    parseStatement(statement, `Statement[${index}]`, kind),
  );
  checkSidsUnique(statements);
  return { version, statements };
}

function parseVersion(value: unknown): PolicyDocument['version'] {
  if (value === undefined) return '2008-10-17';
  if (value === '2008-10-17' || value === '2012-10-17') return value;
  throw new PolicyError('version', { place: 'Version', found: value, allowed: '"2012-10-17" or "2008-10-17"' });
}

function statementList(value: unknown): readonly unknown[] {
  if (Array.isArray(value) && value.length > 0) return value;
  if (isObject(value)) return [value];
  throw new PolicyError('statement-required', {
    place: 'Statement',
    found: value,
    allowed: 'a statement or a list of statements',
  });
}

function parseStatement(value: unknown, place: string, kind: PolicySourceKind): Statement {
  const members = membersOf(value, place, statementMembers);
  const effect = parseEffect(members['Effect'], place);
  const statement: Statement = {
    sid: parseSid(members['Sid'], place, kind),
    effect,
    principals: parsePrincipals(members, { place, kind, effect }),
    actions: parseActions(members, place, kind),
    resources: parseResources(members, place, kind),
    conditions: parseConditions(members['Condition'], `${place}.Condition`),
  };
  if (kind === 'trust') checkCognitoTrust(statement, place);
  return statement;
}

function parseEffect(value: unknown, place: string): Statement['effect'] {
  if (value === 'Allow' || value === 'Deny') return value;
  throw new PolicyError(value === undefined ? 'effect-required' : 'effect', {
    place: `${place}.Effect`,
    found: value,
    allowed: '"Allow" or "Deny", in this case',
  });
}

/** An empty id is none. Resource policies may use spaces; the others letters and digits alone. */
function parseSid(value: unknown, place: string, kind: PolicySourceKind): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string') {
    throw new PolicyError('member-type', { place: `${place}.Sid`, found: value, allowed: 'a text' });
  }
  if (kind !== 'resource' && !/^[0-9A-Za-z]+$/.test(value)) {
    throw new PolicyError('sid-format', { place: `${place}.Sid`, found: value, allowed: 'letters and digits' });
  }
  return value;
}

function checkSidsUnique(statements: readonly Statement[]): void {
  const seen = new Set<string>();
  statements.forEach(({ sid }, index) => {
    if (sid === undefined) return;
    if (seen.has(sid)) {
      throw new PolicyError('sid-duplicate', {
        place: `Statement[${index}].Sid`,
        found: sid,
        allowed: 'an id used once',
      });
    }
    seen.add(sid);
  });
}
