/**
 * What a set of synthesized stacks would be once applied: every reference resolved, every computed attribute given a
 * value that is stable from one reading to the next. Policies stay as parsed JSON: `iam` understands them.
 */
export interface Blueprint {
  readonly region: string;
  readonly accountId: string;
  readonly stacks: readonly StackSummary[];
  readonly restApis: readonly RestApi[];
  readonly functions: readonly LambdaFunction[];
  readonly userPools: readonly UserPool[];
  readonly identityPools: readonly IdentityPool[];
  readonly roles: readonly Role[];
  readonly tables: readonly Table[];
}

/** Where a thing stands: the stack's name and the Terraform address within it. */
export interface Located {
  readonly stack: string;
  readonly address: string;
}

export interface StackSummary {
  readonly name: string;
  readonly outputs: readonly StackOutput[];
}

export interface StackOutput {
  readonly name: string;
  readonly value: unknown;
  readonly sensitive: boolean;
}

/** A parsed, not yet understood JSON document, such as an IAM policy. */
export type JsonObject = Readonly<Record<string, unknown>>;

export interface RestApi extends Located {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  /** `arn:aws:execute-api:<region>:<account>:<id>` */
  readonly executionArn: string;
  readonly binaryMediaTypes: readonly string[];
  readonly resourcePolicy: JsonObject | undefined;
  readonly routes: readonly Route[];
  readonly gatewayResponses: readonly GatewayResponse[];
  readonly stages: readonly Stage[];
}

/** One method of one resource. */
export interface Route extends Located {
  /** Upper case, or `ANY`. */
  readonly method: string;
  /** Template with a leading slash: `/pets/{petId}`, `/{proxy+}`, `/`. */
  readonly path: string;
  readonly resourceId: string;
  readonly operationName: string | undefined;
  readonly authorization: RouteAuthorization;
  /** `method.request.<place>.<name>` to whether it is required. */
  readonly requestParameters: Readonly<Record<string, boolean>>;
  readonly requestValidator: RequestValidator | undefined;
  readonly integration: Integration;
}

export type RouteAuthorization = { readonly kind: 'NONE' } | { readonly kind: 'AWS_IAM' };

export interface RequestValidator {
  readonly validateParameters: boolean;
  readonly validateBody: boolean;
}

export type Integration = LambdaProxyIntegration | MockIntegration;

export interface LambdaProxyIntegration {
  readonly kind: 'AWS_PROXY';
  readonly functionArn: string;
  readonly timeoutMilliseconds: number;
  /** Anything but POST makes API Gateway answer 500. */
  readonly httpMethod: string;
}

export interface MockIntegration {
  readonly kind: 'MOCK';
  readonly requestTemplates: Readonly<Record<string, string>>;
  readonly responses: readonly MockResponse[];
}

export interface MockResponse {
  readonly statusCode: string;
  readonly selectionPattern: string | undefined;
  /** `method.response.header.<name>` to a literal in single quotes. */
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}

export interface GatewayResponse extends Located {
  /** `DEFAULT_4XX`, `UNAUTHORIZED`, … */
  readonly responseType: string;
  readonly statusCode: number | undefined;
  /** `gatewayresponse.header.<name>` to a literal in single quotes. */
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}

export interface Stage extends Located {
  readonly name: string;
  readonly deploymentId: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly accessLog: AccessLog | undefined;
  readonly methodSettings: readonly MethodSettings[];
}

export interface AccessLog {
  readonly destinationArn: string;
  readonly format: string;
}

export interface MethodSettings {
  /** As Terraform has it: `<path>/<VERB>` without a leading slash, or an asterisk for each. */
  readonly methodPath: string;
  /** Requests a second; `undefined` where no limit is set. */
  readonly throttlingRateLimit: number | undefined;
  readonly throttlingBurstLimit: number | undefined;
}

export interface LambdaFunction extends Located {
  readonly name: string;
  readonly arn: string;
  readonly handler: string;
  readonly runtime: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly roleArn: string;
  /** Absolute path of the zip that Terraform would upload. */
  readonly archivePath: string;
  readonly logGroupName: string;
  readonly permissions: readonly LambdaPermission[];
}

export interface LambdaPermission extends Located {
  readonly action: string;
  readonly principal: string;
  readonly sourceArn: string | undefined;
  readonly sourceAccount: string | undefined;
}

export interface UserPool extends Located {
  /** `<region>_<9 letters and digits>` */
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  /** `cognito-idp.<region>.amazonaws.com/<id>`; the issuer is this behind `https://`. */
  readonly endpoint: string;
  readonly usernameAttributes: readonly string[];
  readonly aliasAttributes: readonly string[];
  readonly autoVerifiedAttributes: readonly string[];
  readonly caseSensitiveUsernames: boolean;
  readonly allowAdminCreateUserOnly: boolean;
  readonly passwordPolicy: PasswordPolicy;
  readonly schema: readonly SchemaAttribute[];
  readonly clients: readonly UserPoolClient[];
  readonly groups: readonly UserGroup[];
  readonly domain: UserPoolDomain | undefined;
}

export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly requireUppercase: boolean;
  readonly requireLowercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  readonly temporaryPasswordValidityDays: number;
}

export interface SchemaAttribute {
  /** With the prefix `custom:` where it is not a standard attribute. */
  readonly name: string;
  readonly dataType: 'String' | 'Number' | 'DateTime' | 'Boolean';
  readonly required: boolean;
  readonly mutable: boolean;
}

export interface UserPoolClient extends Located {
  readonly id: string;
  readonly name: string;
  readonly secret: string | undefined;
  /** `ALLOW_*` names; legacy names are translated, AWS's default is filled in. */
  readonly authFlows: ReadonlySet<AuthFlow>;
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  readonly authSessionMinutes: number;
  readonly tokenRevocation: boolean;
  readonly hidesUserExistence: boolean;
  /** `undefined`: all of the pool's standard attributes. */
  readonly readAttributes: readonly string[] | undefined;
  readonly writeAttributes: readonly string[] | undefined;
}

export type AuthFlow =
  | 'ALLOW_USER_SRP_AUTH'
  | 'ALLOW_USER_PASSWORD_AUTH'
  | 'ALLOW_ADMIN_USER_PASSWORD_AUTH'
  | 'ALLOW_REFRESH_TOKEN_AUTH'
  | 'ALLOW_CUSTOM_AUTH';

export interface UserGroup extends Located {
  readonly name: string;
  readonly roleArn: string | undefined;
  readonly precedence: number | undefined;
  readonly description: string | undefined;
}

export interface UserPoolDomain extends Located {
  readonly prefix: string;
  /** `<prefix>.auth.<region>.amazoncognito.com` */
  readonly host: string;
}

export interface IdentityPool extends Located {
  /** `<region>:<uuid>` */
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly allowUnauthenticatedIdentities: boolean;
  readonly allowClassicFlow: boolean;
  readonly cognitoProviders: readonly CognitoProvider[];
  readonly authenticatedRoleArn: string | undefined;
  readonly unauthenticatedRoleArn: string | undefined;
}

export interface CognitoProvider {
  readonly clientId: string;
  /** `cognito-idp.<region>.amazonaws.com/<user pool id>` */
  readonly providerName: string;
  readonly serverSideTokenCheck: boolean;
}

export interface Role extends Located {
  readonly name: string;
  readonly arn: string;
  /** `AROA…` */
  readonly uniqueId: string;
  readonly maxSessionSeconds: number;
  readonly trustPolicy: JsonObject;
  readonly policies: readonly RolePolicy[];
}

/** An inline policy, or a managed policy that is attached. */
export interface RolePolicy extends Located {
  readonly name: string;
  readonly document: JsonObject;
}

export interface Table extends Located {
  readonly name: string;
  readonly arn: string;
  readonly partitionKey: KeyAttribute;
  readonly sortKey: KeyAttribute | undefined;
}

export interface KeyAttribute {
  readonly name: string;
  readonly type: 'S' | 'N' | 'B';
}
