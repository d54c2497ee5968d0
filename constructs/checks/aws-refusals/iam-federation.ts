import { literalsAt } from '../terraform-values';
import { atMostMembers, first, matches, rulesOf, texts } from './judges';
import type { AwsRefusal } from './model';

/** Identity providers of IAM, as the IAM API reference has them. */
export const federationRefusals: readonly AwsRefusal[] = [
  ...rulesOf('aws_iam_saml_provider', [
    {
      id: 'iam-saml-name',
      argument: 'name',
      rule: 'a name is 1 to 128 letters, digits and . _ -.',
      whatToDo: 'Rename the provider.',
      judge: matches(/^[\w._-]{1,128}$/),
    },
    {
      id: 'iam-saml-metadata',
      argument: 'saml_metadata_document',
      rule: 'metadata is 1000 to 10000000 characters of XML with an EntityDescriptor.',
      whatToDo: 'Give the text of the file that the identity provider offers, not its path.',
      judge: texts(
        (text) => text.length >= 1000 && text.length <= 10_000_000 && /<(?:[\w.-]+:)?EntityDescriptor[\s>]/.test(text),
      ),
    },
  ]),
  ...rulesOf('aws_iam_openid_connect_provider', [
    {
      id: 'iam-oidc-url',
      argument: 'url',
      rule: 'an issuer is an https URL without port and query.',
      whatToDo: 'Write it as the tokens have it in iss, a slash at the end included.',
      judge: matches(/^https:\/\/[^:/?#@\s]+(?:\/[^?#\s]*)?$/),
    },
    {
      id: 'iam-oidc-clients-count',
      argument: 'client_id_list',
      rule: 'a provider has at most 100 client ids.',
      whatToDo: 'Remove those that are not used.',
      judge: atMostMembers(100),
    },
    {
      id: 'iam-oidc-client',
      argument: 'client_id_list',
      rule: 'a client id has 1 to 255 characters.',
      whatToDo: 'Correct it.',
      judge: (args, argument) =>
        first(literalsAt(args, argument).filter((id) => String(id).length < 1 || String(id).length > 255)),
    },
  ]),
];
