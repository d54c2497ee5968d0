/** The API and stage that a request came to. */
export interface ApiStage {
  /** `arn:aws:execute-api:<region>:<account>:<api>/<stage>`. */
  readonly arn: string;
}

const methodArn = /^(arn:aws[a-z-]*:execute-api:[a-z0-9-]+:\d{12}:[A-Za-z0-9]+\/[A-Za-z0-9_-]+)\/[A-Z]+(?:\/|$)/;

/** @returns undefined where this is no ARN of a method */
export function parseMethodArn(text: string): ApiStage | undefined {
  const arn = methodArn.exec(text)?.[1];
  return arn === undefined ? undefined : { arn };
}
