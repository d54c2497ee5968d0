import type { RouteAuthorization } from './model/authorization';
import type { OpenIdConnectProvider, RoleMapping, SamlProvider } from './model/federation';
import type { Located } from './model/located';
import type { UserPool } from './model/user-pools';

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
  readonly samlProviders: readonly SamlProvider[];
  readonly openIdConnectProviders: readonly OpenIdConnectProvider[];
  readonly roles: readonly Role[];
  readonly tables: readonly Table[];
  readonly secrets: readonly Secret[];
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

/** An identity pool with the roles that it gives. */
export interface IdentityPool extends Located {
  /** `<region>:<uuid>` */
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly allowUnauthenticatedIdentities: boolean;
  readonly allowClassicFlow: boolean;
  readonly cognitoProviders: readonly CognitoProvider[];
  /** Under which name a login backend of one's own vouches for its users. */
  readonly developerProviderName: string | undefined;
  /** Application ids by the names of social providers. */
  readonly loginProviders: Readonly<Record<string, string>>;
  readonly openIdConnectProviderArns: readonly string[];
  readonly samlProviderArns: readonly string[];
  readonly roleMappings: readonly RoleMapping[];
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
  /** The most that its policies can give. */
  readonly permissionsBoundary: RolePolicy | undefined;
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
  readonly items: readonly TableItem[];
}

/** An item that a stack puts into a table. */
export interface TableItem extends Located {
  /** As DynamoDB's JSON has them, with their types: `{"group": {"S": "admins"}}`. */
  readonly attributes: JsonObject;
}

/** One attribute of a table's primary key. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: 'S' | 'N' | 'B';
}

/** A secret of Secrets Manager. */
export interface Secret extends Located {
  readonly name: string;
  /** `arn:aws:secretsmanager:<region>:<account>:secret:<name>-<6 letters and digits>` */
  readonly arn: string;
  readonly description: string | undefined;
  /** Who may read it besides those whose own policies allow it. */
  readonly resourcePolicy: JsonObject | undefined;
  /** `undefined`: nothing was put into it yet. */
  readonly version: SecretVersion | undefined;
}

/** The value that a stack puts into a secret. */
export interface SecretVersion extends Located {
  /** A UUID. */
  readonly id: string;
  readonly value: string;
}
