import type { OpenIdConnectProvider, SamlProvider } from '../model/federation';
import type { Block } from '../resources/block-type';
import { located, refuseDuplicates, text } from './locate';
import type { World } from './world-view';

/** All SAML providers. What their metadata say is read by who verifies assertions. */
export function samlProviders(world: World): readonly SamlProvider[] {
  const blocks = world.all('aws_iam_saml_provider');
  refuseDuplicates(blocks, (block) => block.arguments.string('name'));
  return blocks.map((block) => ({
    ...located(block),
    name: providerName(block),
    arn: text(block, 'arn'),
    metadata: block.arguments.string('saml_metadata_document'),
  }));
}

function providerName({ arguments: given }: Block): string {
  const name = given.string('name');
  if (/^[\w._-]{1,128}$/.test(name)) return name;
  throw given.invalid('name', name, 'up to 128 letters, digits and . _ -');
}

/** All OpenID Connect providers. IAM knows one of each issuer. */
export function openIdConnectProviders(world: World): readonly OpenIdConnectProvider[] {
  const blocks = world.all('aws_iam_openid_connect_provider');
  refuseDuplicates(blocks, (block) => block.arguments.string('url'));
  return blocks.map((block) => ({
    ...located(block),
    arn: text(block, 'arn'),
    issuer: issuerOf(block),
    clientIds: clientIds(block),
  }));
}

/** IAM API reference, CreateOpenIDConnectProvider: https, neither port nor query. */
function issuerOf({ arguments: given }: Block): string {
  const url = given.string('url');
  if (/^https:\/\/[a-zA-Z0-9.-]+(?:\/[\w.~/-]*)?$/.test(url)) return url;
  throw given.invalid('url', url, 'an https URL without port, query and fragment');
}

function clientIds({ arguments: given }: Block): readonly string[] {
  const ids = given.strings('client_id_list');
  if (ids.length > 0 && ids.length <= 100) return ids;
  throw given.invalid('client_id_list', ids, '1 to 100 client ids');
}
