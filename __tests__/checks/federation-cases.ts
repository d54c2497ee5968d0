import type { RefusalCases } from './refusal-case';

const metadata = `<md:EntityDescriptor entityID="x">${'x'.repeat(1000)}</md:EntityDescriptor>`;

export const samlProviderCases: RefusalCases = {
  'iam-saml-name': {
    refused: ['a b', 'a/b', 'x'.repeat(129)].map((name) => ({ name })),
    accepted: ['dev-pet-store', 'a.b_c', '${var.name}'].map((name) => ({ name })),
  },
  'iam-saml-metadata': {
    refused: ['metadata.xml', '<EntityDescriptor/>', 'x'.repeat(2000)].map((saml_metadata_document) => ({
      saml_metadata_document,
    })),
    accepted: [metadata, metadata.replaceAll('md:', ''), '${file("metadata.xml")}'].map((saml_metadata_document) => ({
      saml_metadata_document,
    })),
  },
};

export const openIdConnectProviderCases: RefusalCases = {
  'iam-oidc-url': {
    refused: ['http://a.example', 'a.example', 'https://a.example:8443', 'https://a.example/?x=1', 'https://'].map(
      (url) => ({ url }),
    ),
    accepted: ['https://tenant.auth0.com/', 'https://a.example', 'https://a.example/realms/x', '${var.url}'].map(
      (url) => ({ url }),
    ),
  },
  'iam-oidc-clients-count': {
    refused: [{ client_id_list: Array.from({ length: 101 }, (_, index) => `c${index}`) }],
    accepted: [{ client_id_list: Array.from({ length: 100 }, (_, index) => `c${index}`) }],
  },
  'iam-oidc-client': {
    refused: [{ client_id_list: [''] }, { client_id_list: ['x'.repeat(256)] }],
    accepted: [{ client_id_list: ['store', '${var.client}'] }],
  },
};
