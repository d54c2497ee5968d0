import { show } from './fault';
import type { PolicyFinding } from './policy-finding';
import { allTexts } from './policy-text';
import { referencePlaceholder, unclearMark } from './terraform-values';
import type { Arguments } from './terraform-values';
import { asPattern, fitsNearlyAll, hasWildcard, isWideResource } from './wildcards';

type Finding = Omit<PolicyFinding, 'argument'>;

/** What a statement allows beyond what is named. Denials may be as wide as they like. */
export function findWideStatement(statement: Arguments, wildcardDeclared: boolean): readonly Finding[] {
  if (statement['Effect'] === 'Deny') {
    return [];
  }
  const wideActions = allTexts(statement['Action']).filter(isWideAction);
  const wideResources = allTexts(statement['Resource']).filter(isWideResource);
  return [
    ...wideActions.map((action) => ({
      id: 'policy-wide-action',
      value: show(action),
      rule: 'A role is allowed actions that are named, never all of a service.',
      whatToDo: 'Name the actions that are needed.',
    })),
    ...(statement['NotAction'] === undefined ? [] : [everythingBut('NotAction', statement)]),
    ...(statement['NotResource'] === undefined ? [] : [everythingBut('NotResource', statement)]),
    ...(wildcardDeclared
      ? []
      : wideResources.map((resource) => ({
          id: 'policy-wide-resource',
          value: `${show(resource)} for ${show(statement['Action'])}`,
          rule: 'A role is allowed resources that are named, unless AWS offers nothing narrower and the reason is declared.',
          whatToDo: resource.includes(unclearMark)
            ? 'Write a plain reference to an attribute, with the rest as text around it: what a function, a variable or a local becomes may be an asterisk. Or call declareWildcard(policy, reason).'
            : 'Name the resource by reference, or call declareWildcard(policy, reason).',
        }))),
  ];
}

function everythingBut(member: string, statement: Arguments): Finding {
  return {
    id: 'policy-everything-but',
    value: show(statement[member]),
    rule: `Allow with ${member} allows all that is not thought of.`,
    whatToDo: `Name what is allowed in ${member.slice('Not'.length)}.`,
  };
}

/** A reference may become an asterisk in an action: it is never the name of something. */
function isWideAction(action: string): boolean {
  const pattern = asPattern(action).replaceAll(referencePlaceholder, '*');
  const [service = '', ...name] = pattern.split(':');
  return hasWildcard(service) || fitsNearlyAll(name.join(':'));
}
