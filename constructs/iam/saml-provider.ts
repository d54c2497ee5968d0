import { IamSamlProvider } from '@cdktf/provider-aws/lib/iam-saml-provider';
import { Construct } from 'constructs';
import { plainText } from './plain-text';

/** Props of {@link SamlProvider}. */
export interface SamlProviderProps {
  /** Unique in the account: letters, digits and . _ -, at most 128. */
  readonly name: string;
  /** Metadata of the identity provider as XML: who it is, and the certificates that verify its signatures. */
  readonly metadata: string;
}

/** An identity provider that signs SAML 2.0 assertions, as IAM knows it. */
export class SamlProvider extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: SamlProviderProps) {
    super(scope, id);
    this.arn = new IamSamlProvider(this, 'Resource', {
      name: props.name,
      samlMetadataDocument: plainText(props.metadata),
    }).arn;
  }
}
