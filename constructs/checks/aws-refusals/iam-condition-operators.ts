const operators = [
  ...['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike'],
  ...['StringNotLike', 'NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals'],
  ...['NumericGreaterThan', 'NumericGreaterThanEquals', 'DateEquals', 'DateNotEquals', 'DateLessThan'],
  ...['DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals', 'Bool', 'BinaryEquals', 'IpAddress'],
  ...['NotIpAddress', 'ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'],
];
// IAM reads operators without regard to case.
const known = new Set(operators.map((operator) => operator.toLowerCase()));

/** Is this an operator of the IAM reference, with its prefixes and suffix? `Null` takes no suffix. */
export function isConditionOperator(operator: string): boolean {
  const plain = operator.toLowerCase().replace(/^for(?:allvalues|anyvalue):/, '');
  return plain === 'null' || known.has(plain.replace(/ifexists$/, ''));
}
