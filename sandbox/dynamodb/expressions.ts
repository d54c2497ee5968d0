/** The parts of a request that name attributes. */
export type DynamoInput = Readonly<Record<string, unknown>>;

const keywords = new Set(['ADD', 'AND', 'BETWEEN', 'DELETE', 'IN', 'NOT', 'OR', 'REMOVE', 'SET']);
const expressionMembers = [
  'ConditionExpression',
  'FilterExpression',
  'KeyConditionExpression',
  'ProjectionExpression',
  'UpdateExpression',
];
/** Of the time before expressions; their keys are names of attributes. */
const legacyMembers = ['AttributeUpdates', 'Expected', 'KeyConditions', 'QueryFilter', 'ScanFilter'];

/** The attributes of the top level that a request names in its expressions, its key and its item. */
export function attributesNamed(input: DynamoInput): readonly string[] {
  const expressions = expressionMembers.flatMap((member) => namesIn(input, input[member]));
  const maps = ['Item', 'Key', ...legacyMembers].flatMap((member) => Object.keys(asObject(input[member])));
  const listed = asList(input['AttributesToGet']).filter((name) => typeof name === 'string');
  return [...new Set([...expressions, ...maps, ...listed])];
}

function namesIn(input: DynamoInput, expression: unknown): readonly string[] {
  if (typeof expression !== 'string') return [];
  const found = expression.matchAll(/(?<![\w.#:])([#:]?[A-Za-z_]\w*|#\w+)(?!\w)(\s*\()?/g);
  return [...found].flatMap(([, token = '', call]) => {
    if (token.startsWith(':') || keywords.has(token.toUpperCase()) || call !== undefined) return [];
    const name = resolveName(input, token);
    return name === undefined ? [] : [name];
  });
}

/** The values with which a query's condition pins an attribute, as DynamoDB's typed values. */
export function equalityValues(input: DynamoInput, attribute: string): readonly unknown[] {
  return [...fromExpression(input, attribute), ...fromLegacyConditions(input, attribute)];
}

function fromExpression(input: DynamoInput, attribute: string): readonly unknown[] {
  const expression = input['KeyConditionExpression'];
  if (typeof expression !== 'string') return [];
  const values = asObject(input['ExpressionAttributeValues']);
  // A word is tried from its start alone: from each of its letters, a long one would take a minute.
  const pairs = expression.matchAll(/(#\w+|(?<!\w)\w+)[\s()]*=[\s()]*(:\w+)|(:\w+)[\s()]*=[\s()]*(#?\w+)/g);
  return [...pairs].flatMap(([, left, leftValue, rightValue, right]) => {
    const name = resolveName(input, left ?? right ?? '');
    return name === attribute ? [values[leftValue ?? rightValue ?? '']] : [];
  });
}

function fromLegacyConditions(input: DynamoInput, attribute: string): readonly unknown[] {
  const condition = asObject(asObject(input['KeyConditions'])[attribute]);
  return condition['ComparisonOperator'] === 'EQ' ? asList(condition['AttributeValueList']) : [];
}

function resolveName(input: DynamoInput, token: string): string | undefined {
  if (!token.startsWith('#')) return token;
  const name = asObject(input['ExpressionAttributeNames'])[token];
  return typeof name === 'string' ? name : undefined;
}

export const asObject = (value: unknown): DynamoInput =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as DynamoInput) : {};

export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
