import type { PlannedChange } from './terraform';

/** A change that a second plan shows only because the emulator answers other than AWS does. */
interface EmulatorFault {
  readonly address: RegExp;
  readonly cause: string;
  readonly why: string;
}

const faults: readonly EmulatorFault[] = [
  {
    address: /^aws_api_gateway_integration\..+-OPTIONS$/,
    cause: 'replace: integration_http_method',
    why: 'A MOCK integration has no HTTP method; the emulator answers POST.',
  },
  {
    address: /^aws_api_gateway_stage\./,
    cause: 'update: access_log_settings',
    why: 'The emulator answers with an empty block where no access log is set.',
  },
  ...[
    'actions_enabled',
    'alarm_description',
    'dimensions',
    'extended_statistic',
    'period',
    'statistic',
    'treat_missing_data',
  ].map((argument) => ({
    address: /^aws_cloudwatch_metric_alarm\./,
    cause: `update: ${argument}`,
    why: 'The emulator stores the argument, and leaves it out of the XML in which Terraform asks for alarms.',
  })),
];

/** The changes that no emulator fault explains: each is a drift that users would see. */
export function unexplained(changes: readonly PlannedChange[]): readonly PlannedChange[] {
  return changes
    .map(({ address, causes }) => ({
      address,
      causes: causes.filter((cause) => !faults.some((fault) => fault.address.test(address) && fault.cause === cause)),
    }))
    .filter(({ causes }) => causes.length > 0);
}
