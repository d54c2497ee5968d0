import { type Block, type BlockType, harmless, modelled, tagged } from './block-type';

const samlArn = ({ account, arguments: given }: Block): string =>
  `arn:aws:iam::${account.accountId}:saml-provider/${given.string('name')}`;

export const samlProvider: BlockType = {
  arguments: { ...tagged, name: modelled, saml_metadata_document: modelled },
  attributes: { id: samlArn, arn: samlArn },
};

/** A slash at the issuer's end is one of the ARN, too. */
const openIdConnectArn = ({ account, arguments: given }: Block): string =>
  `arn:aws:iam::${account.accountId}:oidc-provider/${given.string('url').replace(/^https:\/\//, '')}`;

export const openIdConnectProvider: BlockType = {
  arguments: {
    ...tagged,
    url: modelled,
    client_id_list: modelled,
    thumbprint_list: harmless('pins the certificate of the issuer, which IAM trusts by its authority'),
  },
  attributes: { id: openIdConnectArn, arn: openIdConnectArn },
};
