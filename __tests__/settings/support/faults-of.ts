import { loadSettings, SettingsError } from '../../../settings';

/** What is wrong with an environment; empty where it can be used. */
export function faultsOf(environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    loadSettings(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as SettingsError).faults;
  }
  return [];
}
