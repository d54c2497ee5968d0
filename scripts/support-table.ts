import type { ArgumentRules, BlockType } from '../blueprint/resources/block-type';
import { dataSources, resources } from '../blueprint/resources/registry';
import { domainEndpoints } from '../sandbox/domain/domain';
import { operations as dynamoDbOperations } from '../sandbox/dynamodb/table-access';
import { operationTable as identityPoolOperations } from '../sandbox/identity-pools/identity-pools';
import { operationTable as secretsManagerOperations } from '../sandbox/secrets-manager/secrets-manager';
import { operationTable as stsOperations } from '../sandbox/sts/sts';
import { operationTable as userPoolOperations } from '../sandbox/user-pools/operation-table';

/** What the sandbox supports, as the page `docs/sandbox-support.md`: read from the tables that the code itself goes by. */
export function supportPage(): string {
  return [
    '# What the sandbox supports',
    '',
    'Generated from the code by `npm run docs`. What is not listed here stops the start, with its address, or is answered',
    'with an error that says so: nothing is ignored in silence.',
    '',
    '## Operations',
    '',
    `- Cognito user pools: ${names(Object.keys(userPoolOperations))}`,
    `- Domains of user pools: ${names(domainEndpoints)}`,
    `- Cognito identity pools: ${names(Object.keys(identityPoolOperations))}`,
    `- DynamoDB: ${names(Object.keys(dynamoDbOperations))}`,
    `- Secrets Manager: ${names(Object.keys(secretsManagerOperations))}`,
    `- STS: ${names(Object.keys(stsOperations))}`,
    '',
    '## Terraform resources',
    '',
    'An argument is modelled, or has no effect on who gets in and what answers, or is accepted only where it has no effect.',
    '',
    ...[...resources].flatMap(([name, type]) => section(name, type)),
    '## Terraform data sources',
    '',
    [...dataSources.keys(), 'terraform_remote_state'].map((name) => `- \`${name}\``).join('\n'),
    '',
  ].join('\n');
}

function section(name: string, type: BlockType): readonly string[] {
  const rows = rowsOf(type.arguments, '');
  const lines = [
    { title: 'modelled', of: rows.filter(({ kind }) => kind === 'modelled') },
    { title: 'without effect here', of: rows.filter(({ kind }) => kind === 'harmless') },
    { title: 'accepted only where inert', of: rows.filter(({ kind }) => kind === 'inert') },
  ].filter(({ of }) => of.length > 0);
  return [
    `### \`${name}\``,
    '',
    ...lines.map(({ title, of }) => `- ${title}: ${names(of.map((row) => row.name))}`),
    '',
  ];
}

interface Row {
  readonly name: string;
  readonly kind: 'modelled' | 'harmless' | 'inert';
}

function rowsOf(rules: ArgumentRules, prefix: string): readonly Row[] {
  return Object.entries(rules).flatMap(([name, rule]) =>
    rule.kind === 'block'
      ? rowsOf(rule.arguments, `${prefix}${name}.`)
      : [{ name: `${prefix}${name}`, kind: rule.kind }],
  );
}

const names = (list: readonly string[]): string =>
  list
    .toSorted()
    .map((name) => `\`${name}\``)
    .join(', ');
