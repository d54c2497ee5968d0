import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import { recoveryWindowOutOfRange } from '../errors';

/** Props of {@link Secret}. */
export interface SecretProps {
  /**
   * Unique in account and region, also among deleted secrets that can still be brought back: let it hold the id of
   * something that is made with it, or nothing can be deployed again after a destroy until the recovery window ends.
   */
  readonly name: string;
  readonly description: string;
  /** Members of a JSON object, by reference where they are sensitive. */
  readonly value: Readonly<Record<string, string>>;
  /**
   * Days, 7 to 30, in which a deleted secret can be brought back.
   *
   * @default 30
   */
  readonly recoveryDays?: number;
  /** Whether Terraform refuses to destroy the secret. */
  readonly protect: boolean;
}

/** A secret, encrypted with the account's key for Secrets Manager (`aws/secretsmanager`). */
export class Secret extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: SecretProps) {
    super(scope, id);
    const { recoveryDays = 30 } = props;
    if (!Number.isInteger(recoveryDays) || recoveryDays < 7 || recoveryDays > 30) {
      throw recoveryWindowOutOfRange(this.node.path, recoveryDays);
    }
    const resource = new SecretsmanagerSecret(this, 'Resource', {
      name: props.name,
      description: props.description,
      recoveryWindowInDays: recoveryDays,
      ...(props.protect ? { lifecycle: { preventDestroy: true } } : {}),
    });
    const version = new SecretsmanagerSecretVersion(this, 'Resource-version', {
      secretId: resource.id,
      secretString: Fn.jsonencode(props.value),
    });
    // The version's, so that whoever reads the secret is made after it has a value.
    this.arn = version.arn;
  }
}
