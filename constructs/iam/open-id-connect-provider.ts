import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { Construct } from 'constructs';

/** Props of {@link OpenIdConnectProvider}. */
export interface OpenIdConnectProviderProps {
  /** `iss` of its tokens, exactly: an issuer that ends with a slash is another one without it. */
  readonly issuer: string;
  /** Applications whose tokens are accepted, as `aud` has them; at most 100. */
  readonly clientIds: readonly [string, ...string[]];
}

/** An identity provider that issues OpenID Connect tokens, as IAM knows it. IAM finds its keys by discovery. */
export class OpenIdConnectProvider extends Construct {
  readonly arn: string;
  /** How condition keys begin: the issuer without `https://`, its last slash included. */
  readonly conditionPrefix: string;

  constructor(scope: Construct, id: string, props: OpenIdConnectProviderProps) {
    super(scope, id);
    this.conditionPrefix = props.issuer.replace(/^https:\/\//, '');
    this.arn = new IamOpenidConnectProvider(this, 'Resource', {
      url: props.issuer,
      clientIdList: [...props.clientIds],
    }).arn;
  }
}
