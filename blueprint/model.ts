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

/** One stack with what it puts out. */
export interface StackSummary {
  readonly name: string;
  readonly outputs: readonly StackOutput[];
}

/** One Terraform output, evaluated. */
export interface StackOutput {
  readonly name: string;
  readonly value: unknown;
  readonly sensitive: boolean;
}

/** A parsed, not yet understood JSON document, such as an IAM policy. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A REST API (v1) with everything that belongs to it. */
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

/** What a method asks of its caller. Closed: a kind that is missing here is refused when read. */
export type RouteAuthorization = { readonly kind: 'NONE' } | { readonly kind: 'AWS_IAM' };

/** What is checked before the integration is called. */
export interface RequestValidator {
  readonly validateParameters: boolean;
  readonly validateBody: boolean;
}

/** What answers a method. */
export type Integration = LambdaProxyIntegration | MockIntegration;

/** A function answers with the whole response. */
export interface LambdaProxyIntegration {
  readonly kind: 'AWS_PROXY';
  readonly functionArn: string;
  readonly timeoutMilliseconds: number;
  /** Anything but POST makes API Gateway answer 500. */
  readonly httpMethod: string;
}

/** API Gateway answers by itself, as for a preflight. */
export interface MockIntegration {
  readonly kind: 'MOCK';
  readonly requestTemplates: Readonly<Record<string, string>>;
  readonly responses: readonly MockResponse[];
}

/** One answer of a mock, by status. */
export interface MockResponse {
  readonly statusCode: string;
  readonly selectionPattern: string | undefined;
  /** `method.response.header.<name>` to a literal in single quotes. */
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}

/** How an error that API Gateway itself makes is answered. */
export interface GatewayResponse extends Located {
  /** `DEFAULT_4XX`, `UNAUTHORIZED`, … */
  readonly responseType: string;
  readonly statusCode: number | undefined;
  /** `gatewayresponse.header.<name>` to a literal in single quotes. */
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}

/** A deployment under a name, which is the first segment of its URLs. */
export interface Stage extends Located {
  readonly name: string;
  readonly deploymentId: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly accessLog: AccessLog | undefined;
  readonly methodSettings: readonly MethodSettings[];
}

/** Where and how each request is logged. */
export interface AccessLog {
  readonly destinationArn: string;
  readonly format: string;
}

/** Limits of some methods of a stage. */
export interface MethodSettings {
  /** As Terraform has it: `<path>/<VERB>` without a leading slash, or an asterisk for each. */
  readonly methodPath: string;
  /** Requests a second; `undefined` where no limit is set. */
  readonly throttlingRateLimit: number | undefined;
  readonly throttlingBurstLimit: number | undefined;
}

/** A function with the archive that it runs. */
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

/** One statement of a function's resource policy. */
export interface LambdaPermission extends Located {
  readonly action: string;
  readonly principal: string;
  readonly sourceArn: string | undefined;
  readonly sourceAccount: string | undefined;
}

/** A user pool with its clients, groups and domain. */
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
  /** The attributes that the stack declares; the standard ones exist besides. */
  readonly schema: readonly SchemaAttribute[];
  readonly clients: readonly UserPoolClient[];
  readonly groups: readonly UserGroup[];
  readonly domain: UserPoolDomain | undefined;
}

/** What a password must have. */
export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly requireUppercase: boolean;
  readonly requireLowercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  readonly temporaryPasswordValidityDays: number;
}

/** A declared attribute of users. */
export interface SchemaAttribute {
  /** With the prefix `custom:` where it is not a standard attribute. */
  readonly name: string;
  readonly dataType: 'String' | 'Number' | 'DateTime' | 'Boolean';
  readonly required: boolean;
  readonly mutable: boolean;
  /** Least and greatest length of a string, or least and greatest value of a number. */
  readonly minimum?: number;
  readonly maximum?: number;
}

/** An app client. */
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

/** A way to sign in that a client allows. */
export type AuthFlow =
  | 'ALLOW_USER_SRP_AUTH'
  | 'ALLOW_USER_PASSWORD_AUTH'
  | 'ALLOW_ADMIN_USER_PASSWORD_AUTH'
  | 'ALLOW_REFRESH_TOKEN_AUTH'
  | 'ALLOW_CUSTOM_AUTH';

/** A group, and the role that its members may take at an identity pool. */
export interface UserGroup extends Located {
  readonly name: string;
  readonly roleArn: string | undefined;
  readonly precedence: number | undefined;
  readonly description: string | undefined;
}

/** A prefix domain of Cognito's. */
export interface UserPoolDomain extends Located {
  readonly prefix: string;
  /** `<prefix>.auth.<region>.amazoncognito.com` */
  readonly host: string;
}

/** An identity pool with the roles that it gives. */
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

/** A user pool client whose ID tokens an identity pool takes. */
export interface CognitoProvider {
  readonly clientId: string;
  /** `cognito-idp.<region>.amazonaws.com/<user pool id>` */
  readonly providerName: string;
  readonly serverSideTokenCheck: boolean;
}

/** An IAM role with its policies. */
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

/** A DynamoDB table. */
export interface Table extends Located {
  readonly name: string;
  readonly arn: string;
  readonly partitionKey: KeyAttribute;
  readonly sortKey: KeyAttribute | undefined;
}

/** One attribute of a table's primary key. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: 'S' | 'N' | 'B';
}
