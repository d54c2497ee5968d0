import { incoherent, unsupportedValue } from '../errors';
import type { MultiFactor, RecoveryMechanism } from '../model/user-pools';
import type { Arguments } from '../resources/arguments';

/** Cognito refuses a second factor without a way to show one, and the other way round. */
export function multiFactor(pool: Arguments): MultiFactor {
  const mode = pool.word('mfa_configuration', ['OFF', 'OPTIONAL', 'ON'], 'OFF');
  const softwareToken = pool.block('software_token_mfa_configuration')?.flag('enabled', false) ?? false;
  if (mode === 'OFF' && softwareToken) {
    throw incoherent(
      pool.at('software_token_mfa_configuration'),
      'a second factor is enabled while mfa_configuration is OFF',
      'Set mfa_configuration to OPTIONAL or ON, or disable the factor',
    );
  }
  if (mode !== 'OFF' && !softwareToken) {
    throw unsupportedValue(pool.at('mfa_configuration'), mode, '"OFF", or software_token_mfa_configuration enabled');
  }
  return { mode, softwareToken };
}

const mechanisms: readonly RecoveryMechanism[] = ['verified_email', 'verified_phone_number', 'admin_only'];

/** In the order of their priorities. */
export function recovery(pool: Arguments): readonly RecoveryMechanism[] {
  const given = pool.block('account_recovery_setting')?.blocks('recovery_mechanism') ?? [];
  return given
    .map((mechanism) => ({ name: mechanism.word('name', mechanisms), priority: mechanism.number('priority', 1) }))
    .sort((one, other) => one.priority - other.priority)
    .map(({ name }) => name);
}
