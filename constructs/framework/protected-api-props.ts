import type { RouteHandler, RouteMethod, Throttle } from '../api-gateway/route';
import type { AlarmThresholds } from '../cloudwatch/alarm-defaults';
import type { RedirectAddresses } from '../cognito/browser-client';
import type { MultiFactor, PasswordPolicy } from '../cognito/user-directory';
import type { Federation } from './federation';
import type { GroupRights } from './group-rights';

/** Props of {@link ProtectedApi}: who may call is decided by API Gateway, or by what a user's groups may do. */
export type ProtectedApiProps<Scope extends string = string> = AuthenticationProps<Scope> | GroupAuthorizationProps;

/** What both kinds are told; the settings of the app have most of it. */
export interface CommonProps {
  /** Begins, after stage and prefix, the names of all parts: at most 30 lower-case letters, digits and hyphens. */
  readonly name: string;
  readonly stage: string;
  /** True: what holds users and rights then refuses to be destroyed. */
  readonly production: boolean;
  readonly region: string;
  /** Start of names, with its hyphen; may be empty. */
  readonly namePrefix: string;
  /** Origins whose pages may call the API; at least one. */
  readonly corsOrigins: readonly string[];
  readonly throttle: Throttle;
  /** Whether requests are logged, and refusals counted by kind. */
  readonly accessLogs: boolean;
  readonly logRetentionDays: number;
  /**
   * Whether people may register themselves.
   *
   * @default administrators alone create users
   */
  readonly selfSignUp?: boolean;
  /**
   * Whether people may or must show a one-time code of an app besides their password.
   *
   * @default 'optional': everybody may set one up. `required` turns away each client that cannot ask for a code, so it is
   * the choice of who knows the clients.
   */
  readonly mfa?: MultiFactor;
  /**
   * @default 8 characters of all four kinds
   */
  readonly passwordPolicy?: Partial<PasswordPolicy>;
  /**
   * SNS topics that alarms tell, at most 5.
   *
   * @default none: the alarms change their state, which the console shows
   */
  readonly alarmTopicArns?: readonly string[];
  /**
   * From when on an alarm is raised.
   *
   * @default alarmThresholds
   */
  readonly alarmThresholds?: Partial<AlarmThresholds>;
}

/** API Gateway itself checks the token: who has a valid one, for the scope of the route, gets in. */
export interface AuthenticationProps<Scope extends string> extends CommonProps {
  readonly kind: 'authentication';
  /** Begins the full name of each scope; a URL, such as `https://awesomeapp.example.com`. */
  readonly identifier: string;
  /** What each scope allows, by its short name. */
  readonly scopes: Readonly<Record<Scope, string>>;
  /**
   * Machines that get tokens for themselves, by name, and the scopes that each may ask for.
   *
   * @default none
   */
  readonly machines?: Readonly<Record<string, readonly [NoInfer<Scope>, ...NoInfer<Scope>[]]>>;
  /**
   * Start of the domain where machines get tokens.
   *
   * @default the account id makes the domain unique
   */
  readonly domainPrefix?: string | undefined;
  /** At least one. */
  readonly routes: readonly ScopedRoute<NoInfer<Scope>>[];
}

/** A function checks the token, and returns what the groups of its user may do. */
export interface GroupAuthorizationProps extends CommonProps {
  readonly kind: 'authorization-by-group';
  /** Who may do what, by the name of the group. Who is in none of them may do nothing. */
  readonly groups: Readonly<Record<string, GroupRights>>;
  /** At least one. */
  readonly routes: readonly GroupRoute[];
  /**
   * How long the policy of a token is kept, 0 to 3600 seconds; for so long a change of rights may go unnoticed.
   *
   * @default 60
   */
  readonly resultCacheSeconds?: number;
  /**
   * Whose tokens are taken besides those of the API's own user pool.
   *
   * @default nobody's
   */
  readonly otherIssuers?: readonly OtherIssuer[];
  /**
   * A web application where people sign in by code and PKCE, on the pool's page or at an identity provider.
   *
   * @default none, and no domain
   */
  readonly webApp?: WebApp;
  /**
   * Start of the domain where people sign in.
   *
   * @default the account id makes the domain unique
   */
  readonly domainPrefix?: string | undefined;
}

/** A web application that calls the API. */
export interface WebApp extends RedirectAddresses {
  /**
   * Where else than in the pool people may sign in.
   *
   * @default in the pool alone
   */
  readonly federation?: Federation;
}

/** An issuer of JWT access tokens, such as Auth0. The names of its groups are those of the API. */
export interface OtherIssuer {
  /** Exactly as in the claim `iss`. */
  readonly issuer: string;
  /** Where it publishes its keys, as an https URL. */
  readonly jwksUri: string;
  /** The claim that lists the groups of the subject. */
  readonly groupsClaim: string;
  /** Tokens that are meant for somebody else are refused. */
  readonly audience: string;
}

/** A route whose callers are told by their groups. */
export interface GroupRoute {
  readonly method: RouteMethod;
  /** `/files`, `/files/{fileId}` */
  readonly path: string;
  readonly handler: RouteHandler;
}

/** A route whose callers are told by the scopes of their token. */
export interface ScopedRoute<Scope extends string> extends GroupRoute {
  /** Short names; one of them is enough. */
  readonly scopes: readonly [Scope, ...Scope[]];
  /**
   * Whether everybody who signed in may call it too. A token of such a sign-in has no scope of ours.
   *
   * @default false
   */
  readonly signedInUsers?: boolean;
}
