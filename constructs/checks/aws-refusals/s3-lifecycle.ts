import { blocksAt, isSet, isUnknown, numbersAt, textsAt } from '../terraform-values';
import type { Arguments } from '../terraform-values';
import { between, first, firstTwice, oneOf, rulesOf } from './judges';
import type { Judge } from './judges';
import type { AwsRefusal } from './model';

const actions = [
  'abort_incomplete_multipart_upload',
  'expiration',
  'noncurrent_version_expiration',
  'noncurrent_version_transition',
  'transition',
];

const atLeastOne: Judge = (args, argument) => first(numbersAt(args, argument).filter((days) => days < 1));

const midnight: Judge = (args, argument) =>
  first(textsAt(args, argument).filter((date) => !/^\d{4}-\d{2}-\d{2}T00:00:00(?:\.0+)?(?:Z|\+00:00)$/.test(date)));

/** What becomes of old objects, as the Amazon S3 API reference and its refusals have it. */
export const bucketLifecycleRefusals: readonly AwsRefusal[] = rulesOf('aws_s3_bucket_lifecycle_configuration', [
  {
    id: 's3-lifecycle-action',
    argument: 'rule',
    rule: `a rule has at least one of ${actions.join(', ')}.`,
    whatToDo: 'Say what the rule does, or remove it.',
    judge: inRules((rule) => !actions.some((action) => isSet(rule, action))),
  },
  {
    id: 's3-lifecycle-days',
    argument: 'rule.expiration.days',
    rule: 'days are a positive number.',
    whatToDo: 'Choose 1 or more.',
    judge: atLeastOne,
  },
  {
    id: 's3-lifecycle-noncurrent-days',
    argument: 'rule.noncurrent_version_expiration.noncurrent_days',
    rule: 'days are a positive number.',
    whatToDo: 'Choose 1 or more.',
    judge: atLeastOne,
  },
  {
    id: 's3-lifecycle-noncurrent-versions',
    argument: 'rule.noncurrent_version_expiration.newer_noncurrent_versions',
    rule: 'of old versions 1 to 100 are kept.',
    whatToDo: 'Choose one of these.',
    judge: between(1, 100),
  },
  {
    id: 's3-lifecycle-delete-marker',
    argument: 'rule.expiration',
    rule: 'expired_object_delete_marker goes with neither days nor date.',
    whatToDo: 'Make two rules.',
    judge: (args, argument) =>
      first(
        blocksAt(args, argument).filter(
          (one) => one['expired_object_delete_marker'] === true && (isSet(one, 'days') || isSet(one, 'date')),
        ),
      ),
  },
  {
    id: 's3-lifecycle-days-and-dates',
    argument: 'rule',
    rule: 'a rule counts days or names dates, and not both.',
    whatToDo: 'Make two rules.',
    judge: inRules((rule) => isTimed(rule, 'date') && isTimed(rule, 'days')),
  },
  ...['rule.expiration.date', 'rule.transition.date'].map((argument) => ({
    id: argument.replace('rule.', 's3-lifecycle-').replace('.', '-'),
    argument,
    rule: 'a date is midnight, UTC.',
    whatToDo: 'Write <year>-<month>-<day>T00:00:00Z.',
    judge: midnight,
  })),
  {
    id: 's3-lifecycle-status',
    argument: 'rule.status',
    rule: 'a status is Enabled or Disabled.',
    whatToDo: 'Correct it.',
    judge: oneOf('Enabled', 'Disabled'),
  },
  {
    id: 's3-lifecycle-id',
    argument: 'rule.id',
    rule: 'an id of a rule is unique.',
    whatToDo: 'Rename the rule.',
    judge: (args, argument) => firstTwice(textsAt(args, argument)),
  },
]);

function inRules(isWrong: (rule: Arguments) => boolean): Judge {
  return (args, argument) => first(blocksAt(args, argument).filter(isWrong));
}

function isTimed(rule: Arguments, how: 'days' | 'date'): boolean {
  return ['expiration', 'transition'].some(
    (action) => isSet(rule, `${action}.${how}`) && !isUnknown(rule, `${action}.${how}`),
  );
}
